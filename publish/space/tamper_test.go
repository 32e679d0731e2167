package space

import (
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// versions of a record's properties, as a tool keeps them that can put them back.
func (k *kept) copied() map[string]Property { return maps.Clone(k.properties) }

// change edits the JSON of a property by hand, packed or not.
func (k *kept) change(t *testing.T, key string, edit func(fields map[string]any)) {
	t.Helper()
	p := k.properties[key]
	plain, err := decode(p.Value, &struct{}{})
	var fields map[string]any
	if err != nil || json.Unmarshal(plain, &fields) != nil {
		t.Fatalf("%s: %v", key, err)
	}
	edit(fields)
	p.Value = encode(fields)
	k.properties[key] = p
}

// earlierForm makes the record one that an earlier version wrote, without seals.
func (k *kept) earlierForm(t *testing.T, r *Record) {
	t.Helper()
	for key := range k.properties {
		k.change(t, key, func(fields map[string]any) {
			for _, name := range []string{"key", "page", "serial", "sum"} {
				if key != r.HeadKey() {
					delete(fields, name)
				}
			}
			delete(fields, "serials")
		})
	}
}

// Whatever people or tools do to the properties of a record: it is refused, or nothing of it is lost.
func TestRecordThatWasTamperedWithIsNeverFollowedInPart(t *testing.T) {
	t.Parallel()
	type acts map[string]func(t *testing.T, k *kept, r *Record, before map[string]Property)
	set := func(key func(r *Record) string, value string) func(*testing.T, *kept, *Record, map[string]Property) {
		return func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { k.set(key(r), value) }
	}
	field := func(key func(r *Record) string, name string, value any) func(*testing.T, *kept, *Record, map[string]Property) {
		return func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.change(t, key(r), func(fields map[string]any) { fields[name] = value })
		}
	}
	head := (*Record).HeadKey
	one := func(r *Record) string { return r.SegmentKey("1") }
	two := func(r *Record) string { return r.SegmentKey("2") }
	both := acts{ // to records of every version
		"the head is an object of another kind": set(head, `{"x":1}`),
		"the head is empty":                     set(head, `{}`),
		"the head is null":                      set(head, `null`),
		"the head is text":                      set(head, `"hi"`),
		"the head is a list":                    set(head, `[]`),
		"the head is of no form":                field(head, "format", 0),
		"the head is another owner's":           field(head, "owner", "git.example.com/evil/x"),
		"the head is another tree's":            field(head, "tree", "manual"),
		"the head lists no segments":            field(head, "segments", []string{}),
		"the head has null for segments":        field(head, "segments", nil),
		"the head lists a segment too few":      field(head, "segments", []string{"1"}),
		"the head lists a segment twice":        field(head, "segments", []string{"1", "1"}),
		"the head lists a segment too many":     field(head, "segments", []string{"1", "2", "3"}),
		"the head lists no name":                field(head, "segments", []string{"1", "2", ""}),
		"the head's lease is text":              field(head, "lease", "junk"),
		"the head's lease is nobody's":          field(head, "lease", map[string]any{}),
		"a segment is empty":                    set(one, `{}`),
		"a segment is null":                     set(two, `null`),
		"a segment is a list":                   set(one, `[]`),
		"a segment has null for entries":        set(two, `{"entries":null}`),
		"an entry is empty":                     set(one, `{"entries":{"100001":{}}}`),
		"the journal is null":                   func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { k.add(r.JournalKey(), `null`) },
		"the journal is empty":                  func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { k.add(r.JournalKey(), `{}`) },
		"the intents are null":                  func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { k.add(r.IntentKey("x", 1), `null`) },
		"the intents have null for pages": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.add(r.IntentKey("x", 1), `{"holder":"x"}`)
		},
		"an intent is empty": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.add(r.IntentKey("x", 1), `{"holder":"x","pages":[{}]}`)
		},
		"everything but the head is gone": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) {
			maps.DeleteFunc(k.properties, func(key string, _ Property) bool { return key != r.HeadKey() })
		},
		"everything but the segments is gone": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { delete(k.properties, r.HeadKey()) },
	}
	sealed := acts{ // to those of the present one
		"the head names another page":       field(head, "page", "1"),
		"a segment has no entries any more": set(one, `{"entries":{}}`),
		"a segment's entries were removed":  field(one, "entries", map[string]any{}),
		"a segment was edited": func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.change(t, one(r), func(fields map[string]any) { delete(fields["entries"].(map[string]any), "100001") })
		},
		"two segments were swapped": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) { k.swap(one(r), two(r)) },
		"a segment was copied over another": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.set(two(r), string(k.properties[one(r)].Value))
		},
		"a segment was put back as it was": func(_ *testing.T, k *kept, r *Record, before map[string]Property) {
			k.set(one(r), string(before[one(r)].Value))
		},
		"a segment is that of another tree": func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.set(one(r), string(segmentOf(t, "github.com/acme/docs", "manual", "7")))
		},
		"a segment is that of another page": func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.set(one(r), string(segmentOf(t, r.Owner, r.Tree, "8")))
		},
		"the head was put back as it was": func(_ *testing.T, k *kept, r *Record, before map[string]Property) {
			k.set(r.HeadKey(), string(before[r.HeadKey()].Value))
		},
		"the head is that of the first write": func(_ *testing.T, k *kept, r *Record, _ map[string]Property) {
			k.set(r.HeadKey(), string(encode(Head{Format: Format, Owner: r.Owner, Tree: r.Tree, Page: "7", Lease: &Lease{Holder: "x"}})))
		},
		"an unlisted segment was edited as well": func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			field(head, "segments", []string{"1"})(t, k, r, nil)
			field(two, "entries", map[string]any{})(t, k, r, nil)
		},
		"the journal is that of another page": func(t *testing.T, k *kept, r *Record, _ map[string]Property) {
			other := read(t, &kept{}, "8")
			other.Remove("100001")
			w, _ := other.Journal("x")
			k.add(w.Key, string(w.Value))
		},
	}
	written := func(t *testing.T) (k *kept, r *Record, before map[string]Property) {
		k = &kept{}
		r = read(t, k, "7")
		entries := many(300)
		for id, entry := range entries {
			if id < "100150" {
				r.Put(id, entry)
			}
		}
		k.finish(r)
		before = k.copied()
		r = read(t, k, "7")
		for id, entry := range entries {
			r.Put(id, entry)
		}
		k.finish(r)
		if len(r.Head.Segments) != 2 {
			t.Fatalf("segments %q", r.Head.Segments)
		}
		return k, r, before
	}
	for form, all := range map[string][]acts{"present": {both, sealed}, "earlier": {both}} {
		for _, some := range all {
			for what, tamper := range some {
				t.Run(form+", "+what, func(t *testing.T) {
					t.Parallel()
					k, r, before := written(t)
					if form == "earlier" {
						k.earlierForm(t, r)
					}
					if got := read(t, k, "7"); len(got.Entries) != 300 || got.IsUnfinished() {
						t.Fatalf("before: %d entries", len(got.Entries))
					}
					tamper(t, k, r, before)
					got, err := ReadRecord(k.list(), r.Owner, r.Tree, "7", false)
					if trouble, is := errors.AsType[*RecordError](err); err == nil {
						if diff := cmp.Diff(many(300), got.Entries); diff != "" {
							t.Errorf("followed without %.500s", diff)
						}
					} else if !is || !strings.HasPrefix(trouble.Key, Key(r.Owner, r.Tree)) || !strings.Contains(trouble.What, "--repair") {
						t.Errorf("%v", err)
					}
					repaired, err := ReadRecord(k.list(), r.Owner, r.Tree, "7", true)
					if err != nil {
						t.Fatalf("repair: %v", err)
					}
					want := len(repaired.Entries)
					k.finish(repaired)
					if again := read(t, k, "7"); len(again.Entries) != want || again.IsUnfinished() {
						t.Errorf("after the repair: %d entries, want %d", len(again.Entries), want)
					}
				})
			}
		}
	}
}

