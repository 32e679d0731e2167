package space

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Write is a content property to create, to update or to remove.
type Write struct {
	Page   string // id of the page that it stands on
	Key    string
	Stored Property // as it stands; without an id where it is to be created
	Value  []byte   // nil: remove it
}

// IsSettled reports whether the segments hold everything.
func (r *Record) IsSettled() bool { return len(r.stored.pending) == 0 && len(r.stored.stale) == 0 }

// IsUnfinished reports whether the properties are to be brought up to date though nothing may have changed since they were
// read: a run broke off before its end, or parts were mended or come from another record.
func (r *Record) IsUnfinished() bool {
	return !r.IsSettled() || r.Mended || len(r.Intents)+len(r.Former) > 0 || r.TakenFrom != nil
}

// Journal is the write that tells what the segments do not have yet. Full is set when it is time to fold it into them.
func (r *Record) Journal(holder string) (w Write, full bool) {
	j := journal{seal: seal{Key: r.JournalKey(), Page: r.Parent}, Holder: holder, Entries: map[string]Entry{}}
	for _, id := range slices.Sorted(maps.Keys(r.stored.pending)) {
		if entry, there := r.Entries[id]; there {
			j.Entries[id] = entry
		} else {
			j.Removed = append(j.Removed, id)
		}
	}
	w = r.write(r.JournalKey(), pack(sealed(j)))
	return w, len(w.Value) > maxValue
}

// Fold returns the writes that bring the segments up to date: those of new segments, which come before the head that lists
// them, and those of others, which come after it. What they hold is pending no more.
func (r *Record) Fold() (created, updated []Write) {
	touched := maps.Clone(r.stored.stale)
	for _, id := range slices.Sorted(maps.Keys(r.stored.pending)) {
		entry, there := r.Entries[id]
		name, has := r.stored.segmentOf[id]
		switch {
		case !there && has:
			delete(r.stored.segmentOf, id)
			touched[name] = true
		case there && !has:
			touched[r.place(id, entry)] = true
		case there:
			touched[name] = true
		}
	}
	r.stored.folding = r.stored.pending
	r.stored.pending = map[string]bool{}
	clear(r.stored.stale)
	return r.segments(touched)
}

// Unfold takes back that the segments hold everything, after a write that Fold returned has failed.
func (r *Record) Unfold() { maps.Copy(r.stored.pending, r.stored.folding) }

// Split moves half of a segment's entries to a new one, for a segment that Confluence refused for its size. It returns the
// writes for both, as Fold does; none where there is nothing to split.
func (r *Record) Split(key string) (created, updated []Write) {
	for name := range r.stored.size {
		if r.SegmentKey(name) != key {
			continue
		}
		ids := r.idsIn(name)
		if len(ids) < 2 {
			return nil, nil
		}
		other := r.newSegment()
		for _, id := range ids[len(ids)/2:] {
			r.stored.segmentOf[id] = other
		}
		return r.segments(map[string]bool{name: true, other: true})
	}
	return nil, nil
}

func (r *Record) segments(touched map[string]bool) (created, updated []Write) {
	for _, name := range slices.Sorted(maps.Keys(touched)) {
		r.stored.serial[name]++
		part := segment{seal: seal{Key: r.SegmentKey(name), Page: r.Parent, Serial: r.stored.serial[name]}, Entries: map[string]Entry{}}
		for _, id := range r.idsIn(name) {
			part.Entries[id] = r.Entries[id]
		}
		value := sealed(part)
		w := r.write(r.SegmentKey(name), pack(value))
		r.stored.size[name] = len(value)
		if w.Stored.ID == "" || !slices.Contains(r.Head.Segments, name) {
			created = append(created, w)
		} else {
			updated = append(updated, w)
		}
	}
	r.Head.Segments = slices.SortedFunc(maps.Keys(r.stored.size), byNumber)
	return created, updated
}

