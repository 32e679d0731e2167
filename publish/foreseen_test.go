package publish_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// What Confluence would refuse, a check finds at the document, and a publication sends nothing of it while the other documents
// are published.
func TestCheckForeseesWhatConfluenceRefuses(t *testing.T) {
	t.Parallel()
	pageID := func(value string) string { return "---\npage-id: " + value + "\n---\n# C\n" }
	for name, test := range map[string]struct{ file, document, said string }{
		"id above 64 bits":             {document: pageID(`"99999999999999999999"`), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id of 2^63":                   {document: pageID("9223372036854775808"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id 0":                         {document: pageID("0"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id with leading zeros":        {document: pageID("0131074"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"negative id":                  {document: pageID("-5"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id with an exponent":          {document: pageID("1e5"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id in other digits":           {document: pageID("١٣١"), said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id in TOML":                   {document: "+++\npage-id = \"99999999999999999999\"\n+++\n# C\n", said: "docs/c.md:2:1: error: Front matter: page-id is "},
		"id in a comment":              {document: "<!-- confluence-page-id: 99999999999999999999 -->\n# C\n", said: "docs/c.md:1:1: error: Front matter: <!-- confluence-page-id: 99999999999999999999 --> names no page"},
		"id 0 in a comment":            {document: "<!-- confluence-page-id: 0 -->\n# C\n", said: "docs/c.md:1:1: error: Front matter: <!-- confluence-page-id: 0 --> names no page"},
		"id in another tool's key":     {document: "---\nconnie-page-id: \"99999999999999999999\"\n---\n# C\n", said: "docs/c.md:2:1: error: Front matter: connie-page-id: 99999999999999999999 names no page"},
		"no name and no heading":       {file: "docs/ .md", document: "text\n", said: "docs/ .md: error: "},
		"title of a zero-width space":  {document: "# \u200b\n", said: "docs/c.md:1:1: error: "},
		"title of a word joiner":       {document: "---\ntitle: \"\u2060\"\n---\n", said: "docs/c.md:2:1: error: "},
		"title of a soft hyphen":       {document: "# \u00ad\n\ntext\n", said: "docs/c.md:1:1: error: "},
		"title of marks of direction":  {document: "# \u200e\u202a\u202c\u2066\u2069\n", said: "docs/c.md:1:1: error: "},
		"title of a Hangul filler":     {document: "# \u3164\n", said: "docs/c.md:1:1: error: "},
		"folder of spaces":             {file: "docs/ /c.md", document: "# C\n", said: "docs/ /: error: "},
		"page with 256 characters":     {document: "# " + strings.Repeat("x", 256) + "\n", said: "docs/c.md:1:1: error: "},
		"body above 5 MB":              {document: "# C\n\n" + strings.Repeat("word ", 1_100_000) + "\n", said: "docs/c.md: error: "},
		"body above 5 MB as JSON":      {document: "# C\n\n" + strings.Repeat("\"\"\"\" ", 600_000) + "\n", said: "docs/c.md: error: "},
		"document above what is read":  {document: strings.Repeat("x", 16<<20) + "y", said: "docs/c.md: error: "},
		"the page of another document": {document: "---\npage-id: 131078\n---\n# C\n", said: "docs/c.md:2:1: error: "},
	} {
		if test.file == "" {
			test.file = "docs/c.md"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
			if strings.HasPrefix(name, "the page of") {
				id := b.foreignPage("Mine").ID
				b.write("-- docs/b.md --\n---\npage-id: " + id + "\n---\n# B\n")
				test.document = strings.ReplaceAll(test.document, "131078", id)
			}
			if err := os.MkdirAll(filepath.Dir(filepath.Join(b.dir, test.file)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(b.dir, test.file), []byte(test.document), 0o644); err != nil {
				t.Fatal(err)
			}
			b.settings.Mode = settings.Check
			b.refused(report.ExitFailed, []string{test.said}, nil)
			b.settings.Mode = settings.Publish
			for range 2 {
				b.refused(report.ExitFailed, []string{test.said}, []string{"unexpected answer"})
				for _, title := range []string{"A", "B"} {
					b.page(title)
				}
				if told := counts(b.told); !strings.Contains(told, "failed") || strings.Contains(strings.Join(b.requests, "\n"), "99999999999999999999") {
					t.Errorf("%s, asked %q", told, b.requests)
				}
			}
			if writes := b.writes(); len(writes) > 0 {
				t.Errorf("a further run writes %q", writes)
			}
		})
	}
}

// A number that is no id may be a title where a title may stand; it stops nobody else.
func TestParentThatIsNoID(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"parent: \"99999999999999999999\"", "parent: \"0\"", "parent: https://example.atlassian.net/wiki/spaces/DOCS/pages/99999999999999999999/Title",
		"parent: https://example.atlassian.net/wiki/x/__________8", "connie-parent-id: \"9223372036854775808\"",
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			onFaces(t, fmt.Sprintf("-- docs/a.md --\n# A\n-- docs/b.md --\n---\n%s\n---\n# B\n", words), func(b *bench) {
				b.run()
				b.page("A")
				if strings.Contains(b.log.String(), "unexpected answer") || b.told.Error != "" {
					b.Errorf("%s\n%s", b.told.Error, b.log.String())
				}
			})
		})
	}
}

// What is too long for a title is in no space, and is not asked for: the address would be too long as well.
func TestParentThatIsNoTitle(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 4000)
	for _, words := range []string{"---\nparent: " + long + "\n---\n", "<!-- Parent: " + long + "-->\n"} {
		for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
			onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n"+words+"# B\n-- docs/c.md --\n# "+long+"\n", func(b *bench) {
				b.settings.Mode = mode
				b.inPlace = func(request *http.Request) http.HandlerFunc {
					if len(request.URL.String()) > 8000 {
						return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusRequestURITooLong) }
					}
					return nil
				}
				if told := b.run(); told.Error != "" || told.Counts[plan.Created] == 0 || told.Counts[plan.Failed] == 0 {
					b.Errorf("%s: %s, %s\n%s", mode, counts(told), told.Error, b.log.String())
				}
			})
		}
	}
}

