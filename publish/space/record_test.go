package space

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// kept is the content properties of a page, as a test keeps them.
type kept struct {
	properties map[string]Property
	next       int
}

func (k *kept) carryOut(r *Record, writes []Write) {
	if k.properties == nil {
		k.properties = map[string]Property{}
	}
	for _, w := range writes {
		if w.Value == nil {
			delete(k.properties, w.Key)
			r.Wrote(w, Property{})
			continue
		}
		k.next++
		now := k.properties[w.Key]
		if now.ID == "" {
			now.ID = fmt.Sprint(k.next)
		}
		now.Key, now.Value, now.Version = w.Key, w.Value, now.Version+1
		k.properties[w.Key] = now
		r.Wrote(w, now)
	}
}

func (k *kept) list() []Property {
	var all []Property
	for _, p := range k.properties {
		all = append(all, p)
	}
	return all
}

func (k *kept) finish(r *Record) {
	created, updated := r.Fold()
	k.carryOut(r, created)
	k.carryOut(r, []Write{r.HeadWrite()})
	k.carryOut(r, updated)
	k.carryOut(r, r.Leftovers())
	k.carryOut(r, []Write{r.HeadWrite()})
}

func read(t *testing.T, k *kept, parent string) *Record {
	t.Helper()
	r, err := ReadRecord(k.list(), "github.com/acme/docs", "docs", parent, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func many(n int) map[string]Entry {
	entries := map[string]Entry{}
	for i := range n {
		entries[fmt.Sprint(100_000+i)] = Entry{Source: fmt.Sprintf("docs/part-%d/document-%d.md", i%7, i), Version: 1, Hash: Hash(fmt.Sprint(i)), Body: Hash("b", fmt.Sprint(i))}
	}
	return entries
}

func TestRecordIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	for id, entry := range many(2000) {
		r.Put(id, entry)
	}
	k.finish(r)
	for key, p := range k.properties {
		if len(p.Value) > maxValue {
			t.Errorf("%s has %d bytes", key, len(p.Value))
		}
	}
	again := read(t, k, "7")
	if diff := cmp.Diff(many(2000), again.Entries); diff != "" || !again.IsSettled() || !again.Exists {
		t.Fatalf("settled %v, entries (-want +got):\n%s", again.IsSettled(), diff)
	}

	changed := again.Entries["100003"]
	changed.Version = 9
	again.Put("100003", changed)
	again.Remove("100004")
	created, updated := again.Fold()
	if len(created) != 0 || len(updated) > 2 {
		t.Errorf("two entries touch %d new and %d old properties", len(created), len(updated))
	}
}

func TestJournalTellsWhatTheSegmentsDoNotHave(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	r.Put("1", Entry{Source: "docs/a.md", Version: 1})
	r.Put("2", Entry{Source: "docs/b.md", Version: 1})
	k.finish(r)
	r.Put("1", Entry{Source: "docs/a.md", Version: 2})
	r.Remove("2")
	r.Put("3", Entry{Source: "docs/c.md", Version: 1})
	w, full := r.Journal("me")
	if full {
		t.Error("a journal of three pages is full")
	}
	k.carryOut(r, []Write{w})

	again := read(t, k, "7")
	want := map[string]Entry{"1": {Source: "docs/a.md", Version: 2}, "3": {Source: "docs/c.md", Version: 1}}
	if diff := cmp.Diff(want, again.Entries); diff != "" || again.IsSettled() {
		t.Errorf("settled %v, entries (-want +got):\n%s", again.IsSettled(), diff)
	}
	k.finish(again)
	if len(k.properties) != 2 {
		t.Errorf("%d properties stand after the end, want head and segment", len(k.properties))
	}
	if diff := cmp.Diff(want, read(t, k, "7").Entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// A break between any two writes of a split leaves every entry readable, once.
func TestSplitSurvivesABreak(t *testing.T) {
	t.Parallel()
	for broken := range 4 {
		k := &kept{}
		r := read(t, k, "7")
		for id, entry := range many(50) {
			r.Put(id, entry)
		}
		k.finish(r)
		created, updated := r.Split(r.SegmentKey("1"))
		writes := append(append(created, r.HeadWrite()), updated...)
		if len(writes) != 3 {
			t.Fatalf("%d writes", len(writes))
		}
		k.carryOut(r, writes[:broken])
		again := read(t, k, "7")
		if diff := cmp.Diff(many(50), again.Entries); diff != "" {
			t.Errorf("broken after %d writes (-want +got):\n%s", broken, diff)
		}
		again.Remove("100049")
		k.finish(again)
		if _, there := read(t, k, "7").Entries["100049"]; there {
			t.Errorf("broken after %d writes: a removed entry is back", broken)
		}
	}
}

func TestCopyOfThePageIsNotObeyed(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	for id, entry := range many(700) {
		r.Put(id, entry)
	}
	k.finish(r)
	copied := read(t, k, "8")
	if copied.Exists || len(copied.Entries) > 0 {
		t.Fatalf("the copy has %d entries", len(copied.Entries))
	}
	copied.Put("5", Entry{Source: "docs/a.md", Version: 1})
	created, _ := copied.Fold()
	k.carryOut(copied, created)
	k.carryOut(copied, []Write{copied.HeadWrite()}) // and breaks off here
	again := read(t, k, "8")
	if len(again.Entries) != 1 {
		t.Errorf("%d entries, want the one of the copy", len(again.Entries))
	}
	k.finish(again)
	if len(k.properties) != 2 {
		t.Errorf("%d properties stand", len(k.properties))
	}
}

func TestTroubleNamesPropertyAndCure(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil    func(k *kept, r *Record)
		want     string
		theirs   bool // another owner sees what can be read
		repaired func(entries int) bool
	}{
		"a segment is missing": {func(k *kept, r *Record) { delete(k.properties, r.SegmentKey("2")) }, "names the segment 2", true, isPart},
		"a segment is damaged": {func(k *kept, r *Record) { k.set(r.SegmentKey("1"), `{"entries":[]}`) }, "is damaged", true, isPart},
		"the head is missing":  {func(k *kept, r *Record) { delete(k.properties, r.HeadKey()) }, "is not there", false, isAll},
		"the head is damaged":  {func(k *kept, r *Record) { k.set(r.HeadKey(), `7`) }, "is damaged", false, isAll},
		"a newer form":         {func(k *kept, r *Record) { k.set(r.HeadKey(), `{"format":3}`) }, "a newer version of Pagewright", false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &kept{}
			r := read(t, k, "7")
			for id, entry := range many(300) {
				r.Put(id, entry)
			}
			k.finish(r)
			test.spoil(k, r)
			_, err := ReadRecord(k.list(), r.Owner, r.Tree, "7", false)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), Key(r.Owner, r.Tree)) {
				t.Errorf("got %v, want %q and the property's key", err, test.want)
			}
			if others := (&Record{Owner: "other", Tree: "docs", Parent: "7"}).Others(k.list()); test.theirs != (len(others.Held) > 0) {
				t.Errorf("another owner sees %d pages", len(others.Held))
			}
			repaired, err := ReadRecord(k.list(), r.Owner, r.Tree, "7", true)
			switch {
			case test.repaired == nil:
				if err == nil {
					t.Error("repair follows what it does not know")
				}
			case err != nil:
				t.Errorf("with repair: %v", err)
			case !test.repaired(len(repaired.Entries)) || !repaired.IsUnfinished():
				t.Errorf("with repair: %d entries", len(repaired.Entries))
			default:
				want := len(repaired.Entries)
				k.finish(repaired)
				if again := read(t, k, "7"); len(again.Entries) != want || again.IsUnfinished() {
					t.Errorf("after the repair: %d entries, want %d", len(again.Entries), want)
				}
			}
		})
	}
}

