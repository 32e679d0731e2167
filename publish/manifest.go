package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
)

// Manifest is what runs of one repository published below one parent page. It is kept in content properties of that
// page, so that any machine can go on where another one stopped: a family of properties for each entry of the docs setting, so
// that two workflows that publish different folders of a repository do not write over each other.
type Manifest struct {
	Repository string
	Pages      map[string]Entry  // by source
	Intents    map[string]Intent // by source: pages that a run set out to create and has not been seen to have created
	stored     map[string]string // property key → value as it stands in Confluence
	shards     map[string]int    // docs entry → number of its shards
}

// Entry is what is known of one published page.
type Entry struct {
	ID          string            `json:"id"`
	Title       string            `json:"title"`
	Parent      string            `json:"parent"`  // id
	Version     int               `json:"version"` // as the run left it
	Hash        string            `json:"hash"`    // of what was written, see Draft.Hash
	Docs        string            `json:"docs"`    // the entry of the docs setting that it came from
	Attachments map[string]string `json:"attachments,omitempty"`
	Labels      []string          `json:"labels,omitempty"`
}

// Intent tells the page that a run is about to create.
type Intent struct {
	Title  string `json:"title"`
	Parent string `json:"parent"` // id, or the source of a page that is itself to be created
	Docs   string `json:"docs"`
}

// maxShard bounds one property's value: Confluence is assumed to take 32 KB, and characters may take several bytes.
const maxShard = 24_000

// shard is the value of one property. Every page lies in the shard that the hash of its source names, so that a changed page
// changes one shard only.
type shard struct {
	Repository string            `json:"repository"`
	Docs       string            `json:"docs"`
	Shards     int               `json:"shards"`
	Pages      map[string]Entry  `json:"pages"`
	Intents    map[string]Intent `json:"intents,omitempty"`
}

const keyPrefix = "pagewright-"

// ReadManifest reads the manifest of a repository from the parent page; it is empty where there is none.
func ReadManifest(ctx context.Context, client *confluence.Client, parentID, repository string) (*Manifest, error) {
	properties, err := client.Properties(ctx, parentID)
	if err != nil {
		return nil, fmt.Errorf("what was published before cannot be read from the parent page: %w", err)
	}
	manifest := &Manifest{Repository: repository, Pages: map[string]Entry{}, Intents: map[string]Intent{}, stored: map[string]string{}, shards: map[string]int{}}
	var parts []shard
	for _, property := range properties {
		if !strings.HasPrefix(property.Key, keyPrefix) {
			continue
		}
		var part shard
		if err := json.Unmarshal(property.Value, &part); err != nil {
			return nil, fmt.Errorf("the content property %s of the parent page is damaged: %w; delete it to start anew (pages that stand in Confluence are then reported as title conflicts)", property.Key, err)
		}
		if part.Repository == repository {
			manifest.stored[property.Key] = string(property.Value)
			manifest.shards[part.Docs] = max(manifest.shards[part.Docs], part.Shards)
			parts = append(parts, part)
		}
	}
	// The number of shards only grows: where a run broke off between two numbers, the larger one is the newer.
	slices.SortFunc(parts, func(a, b shard) int { return cmp.Compare(a.Shards, b.Shards) })
	for _, part := range parts {
		maps.Copy(manifest.Pages, part.Pages)
		maps.Copy(manifest.Intents, part.Intents)
	}
	return manifest, nil
}

// Write stores the manifest, property by property, and only those that changed; new ones are complete before old ones go.
func (m *Manifest) Write(ctx context.Context, client *confluence.Client, parentID string) error {
	values, err := m.values()
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if sameJSON(m.stored[key], values[key]) {
			continue
		}
		if err := client.SetProperty(ctx, parentID, key, json.RawMessage(values[key])); err != nil {
			return fmt.Errorf("what was published cannot be recorded on the parent page, which the account must be allowed to edit: %w", err)
		}
		m.stored[key] = values[key]
	}
	for key := range maps.Clone(m.stored) {
		if _, needed := values[key]; needed {
			continue
		}
		if err := client.DeleteProperty(ctx, parentID, key); err != nil && !confluence.IsKind(err, confluence.NotFound) {
			return fmt.Errorf("an old record on the parent page cannot be removed: %w", err)
		}
		delete(m.stored, key)
	}
	return nil
}

// values gives the properties of every docs entry, by key.
func (m *Manifest) values() (map[string]string, error) {
	wholes := map[string]shard{}
	whole := func(docs string) shard {
		if _, met := wholes[docs]; !met {
			wholes[docs] = shard{Repository: m.Repository, Docs: docs, Pages: map[string]Entry{}, Intents: map[string]Intent{}}
		}
		return wholes[docs]
	}
	for source, entry := range m.Pages {
		whole(entry.Docs).Pages[source] = entry
	}
	for source, intent := range m.Intents {
		whole(intent.Docs).Intents[source] = intent
	}
	values := map[string]string{}
	for docs, all := range wholes {
		for count := max(1, m.shards[docs]); ; count *= 2 {
			cut, largest, err := all.cut(count)
			if err != nil {
				return nil, err
			}
			if largest <= maxShard || count > len(all.Pages)+len(all.Intents) {
				maps.Copy(values, cut)
				m.shards[docs] = count
				break
			}
		}
	}
	return values, nil
}

func (s shard) cut(count int) (values map[string]string, largest int, err error) {
	parts := make([]shard, count)
	for i := range parts {
		parts[i] = shard{Repository: s.Repository, Docs: s.Docs, Shards: count, Pages: map[string]Entry{}, Intents: map[string]Intent{}}
	}
	for source, entry := range s.Pages {
		parts[shardOf(source, count)].Pages[source] = entry
	}
	for source, intent := range s.Intents {
		parts[shardOf(source, count)].Intents[source] = intent
	}
	values = map[string]string{}
	for i, part := range parts {
		value, err := json.Marshal(part)
		if err != nil {
			return nil, 0, err
		}
		values[part.key(i)] = string(value)
		largest = max(largest, len(value))
	}
	return values, largest, nil
}

// key names the property; repository and docs entry go in as a hash, for a key has no more than 255 characters.
func (s shard) key(i int) string {
	sum := sha256.Sum256([]byte(s.Repository + "\n" + s.Docs))
	return fmt.Sprintf("%s%s-%dof%d", keyPrefix, hex.EncodeToString(sum[:6]), i+1, s.Shards)
}

func shardOf(source string, count int) int {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(source))
	return int(sum.Sum32() % uint32(count))
}

// sameJSON compares values that Confluence may have given back with other white space or key order.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	var left, right any
	if json.Unmarshal([]byte(a), &left) != nil || json.Unmarshal([]byte(b), &right) != nil {
		return false
	}
	return reflect.DeepEqual(left, right)
}

// adopt makes a page that a run created, or wrote again, part of the manifest.
func (m *Manifest) adopt(source string, entry Entry) {
	m.Pages[source] = entry
	delete(m.Intents, source)
}