// So may one in the settings; what cannot be found ends the run, but not as an answer that nobody understands.
func TestSettingsThatAreNoIDs(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"99999999999999999999", "9223372036854775808", "0", "https://example.atlassian.net/wiki/spaces/DOCS/pages/99999999999999999999/Title"} {
		for name, set := range map[string]func(*settings.Settings){
			"parent":        func(s *settings.Settings) { s.Parent = id },
			"former-parent": func(s *settings.Settings) { s.FormerParent = id },
			"page in url":   func(s *settings.Settings) { s.URL += "/spaces/DOCS/pages/99999999999999999999/Title" },
		} {
			t.Run(name+" "+id, func(t *testing.T) {
				t.Parallel()
				onFaces(t, oneDocument, func(b *bench) {
					set(&b.settings)
					told := b.run()
					if told.ExitCode() == 0 || strings.Contains(b.log.String(), "nexpected answer") || len(b.writes()) > 0 {
						b.Errorf("exit code %d, writes %q\n%s", told.ExitCode(), b.writes(), b.log.String())
					}
				})
			})
		}
	}
	b := newBench(t, oneDocument)
	b.foreignPage("99999999999999999999")
	b.settings.Parent = "99999999999999999999"
	b.published("1 created")
	if b.page("Hello").ParentID != b.page("99999999999999999999").ID {
		t.Error("a number that is a title is not found")
	}
}

func TestLinkedFolderIsNamed(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	for name, test := range map[string]struct{ to, said string }{
		"in the checkout":     {"../other", "not published: docs/lnk/ (it is a symbolic link to the folder other: name other in docs to publish it)"},
		"to the docs":         {".", "not published: docs/lnk/ (it is a symbolic link to the folder docs: the documents are published from there)"},
		"out of the checkout": {outside, "not published: docs/lnk/ (it is a symbolic link to a folder outside of the checkout)"},
		"without documents":   {"../images", ""},
	} {
		for _, docs := range []string{"docs", "docs/**/*.md", "docs/*"} {
			t.Run(name+" "+docs, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, "-- docs/a.md --\n# A\n-- other/b.md --\n# B\n-- images/a.txt --\ntext\n")
				b.link(test.to, "docs/lnk")
				b.settings.Docs, b.settings.Mode = []string{docs}, settings.Check
				told := b.run()
				if told.ExitCode() != 0 || len(told.Problems) > 0 || strings.Count(b.log.String(), "not published") != strings.Count(test.said, "not published") || !strings.Contains(b.log.String(), test.said) {
					t.Errorf("exit code %d:\n%s", told.ExitCode(), b.log.String())
				}
			})
		}
	}
}

func TestLookalikeTitles(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Setup\n-- docs/b.md --\n# Set\u200bup\n-- docs/c.md --\n# Set up\n")
	b.settings.Mode = settings.Check
	b.run()
	b.logHas(`docs/b.md:1:1: warning: Title lookalike: the title looks like that of docs/a.md, and only characters that nobody sees tell them apart: it is "Set\u200bup", the other one "Setup"`)
}
