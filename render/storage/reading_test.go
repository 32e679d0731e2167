package storage_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render/storage"
)

func TestReadingIsWhatAReaderSees(t *testing.T) {
	t.Parallel()
	for name, test := range map[string][2]string{
		"headings":         {"<h1>One</h1><h3>two <em>three</em></h3><p>x</p>", "# One\n### two three\nx"},
		"lists":            {"<ul><li><p>a</p><p>b</p></li><li>c<ul><li>d</li></ul></li></ul><ol start=\"3\"><li>e</li><li>f</li></ol><p>g</p>", "• a\n  b\n• c\n  • d\n3. e\n4. f\ng"},
		"a quote":          {"<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n> b\nc"},
		"a table":          {"<table><tbody><tr><th><p>a</p></th><th>b</th></tr><tr><td><p>c</p><p>d</p></td><td>e</td></tr></tbody></table>", "a | b\nc d | e"},
		"code":             {`<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">go</ac:parameter><ac:plain-text-body><![CDATA[if a {` + "\n\tx  y\n" + `}]]></ac:plain-text-body></ac:structured-macro>`, "if a {\n\tx  y\n}"},
		"a panel":          {`<ac:structured-macro ac:name="info"><ac:parameter ac:name="title">More</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>`, "More\nx"},
		"a picture":        {`<p>a <ac:image ac:alt="x"><ri:attachment ri:filename="b.png" /></ac:image></p>`, "a [picture b.png]"},
		"a link by name":   {`<p>a <ac:link><ri:page ri:content-title="R&amp;D" /></ac:link>, <ac:link ac:anchor="y"><ri:page ri:content-title="T" /><ac:link-body>b</ac:link-body></ac:link></p>`, "a R&D, b"},
		"tasks":            {"<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>b</ac:task-body></ac:task></ac:task-list>", "[x] a\n[ ] b"},
		"a bare macro":     {`<ac:structured-macro ac:name="children" /><p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">x</ac:parameter></ac:structured-macro>b</p>`, "[children]\nb"},
		"an image in HTML": {`<p><img src="https://example.com/a.png" /></p>`, "[picture https://example.com/a.png]"},
		"up to a fault":    {"<p>a</p><p>b</i>", "a\nb"},
		"nothing":          {"", ""},
	} {
		if got := strings.Join(storage.Reading(test[0]), "\n"); got != test[1] {
			t.Errorf("%s: got %q, want %q", name, got, test[1])
		}
	}
}

func TestLinksTellTextAndTarget(t *testing.T) {
	t.Parallel()
	got := storage.Links(`<p><a href="https://example.com/?a=1&amp;b">one <em>two</em></a> <ac:link ac:anchor="x"><ri:page ri:content-title="T" /><ac:link-body>b</ac:link-body></ac:link> <ac:link><ri:attachment ri:filename="f.pdf" /></ac:link> x</p>`)
	want := []storage.Link{{"one two", "https://example.com/?a=1&b"}, {"b", "T#x"}, {"f.pdf", "f.pdf"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzReading(f *testing.F) {
	f.Add("<ul><li>a</li></ul><ac:link><ri:page ri:content-title=\"x\"/></ac:link>")
	f.Add("</ul><tr></tr><blockquote>")
	f.Fuzz(func(t *testing.T, body string) { storage.Reading(body) })
}
