package space

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// RecordError is a record that cannot be followed. The run ends before it has written anything.
type RecordError struct {
	Key  string // of the property
	What string // what is wrong with it, and what to do
}

func (t *RecordError) Error() string {
	return fmt.Sprintf("the record of what was published before, content property %s of the parent page, %s", t.Key, t.What)
}

const repairAdvice = "run publish with --repair, which rebuilds the record from the pages themselves"

// ReadRecord finds the record of an owner and tree among the content properties of the parent page. Without one the
// record is empty. With repair, what is missing or damaged is left out.
//
// Errors: *[RecordError].
func ReadRecord(properties []Property, owner, tree, parentID string, repair bool) (*Record, error) {
	r := &Record{
		Owner: owner, Tree: tree, Parent: parentID, Entries: map[string]Entry{},
		Head: Head{Format: Format, Owner: owner, Tree: tree, Page: parentID},
		stored: stored{
			properties: map[string]Property{}, segmentOf: map[string]string{}, size: map[string]int{}, serial: map[string]int{}, reserved: map[string]reservation{}, booked: map[string]int{},
			pending: map[string]bool{}, stale: map[string]bool{},
		},
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
	if err == nil && head.Format <= Format {
		err = head.check(property.Value, r.HeadKey())
	}
	switch {
	case repair && (!there || err != nil):
		r.Head.Segments, r.Mended = r.storedSegments(), true
		return nil
	case !there:
		return &RecordError{r.HeadKey(), "is not there, though others are that belong to it: " + repairAdvice}
	case err != nil:
		return damaged(property.Key, err)
	case head.Format > Format:
		return &RecordError{property.Key, fmt.Sprintf("was written by a newer version of Pagewright (its form is %d, this one knows %d): use that version", head.Format, Format)}
	case head.Page != r.Parent: // it came here with a copy of its page
		return r.readCopy(head, repair)
	}
	r.Head, r.Exists = head, true
	return r.findUnlisted(repair)
}

func damaged(key string, err error) *RecordError {
	return &RecordError{key, fmt.Sprintf("is damaged (%v): %s", err, repairAdvice)}
}

// readCopy takes a head that names another page for what came along with a copy of that page, unless segments say that they
// were written here.
func (r *Record) readCopy(head Head, repair bool) error {
	for _, name := range r.storedSegments() {
		part, _, err := readSegment(r.stored.properties[r.SegmentKey(name)].Value, r.SegmentKey(name), r.Parent)
		if err != nil || part.Page == "" {
			continue
		}
		if repair {
			r.Head.Segments, r.Mended = r.storedSegments(), true
			return nil
		}
		return damaged(r.HeadKey(), fmt.Errorf("it names the page %s, and segments that were written here stand beside it", head.Page))
	}
	r.Head.CopyOf = head.Page
	return nil
}

// findUnlisted lists segments that the head does not: a run broke off before it could, or an older version of the head was
// put back. What came along with a copy of another page is none of them.
func (r *Record) findUnlisted(repair bool) error {
	for _, name := range r.storedSegments() {
		if slices.Contains(r.Head.Segments, name) {
			continue
		}
		key := r.SegmentKey(name)
		part, _, err := readSegment(r.stored.properties[key].Value, key, r.Parent)
		isSealed := part.seal != (seal{})
		isLost := !isSealed && r.Head.CopyOf == "" && r.Head.Lease == nil
		switch {
		case err == nil && (isSealed || isLost && repair):
			r.Head.Segments = append(r.Head.Segments, name)
			r.stored.stale[name] = true
		case repair:
			r.Mended = true
		case isSealed && part.Page == r.Parent:
			return damaged(key, err)
		case isLost:
			return &RecordError{r.HeadKey(), fmt.Sprintf("does not name the segment %s, and there is a property %s: %s", name, key, repairAdvice)}
		}
	}
	return nil
}

// storedSegments returns the names of the segments that stand, whatever the head tells.
func (r *Record) storedSegments() []string {
	var names []string
	for key := range r.stored.properties {
		if name, is := strings.CutPrefix(key, r.SegmentKey("")); is {
			names = append(names, name)
		}
	}
	return slices.SortedFunc(slices.Values(names), byNumber)
}

func (r *Record) readSegments(repair bool) error {
	for _, name := range slices.SortedFunc(slices.Values(r.Head.Segments), byNumber) {
		key, seen := r.SegmentKey(name), r.Head.Serials[name]
		property, there := r.stored.properties[key]
		part, size, err := readSegment(property.Value, key, r.Parent)
		if err == nil && part.Serial < seen {
			err = errors.New("it is an older version than the head has seen")
		}
		r.stored.serial[name] = max(part.Serial, seen)
		switch {
		case repair && (!there || err != nil):
			r.Mended = true
			continue
		case !there:
			return &RecordError{r.HeadKey(), fmt.Sprintf("names the segment %s, and there is no property %s: %s", name, key, repairAdvice)}
		case err != nil:
			return damaged(key, err)
		}
		r.stored.size[name] = size
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
	j, err := readJournal(property.Value, r.JournalKey(), r.Parent)
	switch {
	case err != nil && repair:
		r.Mended = true
		return nil
	case err != nil:
		return damaged(property.Key, err)
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
		b, err := readBatch(property.Value)
		switch {
		case err != nil && repair:
			r.Mended = true
			continue
		case err != nil:
			return damaged(key, err)
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
