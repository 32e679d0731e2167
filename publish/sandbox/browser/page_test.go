package browser

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
	"golang.org/x/net/html"
)

func TestPageShowsItsTextAndItsPlace(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.change("Install", `<h2>On Linux</h2><p>Run the second installer.</p>`, "Published from main@4f2c")
	must(w.store.AddLabels(w.pages["Install"].ID, []store.Label{{Prefix: "global", Name: "setup"}}))(t)
	got := w.text(w.url("Install"))
	wants(t, got,
		`<title>Install · Documentation · Confluence sandbox</title>`,
		`<h1 class="title">Install</h1>`,
		`<h2 id="On-Linux">On Linux</h2><p>Run the second installer.</p>`,
		`Ada Lovelace`, `Version 2`, `Published from main@4f2c`, `24 Nov 2026, 06:00`,
		`<a href="/wiki/label/DOCS/setup">setup</a>`,
	)
	var crumbs []string
	each(t, got, func(n *html.Node) {
		if n.Data == "a" && n.Parent.Data == "li" && n.Parent.Parent.Data == "ol" {
			crumbs = append(crumbs, n.FirstChild.Data+" "+attr(n, "href"))
		}
	})
	want := fmt.Sprint([]string{"Documentation /wiki/spaces/DOCS/overview", "Guide " + w.url("Guide")})
	if fmt.Sprint(crumbs) != want {
		t.Errorf("breadcrumbs are %v, want %v", crumbs, want)
	}
}

func TestTreeIsOpenOnTheWayToThePage(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	state := map[string]string{}
	each(t, w.text(w.url("Install")), func(n *html.Node) {
		if n.Data == "a" && attr(n, "aria-current") == "page" && strings.HasPrefix(n.Parent.Data, "summary") {
			state["current"] = n.FirstChild.Data
		}
		if n.Data == "details" && attr(n, "data-page") != "" {
			for _, a := range n.Attr {
				if a.Key == "open" {
					state[attr(n, "data-page")] = "open"
				}
			}
		}
	})
	if state["current"] != "Install" || state[w.pages["Guide"].ID] != "open" || state[w.pages["Install"].ID] != "open" {
		t.Errorf("got %v", state)
	}
	if got := w.text(w.url("Runbooks")); strings.Contains(got, `<details data-page="`+w.pages["Guide"].ID+`" open>`) {
		t.Error("a branch that does not lead to the page is open")
	}
}

func TestTreeOfLargeSpaceHoldsTheWay(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	for i := range wholeTree + 100 {
		w.add("Runbooks", fmt.Sprintf("Runbook %d", i), "<p>x</p>")
	}
	w.add("Runbook 400", "Deep", "<p>x</p>")
	got := w.text(w.url("Deep"))
	links := strings.Count(got, `/pages/`)
	if links > 2*widest {
		t.Errorf("the page has %d links", links)
	}
	wants(t, got, `aria-current="page">Deep</a>`, `>Runbook 400</a>`, `>Guide</a>`, `and 400 more`)
}

func TestOverviewIsTheHomepage(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	wants(t, w.text("/wiki/spaces/DOCS/overview"), `<h1 class="title">Handbook</h1>`, `<p>Welcome.</p>`, `aria-current="page"`)
	wants(t, w.text("/wiki/"), `href="/wiki/spaces/DOCS/overview"`, `href="/wiki/spaces/OPS/overview"`)
}

func TestOldVersionSaysSo(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.change("Install", `<p>Run the second installer.</p>`, "")
	wants(t, w.text(w.url("Install")+"?pageVersion=1"), "Run the first installer.", "This is version 1, an old one.")
}

func TestFoldersAndPagesThatAreNotCurrent(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	folder := must(w.store.CreatePage(store.NewPage{
		Type: store.FolderType, SpaceID: w.space.ID, ParentID: w.pages["Guide"].ID, Title: "Drawer", AuthorID: ada,
	}))(t)
	w.pages["Drawer"] = folder
	w.add("Drawer", "Inside", "<p>x</p>")
	wants(t, w.text("/wiki/spaces/DOCS/folder/"+folder.ID), `<h1 class="title">Drawer</h1>`, `href="`+w.url("Inside")+`"`)

	must(w.store.ArchivePages([]string{w.pages["Runbooks"].ID}))(t)
	wants(t, w.text(w.url("Runbooks")), "This page is archived.")
	if strings.Contains(w.text(w.url("Install")), ">Runbooks</a>") {
		t.Error("an archived page stands in the tree")
	}
}

func TestPropertiesOfThePageShow(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	id := w.pages["Install"].ID
	must(w.store.CreateProperty(id, store.Property{Key: "emoji-title-published", Value: []byte(`"1f680"`)}))(t)
	must(w.store.CreateProperty(id, store.Property{Key: "pagewright", Value: []byte(`{"source":"docs/a.md"}`)}))(t)
	wants(t, w.text(w.url("Install")), "🚀")
	wants(t, w.text("/wiki/pages/viewinfo.action?pageId="+id), "docs/a.md", "pagewright", id)
}

