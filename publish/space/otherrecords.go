package space

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Holding is a page that a record has.
type Holding struct {
	Owner, Tree, Source string
	Parent              string // id of the page that the record stands on
}

// heads returns the heads of all records on a page, with the properties that hold them. Those that cannot be read are their
// owners' to mend.
func heads(properties []Property, pageID string) map[string]Head {
	found := map[string]Head{}
	for _, p := range properties {
		var head Head
		if strings.HasPrefix(p.Key, keyPrefix) && strings.HasSuffix(p.Key, headSuffix) && json.Unmarshal(p.Value, &head) == nil && head.Page == pageID {
			found[p.Key] = head
		}
	}
	return found
}

// LeasesOn says, for people, which runs publish below a page, whoever's they are; now is the server's time.
func LeasesOn(properties []Property, pageID string, now time.Time) []string {
	var held []string
	found := heads(properties, pageID)
	for _, p := range properties {
		lease := found[p.Key].Lease
		if lease == nil {
			continue
		}
		what := fmt.Sprintf("%s is publishing the docs %s of %s here", lease, found[p.Key].Tree, found[p.Key].Owner)
		heard := p.Created
		if !lease.Renewed.IsZero() {
			heard = lease.Renewed
		}
		if silent := now.Sub(heard); !heard.IsZero() && silent >= LeaseLasts {
			what += fmt.Sprintf(", and has not been heard of for %s, if the server's clocks agree: the next run takes over then", silent.Round(time.Second))
		}
		held = append(held, what)
	}
	return held
}

// TreesOf returns the trees that an owner has on record on a page, with the number of their pages.
func TreesOf(owner string, properties []Property, pageID string) map[string]int {
	trees := map[string]int{}
	for _, head := range heads(properties, pageID) {
		if head.Owner != owner {
			continue
		}
		if record, err := ReadRecord(properties, owner, head.Tree, pageID, true); err == nil {
			trees[head.Tree] = len(record.Entries)
		}
	}
	return trees
}

// Holdings returns the pages that are on record on a page, whoever's records they are.
func Holdings(properties []Property, pageID string) map[string]Holding {
	held := map[string]Holding{}
	found := heads(properties, pageID)
	for _, key := range slices.Sorted(maps.Keys(found)) {
		head := found[key]
		record, err := ReadRecord(properties, head.Owner, head.Tree, pageID, true)
		if err != nil {
			continue
		}
		for id, entry := range record.Entries {
			held[id] = Holding{Owner: head.Owner, Tree: head.Tree, Source: entry.Source, Parent: pageID}
		}
	}
	return held
}

// Others returns the pages that other owners and trees have on record on the page of this record. What it was taken over from
// is not another's.
func (r *Record) Others(properties []Property) map[string]Holding {
	own := Key(r.Owner, r.Tree) + "-"
	former := map[string]bool{}
	for _, p := range r.Former {
		former[p.Key] = r.formerParent == "" || r.formerParent == r.Parent
	}
	others := Holdings(slices.DeleteFunc(slices.Clone(properties), func(p Property) bool { return strings.HasPrefix(p.Key, own) || former[p.Key] }), r.Parent)
	if r.TakenFrom != nil {
		maps.DeleteFunc(others, func(id string, held Holding) bool {
			_, taken := r.Entries[id]
			return taken && held.Owner == r.TakenFrom.Owner && held.Tree == r.TakenFrom.Tree
		})
	}
	return others
}

// String names the record for people.
func (h Holding) String() string {
	return "the docs " + h.Tree + " of " + h.Owner + " (" + h.Source + ")"
}
