package space

import (
	"encoding/json"
	"strings"
)

// Holding is a page that belongs to another record on the same parent page.
type Holding struct{ Owner, Tree, Source string }

// Others gives the pages that other owners and trees have on record on this page. Records that cannot be read are theirs to
// mend.
func Others(properties []Property, owner, tree, parentID string) map[string]Holding {
	held := map[string]Holding{}
	for _, p := range properties {
		key, isHead := strings.CutSuffix(p.Key, "-head")
		var head Head
		if !isHead || key == Key(owner, tree) || !strings.HasPrefix(p.Key, keyPrefix) || json.Unmarshal(p.Value, &head) != nil || head.Page != parentID {
			continue
		}
		other, err := ReadRecord(properties, head.Owner, head.Tree, parentID, true)
		if err != nil {
			continue
		}
		for id, entry := range other.Entries {
			held[id] = Holding{Owner: head.Owner, Tree: head.Tree, Source: entry.Source}
		}
	}
	return held
}

// String names the record for people.
func (h Holding) String() string {
	return "the docs " + h.Tree + " of " + h.Owner + " (" + h.Source + ")"
}