func isPart(entries int) bool { return entries > 0 && entries < 300 }
func isAll(entries int) bool  { return entries == 300 }

func (k *kept) set(key, value string) {
	p := k.properties[key]
	p.Value = []byte(value)
	k.properties[key] = p
}

func TestIntentsGoIntoBatchesOfTheirOwn(t *testing.T) {
	t.Parallel()
	k := &kept{}
	r := read(t, k, "7")
	var intents []Intent
	for i := range 500 {
		intents = append(intents, Intent{Source: fmt.Sprintf("docs/%d.md", i), Title: strings.Repeat("é", 100), ParentID: "7", Text: Hash("x")})
	}
	writes, batchOf := r.Intend("holder", intents)
	if len(writes) < 2 || len(batchOf) != 500 || batchOf[0] != 0 || batchOf[499] != len(writes)-1 {
		t.Fatalf("%d batches, the last intent in %d", len(writes), batchOf[499])
	}
	k.carryOut(r, append(writes, r.HeadWrite()))
	for _, w := range writes {
		if len(w.Value) > maxValue {
			t.Errorf("a batch has %d bytes", len(w.Value))
		}
	}
	again := read(t, k, "7")
	if len(again.Intents) != 500 {
		t.Errorf("%d intents are read", len(again.Intents))
	}
	k.finish(again)
	if len(k.properties) != 1 {
		t.Errorf("%d properties stand, want the head", len(k.properties))
	}
}