func TestCommentsShow(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	must(w.store.AddComment(w.pages["Install"].ID, "", "<p>Looks <strong>good</strong>.</p>", ada))(t)
	wants(t, w.text(w.url("Install")), "1 comment", "Looks <strong>good</strong>.")
}

func TestProblemsStandBesideThePage(t *testing.T) {
	t.Parallel()
	problems := []Problem{
		{"docs/install.md", 12, Warning, "This link leads nowhere.", "[x](y.md)"},
		{"docs/install.md", 0, Error, "There is no title.", ""},
	}
	var asked string
	w := newWiki(t, Options{Problems: func(id string) []Problem {
		asked = id
		return problems
	}})
	wants(t, w.text(w.url("Install")), "2 problems", "docs/install.md:12", "<pre>[x](y.md)</pre>", "This link leads nowhere.",
		"<code>docs/install.md</code>", "There is no title.")
	if asked != w.pages["Install"].ID {
		t.Errorf("asked for the problems of %s", asked)
	}
}

func TestAddressesLeadToThePage(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	install := w.pages["Install"]
	for _, c := range []struct{ from, to string }{
		{"/wiki/pages/viewpage.action?pageId=" + install.ID, w.url("Install")},
		{"/wiki/pages/viewpage.action?spaceKey=DOCS&title=Packages+%26+more", w.url("Packages & more")},
		{"/wiki/display/DOCS/Packages+%26+more", w.url("Packages & more")},
		{"/wiki/display/docs", "/wiki/spaces/DOCS/overview"},
		{"/wiki/spaces/DOCS", "/wiki/spaces/DOCS/overview"},
		{"/wiki/spaces/OPS/pages/" + install.ID + "/Install", w.url("Install")},
	} {
		got := w.get(c.from)
		if to := got.header.Get("Location"); got.status != http.StatusFound || to != c.to {
			t.Errorf("%s: %d to %q, want %s", c.from, got.status, to, c.to)
		}
	}
	for _, path := range []string{
		"/wiki/spaces/DOCS/pages/" + install.ID, "/wiki/spaces/DOCS/pages/" + install.ID + "/Old+title",
	} {
		wants(t, w.text(path), `<h1 class="title">Install</h1>`)
	}
}

func TestTinyID(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]uint64{"CAAC": 131080, "AQ": 1, "-v8": 65534} {
		if got, ok := tinyID(code); !ok || got != want {
			t.Errorf("%s: got %d, %v; want %d", code, got, ok, want)
		}
	}
	for _, code := range []string{"", "AAAAAAAAAAAA", "!"} {
		if _, ok := tinyID(code); ok {
			t.Errorf("%q is taken for an id", code)
		}
	}
}

func TestWhatIsNotThereSaysSo(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	for _, path := range []string{
		"/wiki/spaces/NO/overview", "/wiki/spaces/DOCS/pages/999999", "/wiki/x/zzzz", "/wiki/display/DOCS/No", "/wiki/other",
		"/wiki/pages/viewpreviousversions.action", "/wiki/pages/viewinfo.action?pageId=1", "/wiki/download/attachments/1/x.png",
		"/wiki/_browser/assets/none.css", "/wiki/_browser/reload",
	} {
		got := w.get(path)
		if got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
		wants(t, got.text, "Page not found")
	}
}

func TestOtherBase(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{Base: "/confluence"})
	got := w.text("/confluence/spaces/DOCS/overview")
	if strings.Contains(got, `"/wiki/`) {
		t.Error("an address leads out of the base path")
	}
	wants(t, got, `href="/confluence/_browser/assets/base.css`)
}

func TestSidebarShowsTheOrderOfSiblings(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.add("Runbooks", "Zebra", "")
	w.add("Runbooks", "apple", "")
	w.add("Runbooks", "Mango", "")
	shown := func(want ...string) {
		t.Helper()
		text := w.text(w.url("Zebra"))
		_, text, _ = strings.Cut(text, "<nav")
		from := 0
		for _, title := range want {
			at := strings.Index(text[from:], ">"+title+"<")
			if at < 0 {
				t.Fatalf("%s does not follow in\n%s", title, text)
			}
			from += at
		}
	}
	shown("Zebra", "apple", "Mango")
	must(w.store.Move(w.pages["Mango"].ID, "before", w.pages["Zebra"].ID))(t)
	shown("Mango", "Zebra", "apple")
	none := store.NoPosition
	for _, title := range []string{"Mango", "Zebra"} { // as Data Center can
		must(w.store.UpdatePage(w.pages[title].ID, store.Update{Version: 2, Position: &none}))(t)
	}
	shown("apple", "Mango", "Zebra")
}
