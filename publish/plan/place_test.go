package plan_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/space"
)

// What the message tells people to do must help.
func TestPageThatLeftTheTreeAndWasEditedIsPublishedThereByItsID(t *testing.T) {
	b := newBench(t, "-- docs/a.md --\n# One\n")
	b.publish()
	one := b.titled("One")
	b.change(one.ID, func(p *space.Page) {
		p.ParentID = ""
		p.Version.Number++
		p.Version.Message = ""
	})
	b.wants(b.make(), `failed One: its page https://example.com/One was moved out of the tree`, "to publish it where it is now, set page-id: "+one.ID)
	b.write("-- docs/a.md --\n---\npage-id: " + one.ID + "\n---\n# One\n\nMore.\n")
	edited := b.titled("One").Version.Number
	b.publish()
	if now := b.titled("One"); now.ID != one.ID || now.ParentID != "" || now.Version.Number != edited+1 {
		t.Errorf("%+v", now)
	}
	b.wantsNothing()
}