func segmentOf(t *testing.T, owner, tree, page string) []byte {
	t.Helper()
	k := &kept{}
	r, err := ReadRecord(nil, owner, tree, page, false)
	if err != nil {
		t.Fatal(err)
	}
	for id, entry := range many(20) {
		r.Put(id, entry)
	}
	k.finish(r)
	return k.properties[r.SegmentKey("1")].Value
}

func (k *kept) swap(a, b string) {
	one, other := string(k.properties[a].Value), string(k.properties[b].Value)
	k.set(a, other)
	k.set(b, one)
}

func (k *kept) add(key, value string) {
	k.properties[key] = Property{ID: "99", Key: key, Value: []byte(value), Version: 1}
}

// A host may write JSON in its own way.
func TestRecordIsReadHoweverItsJSONIsWritten(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	r.Put("5", Entry{Source: "docs/<ü & ß>.md", Version: 12, Labels: []string{"a&b"}})
	k.finish(r)
	for key, p := range k.properties {
		var value any
		if err := json.Unmarshal(p.Value, &value); err != nil {
			t.Fatal(err)
		}
		p.Value, _ = json.MarshalIndent(value, " ", "\t")
		p.Value = []byte(strings.ReplaceAll(strings.ReplaceAll(string(p.Value), "ü", `\u00fc`), `\u0026`, "&"))
		k.properties[key] = p
	}
	if got := read(t, k, "7"); got.Entries["5"].Source != "docs/<ü & ß>.md" {
		t.Errorf("entries %v", got.Entries)
	}
}