func TestFormerRecordIsTakenOver(t *testing.T) {
	t.Parallel()
	former := func(key, repository, docs string, pages map[string]formerEntry) Property {
		value, err := json.Marshal(shard{Repository: repository, Docs: docs, Pages: pages})
		if err != nil {
			t.Fatal(err)
		}
		return Property{ID: key, Key: key, Value: value, Version: 3}
	}
	properties := []Property{
		former("pagewright-1of1", "https://github.com/Acme/Docs", "docs", map[string]formerEntry{"docs/a.md": {ID: "1", Version: 4, Labels: []string{"x"}}}),
		former("pagewright-2of2", "git@github.com:acme/docs.git", "docs", map[string]formerEntry{"docs/b.md": {ID: "2", Version: 1}}),
		former("pagewright-3of3", "https://github.com/acme/other", "docs", map[string]formerEntry{"docs/c.md": {ID: "3", Version: 1}}),
		former("pagewright-4of4", "https://github.com/acme/docs", "manual", map[string]formerEntry{"manual/d.md": {ID: "4", Version: 1}}),
		{ID: "9", Key: "pagewright-billion", Value: []byte(`{"repository":"https://github.com/acme/docs","docs":"docs","shards":1000000000}`)},
	}
	r, err := ReadRecord(properties, "github.com/acme/docs", "docs", "7", false)
	if err != nil {
		t.Fatal(err)
	}
	r.TakeFormer(properties, []string{"docs"})
	want := map[string]Entry{"1": {Source: "docs/a.md", Version: 4, Labels: []string{"x"}}, "2": {Source: "docs/b.md", Version: 1}}
	if diff := cmp.Diff(want, r.Entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if removals := r.Leftovers(); len(removals) != 3 {
		t.Errorf("%d properties of the first form go when the record is complete, want 3", len(removals))
	}
}

func FuzzReadRecord(f *testing.F) {
	k := &kept{}
	r := &Record{Owner: "o", Tree: "t"}
	f.Add([]byte(`{"format":2,"owner":"o","tree":"t","page":"7","segments":["1"]}`), []byte(`{"entries":{"1":{"source":"a.md","version":1}}}`), []byte(`{"holder":"x","removed":["1"]}`), []byte(`{"pages":[{"source":"b.md"}]}`))
	f.Add([]byte(`{"format":2,"owner":"o","tree":"t","page":"7","segments":["1","1","-3","999999999999"]}`), []byte(`null`), []byte(`[]`), []byte(`{}`))
	_ = k
	f.Fuzz(func(t *testing.T, head, part, log, intents []byte) {
		properties := []Property{
			{ID: "1", Key: r.HeadKey(), Value: head}, {ID: "2", Key: r.SegmentKey("1"), Value: part},
			{ID: "3", Key: r.JournalKey(), Value: log}, {ID: "4", Key: r.IntentKey("x", 1), Value: intents},
		}
		got, err := ReadRecord(properties, "o", "t", "7", false)
		if err != nil {
			return
		}
		got.TakeFormer(properties, []string{"docs"})
		(&Record{Owner: "p", Tree: "t", Parent: "7"}).Others(properties)
		got.Put("5", Entry{Source: "c.md", Version: 1})
		after := &kept{properties: map[string]Property{}}
		for _, p := range properties {
			after.properties[p.Key] = p
		}
		want := len(got.Entries)
		after.finish(got)
		again, err := ReadRecord(after.list(), "o", "t", "7", false)
		if err != nil || len(again.Entries) != want {
			t.Fatalf("after a write: %d entries, %v; want %d", len(again.Entries), err, want)
		}
	})
}

func TestARecordThatWasTakenOverFromItselfIsNotRemoved(t *testing.T) {
	k := &kept{}
	r := read(t, k, "1")
	r.Put("10", Entry{Source: "docs/a.md", Version: 1})
	k.finish(r)
	again := read(t, k, "1")
	again.TakeOver(read(t, k, "1"), func(string) bool { return false })
	k.finish(again)
	if got := read(t, k, "1"); !got.Exists || got.Entries["10"].Source != "docs/a.md" {
		t.Errorf("left are %v", k.list())
	}
}
