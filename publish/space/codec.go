package space

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Trouble is a record that cannot be followed. The run ends before it has written anything.
type Trouble struct {
	Key  string // of the property
	What string // what is wrong with it, and what to do
}

func (t *Trouble) Error() string {
	return fmt.Sprintf("the record of what was published before, content property %s of the parent page, %s", t.Key, t.What)
}

const repairAdvice = "run publish with --repair, which rebuilds the record from the pages themselves"

type segment struct {
	Entries map[string]Entry `json:"entries"`
}

type journal struct {
	Holder  string           `json:"holder"`
	Entries map[string]Entry `json:"entries,omitempty"`
	Removed []string         `json:"removed,omitempty"`
}

type batch struct {
	Holder string   `json:"holder"`
	Pages  []Intent `json:"pages"`
}

// ReadRecord finds the record of an owner and tree among the content properties of the parent page. Without one the
// record is empty. With repair, what is missing or damaged is left out.
//
// Errors: *[Trouble].
func ReadRecord(properties []Property, owner, tree, parentID string, repair bool) (*Record, error) {
	r := &Record{
		Owner: owner, Tree: tree, Parent: parentID, Entries: map[string]Entry{},
		Head:   Head{Format: Format, Owner: owner, Tree: tree, Page: parentID},
		stored: stored{properties: map[string]Property{}, segmentOf: map[string]string{}, size: map[string]int{}, reserved: map[string]reservation{}, booked: map[string]int{}, pending: map[string]bool{}, stale: map[string]bool{}},
	}
	for _, p := range properties {
		if strings.HasPrefix(p.Key, Key(owner, tree)+"-") {
			r.stored.properties[p.Key] = p
		}
	}
	if err := r.readHead(repair); err != nil || !r.Exists && !r.Mended {
		return r, err
	}
	if err := r.readSegments(repair); err != nil {
		return r, err
	}
	if err := r.readJournal(repair); err != nil {
		return r, err
	}
	return r, r.readIntents(repair)
}

func (r *Record) readHead(repair bool) error {
	if len(r.stored.properties) == 0 {
		return nil
	}
	property, there := r.stored.properties[r.HeadKey()]
	var head Head
	err := json.Unmarshal(property.Value, &head)
	switch {
	case repair && (!there || err != nil):
		r.Head.Segments, r.Mended = r.storedSegments(), true
		return nil
	case !there:
		return &Trouble{r.HeadKey(), "is not there, though others are that belong to it: " + repairAdvice}
	case err != nil:
		return &Trouble{property.Key, fmt.Sprintf("is damaged (%v): %s", err, repairAdvice)}
	case head.Format > Format:
		return &Trouble{property.Key, fmt.Sprintf("was written by a newer version of Pagewright (its form is %d, this one knows %d): use that version", head.Format, Format)}
	case head.Owner != r.Owner || head.Tree != r.Tree:
		return nil
	case head.Page != r.Parent: // it came here with a copy of its page
		r.Head.CopyOf = head.Page
		return nil
	}
	r.Head, r.Exists = head, true
	return nil
}

// storedSegments returns the segments that stand, for a record whose head does not tell.
func (r *Record) storedSegments() []string {
	var names []string
	for key := range r.stored.properties {
		if name, is := strings.CutPrefix(key, r.SegmentKey("")); is {
			names = append(names, name)
		}
	}
	return names
}

func (r *Record) readSegments(repair bool) error {
	for _, name := range slices.SortedFunc(slices.Values(r.Head.Segments), byNumber) {
		property, there := r.stored.properties[r.SegmentKey(name)]
		var part segment
		value, err := decode(property.Value, &part)
		switch {
		case repair && (!there || err != nil):
			r.Mended = true
			continue
		case !there:
			return &Trouble{r.HeadKey(), fmt.Sprintf("names the segment %s, and there is no property %s: %s", name, r.SegmentKey(name), repairAdvice)}
		case err != nil:
			return &Trouble{property.Key, fmt.Sprintf("is damaged (%v): %s", err, repairAdvice)}
		}
		r.stored.size[name] = len(value)
		for id, entry := range part.Entries {
			// A run that broke off while it split a segment leaves its entries in both: the newer segment has them.
			if older, twice := r.stored.segmentOf[id]; twice {
				r.stored.stale[older] = true
			}
			r.Entries[id] = entry
			r.stored.segmentOf[id] = name
		}
	}
	return nil
}

func (r *Record) readJournal(repair bool) error {
	property, there := r.stored.properties[r.JournalKey()]
	if !there {
		return nil
	}
	var j journal
	if _, err := decode(property.Value, &j); err != nil {
		if repair {
			r.Mended = true
			return nil
		}
		return &Trouble{property.Key, fmt.Sprintf("is damaged (%v): %s", err, repairAdvice)}
	}
	for id, entry := range j.Entries {
		r.Put(id, entry)
	}
	for _, id := range j.Removed {
		r.Remove(id)
	}
	return nil
}

func (r *Record) readIntents(repair bool) error {
	prefix := Key(r.Owner, r.Tree) + "-intents-"
	for _, key := range slices.Sorted(maps.Keys(r.stored.properties)) {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		property := r.stored.properties[key]
		var b batch
		if _, err := decode(property.Value, &b); err != nil {
			if repair {
				r.Mended = true
				continue
			}
			return &Trouble{key, fmt.Sprintf("is damaged (%v): %s", err, repairAdvice)}
		}
		for _, intent := range b.Pages {
			intent.Author, intent.Written = property.AuthorID, property
			r.Intents = append(r.Intents, intent)
		}
	}
	return nil
}

func byNumber(a, b string) int {
	m, _ := strconv.Atoi(a)
	n, _ := strconv.Atoi(b)
	if m != n {
		return m - n
	}
	return slices.Compare([]byte(a), []byte(b))
}
