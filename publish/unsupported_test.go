package publish_test

import (
	"fmt"
	"strings"
	"testing"
)

func (b *bench) width(title string) string {
	b.Helper()
	var widths []string
	for _, p := range b.server.Store().Properties(b.page(title).ID) {
		if strings.HasPrefix(p.Key, "content-appearance-") {
			widths = append(widths, string(p.Value))
		}
	}
	return strings.Join(widths, " ")
}

// TestPageWidth sets both properties, for one of them alone makes view and edit differ.
func TestPageWidth(t *testing.T) {
	t.Parallel()
	for _, root := range []string{"v2", "v1"} {
		t.Run(root, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n---\npage-width: max\n---\n# B\n-- docs/c.md --\n<!-- Content-Appearance: fixed -->\n# C\n-- docs/d.md --\n---\npage-width: huge\n---\n# D\n")
			b.settings.APIRoot, b.settings.PageWidth = root, "full-width"
			b.published("4 created")
			b.logHas(`docs/d.md:2:1: warning: Front matter: page-width: "huge" is not one of default, full-width, max`)
			for title, want := range map[string]string{"A": `"full-width" "full-width"`, "B": `"max" "max"`, "C": `"default" "default"`, "D": `"full-width" "full-width"`} {
				if got := b.width(title); got != want {
					t.Errorf("%s: width %s, want %s", title, got, want)
				}
			}
			b.published("4 unchanged")
			b.write("-- docs/b.md --\n---\npage-width: default\n---\n# B\n")
			b.published("1 updated, 3 unchanged")
			if got := b.width("B"); got != `"default" "default"` || b.page("B").Version().Number != 1 {
				t.Errorf("width %s, version %d", got, b.page("B").Version().Number)
			}
			b.settings.PageWidth = ""
			b.published("4 unchanged")
			if got := b.width("A"); got != `"full-width" "full-width"` {
				t.Errorf("width %s", got)
			}
		})
	}
}

func TestPageWidthHasNoMeaningOnDataCenter(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
	b.settings.URL, b.settings.PageWidth = "https://confluence.example.com", "max"
	b.credential("dc-pat")
	b.published("2 created")
	if n := strings.Count(b.log.String(), "page-width"); n != 1 {
		t.Errorf("said %d times:\n%s", n, b.log.String())
	}
}

func TestBanner(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\ntext\n-- docs/b.md --\n---\nbanner: none\n---\n# B\n-- docs/c.md --\n---\nbanner: Ask <us> about {path} & {source}!\n---\n# C\n-- docs/sub/d.md --\n# D\n")
	b.committed("https://github.com/acme/handbook")
	b.settings.Banner = "panel"
	b.published("5 created")
	link := `<a href="https://github.com/acme/handbook/blob/` + b.head() + `/docs/a.md">docs/a.md</a>`
	if body := b.plain("A"); !strings.HasPrefix(body, `<ac:structured-macro ac:name="info"`) || !strings.Contains(body, "This page is published from "+link+". Please make changes there.") || !strings.Contains(body, "text") {
		t.Errorf("the body is %s", body)
	}
	if body := b.plain("B"); strings.Contains(body, "structured-macro") {
		t.Errorf("the body is %s", body)
	}
	if body := b.plain("C"); !strings.Contains(body, "Ask &lt;us&gt; about docs/c.md &amp; <a href") {
		t.Errorf("the body is %s", body)
	}
	b.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--allow-empty", "--message=second")
	b.published("5 unchanged")
	b.settings.Banner = "line"
	b.published("2 updated, 3 unchanged")
	if body := b.plain("A"); !strings.HasPrefix(body, "<p>This page is published from <a href=") {
		t.Errorf("the body is %s", body)
	}
}

func TestMessageAndMinorEditOfOneDocument(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
	b.settings.APIRoot, b.settings.Message = "v1", "by the handbook"
	b.published("2 created")
	b.write("-- docs/a.md --\n---\nmessage: New rules\nminor-edit: true\n---\n# A\n\nmore\n-- docs/b.md --\n# B\n\nmore\n")
	b.published("2 updated")
	for title, want := range map[string]string{"A": "New rules true", "B": "by the handbook false"} {
		version := b.page(title).Version()
		message, _, _ := strings.Cut(version.Message, " [pw:")
		if got := fmt.Sprint(message, " ", version.MinorEdit); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
	b.settings.APIRoot = "v2"
	b.published("2 unchanged")
	b.logHas("warning: Minor edit: minor-edit: API v2 has no word for it")
}

// plain is a body without the ids that Confluence gives its elements.
func (b *bench) plain(title string) string {
	b.Helper()
	return ownMarks.ReplaceAllString(b.page(title).Body(), "")
}
