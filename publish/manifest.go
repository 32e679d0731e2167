package publish

import (
	"bytes"
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
// page, so that any machine can go on where another one stopped.
type Manifest struct {
	Repository string
	Pages      map[string]Entry  // by source
	Intents    map[string]Intent // by source: pages that a run set out to create and has not been seen to have created
	stored     record
}

// record is the manifest as it stands in Confluence.
type record struct {
	pages   map[string]Entry
	intents map[string]Intent
	values  map[string]string // by property key
	shards  map[family]int    // number of shards
}

// family is the properties that are written together. Each entry of the docs setting has its own, so that two workflows
// that publish different folders of a repository do not write over each other; and so have the intents, so that a run
// which begins while another one ends does not write over what that one did.
type family struct {
	docs    string
	intents bool
}

// Entry is what is known of one published page.
type Entry struct {
	ID          string            `json:"id"`
	Title       string            `json:"title"`
	Parent      string            `json:"parent"`  // id
	Version     int               `json:"version"` // as the run left it
	Hash        string            `json:"hash"`    // of what was written, see Draft.Hash; "" where a broken run left no word of it
	Docs        string            `json:"docs"`    // the entry of the docs setting that it came from
	Attachments map[string]string `json:"attachments,omitempty"`
	Labels      []string          `json:"labels,omitempty"`
	Follows     string            `json:"follows,omitempty"`  // id of the sibling that a run has put it behind
	Archived    bool              `json:"archived,omitempty"` // by a run, because its document was gone
}

// Intent tells the page that a run is about to create.
type Intent struct {
	Title  string `json:"title"`
	Parent string `json:"parent"` // id, or the source of a page that is itself to be created
	Docs   string `json:"docs"`
}

// maxShard bounds one property's value: Confluence is assumed to take 32 KB, and characters may take several bytes.
const maxShard = 24_000

// shard is the value of one property. Every page lies in the shard that the hash of its source names, so that a changed
// page changes one shard only.
type shard struct {
	Repository string            `json:"repository"`
	Docs       string            `json:"docs"`
	Shards     int               `json:"shards"`
	Pages      map[string]Entry  `json:"pages,omitzero"`   // of a family of pages
	Intents    map[string]Intent `json:"intents,omitzero"` // of a family of intents
}

const keyPrefix = "pagewright-"

// ReadManifest reads the manifest of a repository from the parent page; it is empty where there is none.
func ReadManifest(ctx context.Context, client *confluence.Client, parentID, repository string) (*Manifest, error) {
	stored, err := readRecord(ctx, client, parentID, repository)
	if err != nil {
		return nil, err
	}
	return &Manifest{Repository: repository, Pages: maps.Clone(stored.pages), Intents: maps.Clone(stored.intents), stored: stored}, nil
}

func readRecord(ctx context.Context, client *confluence.Client, parentID, repository string) (record, error) {
	stored := record{pages: map[string]Entry{}, intents: map[string]Intent{}, values: map[string]string{}, shards: map[family]int{}}
	properties, err := client.Properties(ctx, parentID)
	if err != nil {
		return record{}, fmt.Errorf("what was published before cannot be read from the parent page: %w", err)
	}
	var parts []shard
	for _, property := range properties {
		if !strings.HasPrefix(property.Key, keyPrefix) {
			continue
		}
		var part shard
		if err := json.Unmarshal(property.Value, &part); err != nil {
			return record{}, fmt.Errorf("the content property %s of the parent page is damaged: %w; delete it to start anew (pages that stand in Confluence are then reported as title conflicts)", property.Key, err)
		}
		if part.Repository == repository {
			stored.values[property.Key] = string(property.Value)
			stored.shards[part.family()] = max(stored.shards[part.family()], part.Shards)
			parts = append(parts, part)
		}
	}
	// The number of shards only grows: where a run broke off between two numbers, the larger one is the newer.
	slices.SortFunc(parts, func(a, b shard) int { return cmp.Compare(a.Shards, b.Shards) })
	for _, part := range parts {
		maps.Copy(stored.pages, part.Pages)
		maps.Copy(stored.intents, part.Intents)
	}
	return stored, nil
}

// Write stores the manifest, property by property, and only those that changed; new ones are complete before old ones go.
// What another run has stored meanwhile is kept.
func (m *Manifest) Write(ctx context.Context, client *confluence.Client, parentID string) error {
	values, err := m.values()
	if err != nil || maps.EqualFunc(m.stored.values, values, sameJSON) {
		return err
	}
	now, err := readRecord(ctx, client, parentID, m.Repository)
	if err != nil {
		return err
	}
	m.Pages = merged(m.stored.pages, m.Pages, now.pages, Entry.later)
	m.Intents = merged(m.stored.intents, m.Intents, now.intents, func(mine, _ Intent) Intent { return mine })
	m.stored = now
	if values, err = m.values(); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if sameJSON(now.values[key], values[key]) {
			continue
		}
		if err := client.SetProperty(ctx, parentID, key, json.RawMessage(values[key])); err != nil {
			return fmt.Errorf("what is published cannot be recorded on the parent page, which the account must be allowed to edit: %w", err)
		}
	}
	for key := range now.values {
		if _, needed := values[key]; needed {
			continue
		}
		if err := client.DeleteProperty(ctx, parentID, key); err != nil {
			return fmt.Errorf("an old record on the parent page cannot be removed: %w", err)
		}
	}
	m.stored.pages, m.stored.intents, m.stored.values = maps.Clone(m.Pages), maps.Clone(m.Intents), values
	return nil
}

