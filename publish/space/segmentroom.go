package space

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Entries have their places in segments from when their pages are about to be created, in the order of their documents: what
// changes together, such as a folder that is moved, then stands in few segments.

// usualRest is about how much longer an entry becomes by labels and files.
const usualRest = 16

// reserve makes room for the entries of pages that are about to be created.
func (r *Record) reserve(intents []Intent) {
	inOrder := slices.SortedFunc(slices.Values(intents), func(a, b Intent) int { return strings.Compare(a.Source, b.Source) })
	for _, intent := range inOrder {
		hash := Hash("")
		size := sizeOf("1234567890", Entry{Source: intent.Source, Version: 1, Hash: hash, Body: hash}) + usualRest
		name := r.roomFor(size)
		r.stored.reserved[intent.Source] = reservation{name, size}
		r.stored.booked[name] += size
	}
}

// place puts a new entry into its segment.
func (r *Record) place(id string, entry Entry) (segment string) {
	if at, reserved := r.stored.reserved[entry.Source]; reserved {
		segment = at.segment
		r.stored.booked[segment] -= at.size
		delete(r.stored.reserved, entry.Source)
	} else {
		segment = r.roomFor(sizeOf(id, entry))
	}
	if r.stored.size[segment] == 0 {
		r.stored.size[segment] = len(`{"entries":{}}`)
	}
	r.stored.size[segment] += sizeOf(id, entry)
	r.stored.segmentOf[id] = segment
	return segment
}

func sizeOf(id string, entry Entry) int { return len(id) + len(encode(entry)) + 4 } // quotes, colon, comma

// roomFor returns the first segment in which so many bytes have room. The first of all is never packed: people can read
// small records as they are.
func (r *Record) roomFor(size int) string {
	for _, name := range r.segmentNames() {
		most := maxPlain
		if name == "1" {
			most = maxValue
		}
		if r.stored.size[name]+r.stored.booked[name]+size <= most {
			return name
		}
	}
	return r.newSegment()
}

// newSegment returns a name that no segment has.
func (r *Record) newSegment() string {
	last := 0
	for _, name := range r.segmentNames() {
		if n, err := strconv.Atoi(name); err == nil {
			last = max(last, n)
		}
	}
	return strconv.Itoa(last + 1)
}

// segmentNames are those of the segments, with those that are yet to be written.
func (r *Record) segmentNames() []string {
	names := maps.Clone(r.stored.booked)
	maps.Copy(names, r.stored.size)
	return slices.SortedFunc(maps.Keys(names), byNumber)
}
