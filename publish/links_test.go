package publish_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
)

// commit lets the runs be those of a commit, as CI tells it.
func (b *bench) commit(id, run string) {
	b.env = map[string]string{
		"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/handbook", "GITHUB_SHA": id,
		"GITHUB_WORKFLOW": "docs", "GITHUB_REF": "refs/heads/main", "GITHUB_RUN_NUMBER": run, "GITHUB_WORKSPACE": b.dir, "GITHUB_RUN_ID": "7" + run,
	}
}

func TestCommitInASourceLinkIsNoChange(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\nSee [main](../main.go).\n-- docs/b.md --\n# B\n-- main.go --\npackage main\n", func(b *bench) {
		b.commit("1111111111", "1")
		b.published("2 created")
		b.bodyHas("A", "https://github.com/acme/handbook/blob/1111111111/main.go")
		b.commit("2222222222", "2")
		b.settings.Mode = settings.Plan
		b.env["GITHUB_EVENT_NAME"], b.env["GITHUB_REF"] = "pull_request", "refs/pull/5/merge"
		b.published("2 unchanged")
		if log := b.log.String(); strings.Contains(log, "blob/") || strings.Contains(log, "::notice") || strings.Contains(log, "::warning") {
			b.Errorf("the plan of a pull request that changes nothing tells:\n%s", log)
		}
		b.commit("2222222222", "2")
		b.settings.Mode = settings.Publish
		b.published("2 unchanged")
		b.unchanged() // after the head has got the commit
		b.commit("3333333333", "3")
		b.repair = true
		b.published("2 unchanged")
		b.repair = false
		b.edit("A", ownMarks.ReplaceAllString(b.page("A").Body(), "")) // saved without a change
		b.commit("4444444444", "4")
		b.published("2 unchanged")
		b.bodyHas("A", "/blob/1111111111/")
		b.write("-- docs/a.md --\n# A\n\nLook at [main](../main.go).\n")
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", "/blob/4444444444/")
	})
}

func TestLinksToADocumentThatFailedLeadNowhere(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Taken\n\n## Part\n-- docs/b.md --\n# B\n\n[a](a.md) and [part](a.md#part)\n-- docs/0.md --\n# Early\n\n[a](a.md)\n", func(b *bench) {
		b.foreignPage("Taken")
		b.settings.Parallel, b.settings.SiblingOrder = 1, "created"
		b.published("2 created, 1 failed")
		for _, title := range []string{"B", "Early"} {
			if body := b.page(title).Body(); strings.Contains(body, "<ac:link") || !strings.Contains(body, "a") {
				b.Errorf("%q links to a page of somebody else: %s", title, body)
			}
		}
		b.published("2 unchanged, 1 failed")
		if err := b.server.Person("DOCS").Rename("Taken", "Free"); err != nil {
			b.Fatal(err)
		}
		b.published("1 created, 2 updated")
		b.bodyHas("B", `ri:content-title="Taken"`, `ac:anchor=`)
		b.bodyHas("Early", `ri:content-title="Taken"`)
		b.unchanged()
	})
}

func TestLinksFollowAPageThatIsKeptUnderAnotherName(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\n[see](b.md)\n-- docs/b.md --\n# B\n\ntext\n", func(b *bench) {
		b.published("2 created")
		b.settings.OnEdit = "keep"
		person := b.server.Person("DOCS")
		if err := person.Edit("B", "<p>by hand</p>", ""); err != nil {
			b.Fatal(err)
		}
		if err := person.Rename("B", "B by hand"); err != nil {
			b.Fatal(err)
		}
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", `ri:content-title="B by hand"`)
		b.write("-- docs/a.md --\n# A\n\nMore, [see](b.md)\n-- docs/b.md --\n# B\n\nchanged\n")
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", `ri:content-title="B by hand"`)
		b.bodyHas("B by hand", "by hand")
		b.unchanged()
	})
}