// merged gives what stands now with what changed here since it was read; where both changed, pick decides.
func merged[V any](before, here, now map[string]V, pick func(here, now V) V) map[string]V {
	result := maps.Clone(now)
	for source := range before {
		if _, kept := here[source]; !kept {
			delete(result, source)
		}
	}
	for source, value := range here {
		was, known := before[source]
		if known && same(was, value) {
			continue
		}
		if other, stands := now[source]; stands && !(known && same(was, other)) {
			value = pick(value, other)
		}
		result[source] = value
	}
	return result
}

func same(a, b any) bool {
	left, _ := json.Marshal(a)
	right, _ := json.Marshal(b)
	return bytes.Equal(left, right)
}

// later picks the entry that tells of the later version of a page.
func (e Entry) later(other Entry) Entry {
	if other.ID == e.ID && other.Version > e.Version {
		return other
	}
	return e
}

// owners gives the sources of the published pages by the pages' ids.
func (m *Manifest) owners() map[string]string {
	owners := map[string]string{}
	for source, entry := range m.Pages {
		owners[entry.ID] = source
	}
	return owners
}

// values gives the properties of every family, by key.
func (m *Manifest) values() (map[string]string, error) {
	wholes := map[family]shard{}
	for source, entry := range m.Pages {
		whole := m.shardIn(wholes, family{docs: entry.Docs})
		whole.Pages[source] = entry
	}
	for source, intent := range m.Intents {
		whole := m.shardIn(wholes, family{docs: intent.Docs, intents: true})
		whole.Intents[source] = intent
	}
	values := map[string]string{}
	for family, whole := range wholes {
		for count := max(1, m.stored.shards[family]); ; count *= 2 {
			cut, largest, err := whole.cut(count)
			if err != nil {
				return nil, err
			}
			if largest <= maxShard || count > len(whole.Pages)+len(whole.Intents) {
				maps.Copy(values, cut)
				m.stored.shards[family] = count
				break
			}
		}
	}
	return values, nil
}

func (m *Manifest) shardIn(wholes map[family]shard, of family) shard {
	if _, met := wholes[of]; !met {
		wholes[of] = newShard(m.Repository, of, 1)
	}
	return wholes[of]
}

func newShard(repository string, of family, count int) shard {
	s := shard{Repository: repository, Docs: of.docs, Shards: count}
	if of.intents {
		s.Intents = map[string]Intent{}
	} else {
		s.Pages = map[string]Entry{}
	}
	return s
}

func (s shard) family() family { return family{docs: s.Docs, intents: s.Intents != nil} }

func (s shard) cut(count int) (values map[string]string, largest int, err error) {
	parts := make([]shard, count)
	for i := range parts {
		parts[i] = newShard(s.Repository, s.family(), count)
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
	kind := ""
	if s.family().intents {
		kind = "begun-"
	}
	return fmt.Sprintf("%s%s-%s%dof%d", keyPrefix, hex.EncodeToString(sum[:6]), kind, i+1, s.Shards)
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
