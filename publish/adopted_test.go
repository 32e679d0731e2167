package publish_test

import (
	"fmt"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// loseRecord removes what was remembered of earlier runs.
func (b *bench) loseRecord() {
	b.Helper()
	for _, key := range b.properties() {
		if err := b.server.Store().DeleteProperty(b.space().HomepageID, key); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPagesWithOurMarkAreTakenOverWhenAsked(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\none\n-- docs/b.md --\n# B\n\none\n", func(b *bench) {
		b.published("2 created")
		b.write("-- docs/a.md --\n# A\n\ntwo\n-- docs/b.md --\n# B\n\ntwo\n")
		b.published("2 updated")
		id := b.page("A").ID
		b.edit("B", "<p>by hand</p>") // whose mark is that of an earlier version
		b.loseRecord()
		b.published("2 failed")
		b.logHas("which this repository published and is not on record here", "adopt: marks", "was not published from here and is left alone")
		b.settings.Adopt = "marks"
		b.published("1 unchanged, 1 failed")
		b.settings.Adopt = "none"
		b.published("1 unchanged, 1 failed")
		b.bodyHas("B", "by hand")
		if b.page("A").ID != id {
			b.Error("the page was made anew")
		}
		b.settings.Adopt = "same-title"
		b.published("1 updated, 1 unchanged")
		b.settings.Adopt = "none"
		b.unchanged()
	})
}

func TestIndexMayBeTheHomePage(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		home := b.space().HomepageID
		b.write(fmt.Sprintf("-- docs/index.md --\n---\npage-id: %s\n---\n# Team docs\n\nhello\n-- docs/a.md --\n# A\n\n[up](index.md)\n", home))
		b.published("1 created, 1 updated")
		if page := b.page("Team docs"); page.ID != home || b.tree() != "A\n" {
			b.Errorf("page %s, tree:\n%s", page.ID, b.tree())
		}
		b.bodyHas("A", `ri:content-title="Team docs"`)
		b.unchanged()

		b.settings.Orphans, b.settings.MaxOrphans = "delete", 100
		b.write("-- docs/index.md --\n# Team docs\n\nhello again\n")
		b.published("1 updated, 1 unchanged") // it is known as the document's page
		b.bodyHas("Team docs", "hello again")
		b.write("-- docs/index.md --\n")
		b.published("1 updated, 1 unchanged")
		if page := b.page("Team docs"); page.ID != home || page.Status != store.Current {
			b.Errorf("the home page is %s", page.Status)
		}
		b.unchanged()
	})
}
