package draw

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wiki is a small site: space DOCS with a few pages, of which "Guide" is drawn.
type wiki struct{}

var pages = map[string]Page{
	"Guide":   {ID: "11", Link: Link{"Guide", "/wiki/spaces/DOCS/pages/11/Guide"}},
	"Install": {ID: "12", Link: Link{"Install", "/wiki/spaces/DOCS/pages/12/Install"}},
	"A & B":   {ID: "13", Link: Link{"A & B", "/wiki/spaces/DOCS/pages/13/A+B"}},
	"Linux":   {ID: "14", Link: Link{"Linux", "/wiki/spaces/DOCS/pages/14/Linux"}},
}

var below = map[string][]string{"11": {"Install", "A & B"}, "12": {"Linux"}}

var files = []File{
	{Link{"map.png", "/wiki/download/attachments/11/map.png"}, 2048},
	{Link{"terms.pdf", "/wiki/download/attachments/11/terms.pdf"}, 1_540_000},
}

func (wiki) Page(space, title string) (Page, bool) {
	if title == "" {
		title = "Guide"
	}
	page, ok := pages[title]
	return page, ok && (space == "" || space == "DOCS")
}

func (wiki) Children(id string) []Page {
	var list []Page
	for _, title := range below[id] {
		list = append(list, pages[title])
	}
	return list
}

func (wiki) Space(key string) (Link, bool) {
	return Link{"Documentation", "/wiki/spaces/DOCS/overview"}, key == "DOCS"
}

func (wiki) File(space, title, name string) (File, bool) {
	for _, f := range files {
		if f.Name == name && (title == "" || title == "Guide") {
			return f, true
		}
	}
	return File{}, false
}

func (wiki) Files() []File { return files }

func (wiki) User(id string) (string, bool) { return "Ada Lovelace", id == "5b10" }

// legacyWiki is the same site with a page of the legacy editor.
type legacyWiki struct{ wiki }

func (legacyWiki) Page(space, title string) (Page, bool) {
	page, ok := wiki{}.Page(space, title)
	page.Legacy = page.Name + "-"
	return page, ok
}

func TestLegacyAnchors(t *testing.T) {
	t.Parallel()
	got := string(Body(`<h2>Set  up</h2><h2>Set up</h2><p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">here</ac:parameter></ac:structured-macro>`+
		`<ac:link ac:anchor="Setup.1"><ac:link-body>a</ac:link-body></ac:link><ac:link ac:anchor="OnLinux"><ri:page ri:content-title="Install"/></ac:link></p>`, legacyWiki{}).HTML)
	want := `<h2 id="Guide-Setup">Set  up</h2><h2 id="Guide-Setup.1">Set up</h2><p><span class="anchor" id="Guide-here"></span>` +
		`<a href="#Guide-Setup.1">a</a><a href="/wiki/spaces/DOCS/pages/12/Install#Install-OnLinux">Install</a></p>`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	inputs, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, input := range inputs {
		t.Run(strings.TrimSuffix(filepath.Base(input), ".xml"), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			drawing := Body(string(source), wiki{})
			got := string(drawing.HTML)
			if drawing.Styles != "" {
				got += "\n<!-- styles\n" + string(drawing.Styles) + "\n-->\n"
			}
			golden := strings.TrimSuffix(input, ".xml") + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got):\n%s", golden, diff)
			}
			if fault := unsafe(got[:len(drawing.HTML)]); fault != "" {
				t.Error(fault)
			}
		})
	}
}
