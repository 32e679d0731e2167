package publish_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// leaveOut leaves a page out of every list, as replicas that lag and offsets that shift do.
func leaveOut(id string) func(*sandbox.Request) {
	return func(r *sandbox.Request) {
		var list map[string]any
		if r.Answer == nil || json.Unmarshal(r.Answer.Body, &list) != nil {
			return
		}
		rows, is := list["results"].([]any)
		if !is {
			return
		}
		list["results"] = slices.DeleteFunc(rows, func(row any) bool {
			fields, _ := row.(map[string]any)
			return fields["id"] == id
		})
		r.Answer.Body, _ = json.Marshal(list)
	}
}

func TestPageThatAListMissesIsReadByItself(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\none\n-- docs/b.md --\n# B\n", func(b *bench) {
		b.published("2 created")
		b.write("-- docs/a.md --\n# A\n\ntwo\n")
		b.settings.OnEdit = "fail"
		b.server.After(leaveOut(b.page("A").ID))
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", "two")
		if strings.Contains(b.log.String(), "forget") {
			b.Error(b.log.String())
		}
		b.server.ClearHooks()
		b.unchanged()
		b.edit("A", "<p>by hand</p>")
		b.server.After(leaveOut(b.page("A").ID))
		b.published("1 unchanged, 1 failed")
		b.logHas("edited in Confluence since the last run")
	})
}