// A run that breaks off between any two writes leaves a record that the next one follows, and that has all entries.
func TestRecordIsFollowedAfterABreakBetweenAnyTwoWrites(t *testing.T) {
	t.Parallel()
	entries := many(400)
	for broken := 0; ; broken++ {
		k := &kept{}
		r := read(t, k, "7")
		for id, entry := range entries {
			if id < "100100" {
				r.Put(id, entry)
			}
		}
		k.finish(r)
		r = read(t, k, "7")
		for id, entry := range entries {
			r.Put(id, entry)
		}
		r.Remove("100000")
		journal, _ := r.Journal("x")
		created, updated := r.Fold()
		left := broken
		do := func(writes ...Write) {
			writes = writes[:min(left, len(writes))]
			k.carryOut(r, writes)
			left -= len(writes)
		}
		do(journal)
		do(created...)
		if left > 0 {
			do(r.HeadWrite())
		}
		do(updated...)
		if left > 0 {
			do(r.HeadWrite())
		}
		again, err := ReadRecord(k.list(), r.Owner, r.Tree, "7", false)
		if err != nil {
			t.Fatalf("broken after %d writes: %v", broken, err)
		}
		if broken > 0 {
			if _, there := again.Entries["100000"]; there || len(again.Entries) != 399 {
				t.Errorf("broken after %d writes: %d entries", broken, len(again.Entries))
			}
		}
		k.finish(again)
		if got := read(t, k, "7"); got.IsUnfinished() || len(got.Entries) != len(again.Entries) {
			t.Errorf("broken after %d writes: then %d entries", broken, len(got.Entries))
		}
		if left > 0 {
			return
		}
	}
}

// What a fold could not write is written down later, and the head lists nothing that does not stand.
func TestFoldThatFailedLosesNothing(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	for id, entry := range many(500) {
		r.Put(id, entry)
	}
	created, _ := r.Fold()
	if len(created) < 2 {
		t.Fatalf("%d segments", len(created))
	}
	k.carryOut(r, created[:1])
	r.Unfold()
	journal, _ := r.Journal("x")
	k.carryOut(r, []Write{journal, r.HeadWrite()})
	again := read(t, k, "7")
	if diff := cmp.Diff(many(500), again.Entries); diff != "" {
		t.Errorf("entries (-want +got):\n%.500s", diff)
	}
	k.finish(r)
	if again := read(t, k, "7"); again.IsUnfinished() || len(again.Entries) != 500 {
		t.Errorf("%d entries", len(again.Entries))
	}
}
