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

// Claims are what records tell of pages.
type Claims struct {
	Held    map[string]Holding // the pages that they have, by id
	Planned []Planned          // the pages that their runs are about to create, or were when they broke off
}

// Planned is a page that a run is about to create: it may stand already, and not be on record yet.
type Planned struct {
	Intent
	By Holding
}

// Add adds what other records tell.
func (c *Claims) Add(more Claims) {
	if c.Held == nil {
		c.Held = map[string]Holding{}
	}
	maps.Copy(c.Held, more.Held)
	for _, planned := range more.Planned {
		if !slices.ContainsFunc(c.Planned, planned.is) {
			c.Planned = append(c.Planned, planned)
		}
	}
}

func (p Planned) is(other Planned) bool {
	return p.By == other.By && p.Title == other.Title && p.Written.Key == other.Written.Key
}

// Without leaves out what runs of some records are about to create.
func (c Claims) Without(records []*Record) Claims {
	c.Planned = slices.DeleteFunc(slices.Clone(c.Planned), func(p Planned) bool {
		return slices.ContainsFunc(records, func(r *Record) bool {
			return r.Owner == p.By.Owner && r.Tree == p.By.Tree && r.Parent == p.By.Parent
		})
	})
	return c
}

// ClaimsOn returns what the records on a page tell, whoever's they are.
func ClaimsOn(properties []Property, pageID string) Claims {
	claims := Claims{Held: map[string]Holding{}}
	found := heads(properties, pageID)
	for _, key := range slices.Sorted(maps.Keys(found)) {
		head := found[key]
		record, err := ReadRecord(properties, head.Owner, head.Tree, pageID, true)
		if err != nil {
			continue
		}
		for id, entry := range record.Entries {
			claims.Held[id] = Holding{Owner: head.Owner, Tree: head.Tree, Source: entry.Source, Parent: pageID}
		}
		for _, intent := range record.Intents {
			claims.Planned = append(claims.Planned, Planned{intent, Holding{Owner: head.Owner, Tree: head.Tree, Source: intent.Source, Parent: pageID}})
		}
	}
	return claims
}

// Others returns what the records of other owners and trees on the page of this record tell. What it was taken over from is not
// another's.
func (r *Record) Others(properties []Property) Claims {
	own := Key(r.Owner, r.Tree) + "-"
	former := map[string]bool{}
	for _, p := range r.Former {
		former[p.Key] = r.formerParent == "" || r.formerParent == r.Parent
	}
	others := ClaimsOn(slices.DeleteFunc(slices.Clone(properties), func(p Property) bool { return strings.HasPrefix(p.Key, own) || former[p.Key] }), r.Parent)
	if r.TakenFrom != nil {
		isFormer := func(h Holding) bool { return h.Owner == r.TakenFrom.Owner && h.Tree == r.TakenFrom.Tree }
		maps.DeleteFunc(others.Held, func(id string, held Holding) bool {
			_, taken := r.Entries[id]
			return taken && isFormer(held)
		})
		others.Planned = slices.DeleteFunc(others.Planned, func(p Planned) bool { return isFormer(p.By) }) // this run holds its lease
	}
	return others
}

// String names the record for people.
func (h Holding) String() string {
	return "the docs " + h.Tree + " of " + h.Owner + " (" + h.Source + ")"
}