func (r *Record) idsIn(name string) []string {
	var ids []string
	for id, segment := range r.stored.segmentOf {
		if _, there := r.Entries[id]; there && segment == name {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// HeadWrite is the write of the head as it is now. It does not list segments that are yet to be written.
func (r *Record) HeadWrite() Write {
	head := r.Head
	head.Segments = slices.DeleteFunc(slices.Clone(head.Segments), func(name string) bool {
		_, stands := r.stored.properties[r.SegmentKey(name)]
		_, ours := r.stored.size[name] // others come from the head of the run that is waited for
		return ours && !stands
	})
	return r.write(r.HeadKey(), encode(head))
}

// Intend returns the writes that announce pages which a run is about to create, in batches of one property each, and the
// number of the batch that each intent is in.
func (r *Record) Intend(holder string, intents []Intent) (writes []Write, batchOf []int) {
	r.reserve(intents)
	size, first := 0, 0
	for i, intent := range intents {
		if n := len(encode(intent)) + 1; size+n > maxPlain {
			writes, batchOf = r.announce(holder, intents[first:i], writes, batchOf)
			size, first = n, i
		} else {
			size += n
		}
	}
	return r.announce(holder, intents[first:], writes, batchOf)
}

// announce adds the writes of some intents: one, or more where that would be too long.
func (r *Record) announce(holder string, intents []Intent, writes []Write, batchOf []int) ([]Write, []int) {
	value := pack(encode(batch{Holder: holder, Pages: intents}))
	switch half := len(intents) / 2; {
	case len(intents) == 0:
		return writes, batchOf
	case len(value) > maxValue && half > 0:
		writes, batchOf = r.announce(holder, intents[:half], writes, batchOf)
		return r.announce(holder, intents[half:], writes, batchOf)
	}
	return append(writes, r.write(r.IntentKey(holder, len(writes)+1), value)), append(batchOf, slices.Repeat([]int{len(writes)}, len(intents))...)
}

// SplitIntents returns two writes with half of a batch each, for one that Confluence refused for its size; none where there is
// nothing to split.
func SplitIntents(w Write) []Write {
	var whole batch
	if _, err := decode(w.Value, &whole); err != nil || len(whole.Pages) < 2 {
		return nil
	}
	middle := len(whole.Pages) / 2
	parts := []Write{w, w}
	for i, pages := range [][]Intent{whole.Pages[:middle], whole.Pages[middle:]} {
		parts[i].Key += "-" + strconv.Itoa(i+1)
		parts[i].Value = pack(encode(batch{Holder: whole.Holder, Pages: pages}))
	}
	return parts
}

// Leftovers returns the removals of what a run that has come to its end leaves behind: journal, intents, what belongs to a
// copy of another page, and the properties that the record was taken over from. Its own properties are never among those.
func (r *Record) Leftovers() []Write {
	var writes []Write
	for _, key := range slices.Sorted(maps.Keys(r.stored.properties)) {
		if key != r.HeadKey() && !r.isSegment(key) {
			writes = append(writes, Write{Page: r.Parent, Key: key, Stored: r.stored.properties[key]})
		}
	}
	for _, former := range r.Former {
		w := Write{Page: cmp.Or(r.formerParent, r.Parent), Key: former.Key, Stored: former}
		if w.Page != r.Parent || !strings.HasPrefix(w.Key, Key(r.Owner, r.Tree)+"-") {
			writes = append(writes, w)
		}
	}
	return writes
}

// AnnouncedBy reports whether a property holds intents of a run.
func (r *Record) AnnouncedBy(holder string, w Write) bool {
	return w.Page == r.Parent && strings.HasPrefix(w.Key, r.intentKeys(holder))
}

func (r *Record) isSegment(key string) bool {
	return slices.ContainsFunc(r.Head.Segments, func(name string) bool { return r.SegmentKey(name) == key })
}

// Wrote notes that a property stands as it was written, with its new id and version.
func (r *Record) Wrote(w Write, now Property) {
	if w.Value == nil {
		if w.Page == r.Parent {
			delete(r.stored.properties, w.Key)
		}
		r.Former = slices.DeleteFunc(r.Former, func(p Property) bool { return p.Key == w.Key })
		return
	}
	now.Key, now.Value = w.Key, w.Value
	r.stored.properties[w.Key] = now
	if name, is := strings.CutPrefix(w.Key, r.SegmentKey("")); is {
		r.saw(name, w.Value)
	}
}

// saw notes for the head which version of a segment stands: not before it does, for a run may break off between the two.
func (r *Record) saw(name string, value []byte) {
	part, _, err := readSegment(value, r.SegmentKey(name), r.Parent)
	if err != nil {
		return
	}
	if r.Head.Serials == nil {
		r.Head.Serials = map[string]int{}
	}
	r.Head.Serials[name] = part.Serial
}

// Properties returns the properties of the record as they stand.
func (r *Record) Properties() []Property { return slices.Collect(maps.Values(r.stored.properties)) }

// StoredProperty returns a property of the record as it was last read or written.
func (r *Record) StoredProperty(key string) (Property, bool) {
	p, there := r.stored.properties[key]
	return p, there
}

func (r *Record) write(key string, value []byte) Write {
	return Write{Page: r.Parent, Key: key, Stored: r.stored.properties[key], Value: value}
}

// TakeHead takes the head over from the record as it was read again.
func (r *Record) TakeHead(now *Record) {
	r.Head, r.Exists = now.Head, now.Exists
	if property, there := now.StoredProperty(now.HeadKey()); there {
		r.stored.properties[r.HeadKey()] = property
	} else {
		delete(r.stored.properties, r.HeadKey())
	}
}

// TakeStored takes over at which versions the properties stand, for a record whose lease is held all the same. Another run
// may have written itself beside the lease.
func (r *Record) TakeStored(now *Record) {
	r.Head.Next = now.Head.Next
	for key, property := range now.stored.properties {
		r.stored.properties[key] = property
	}
}
