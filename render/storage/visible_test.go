package storage_test

import (
	"slices"
	"testing"

	"github.com/pagewright/pagewright/render/storage"
)

func TestVisibleTextIsWhatAReaderSees(t *testing.T) {
	t.Parallel()
	for name, test := range map[string][2]string{
		"blocks":         {"<h1>One</h1><p>two <strong>three</strong></p>\n<ul><li>four<ul><li>five</li></ul></li></ul>", "One\ntwo three\nfour\nfive"},
		"entities":       {"<p>R&amp;D&nbsp;&lt;3 &#233;</p>", "R&D\u00a0<3 é"},
		"white space":    {"<p>\n a  <b> b</b>\n</p>", "a b"},
		"code":           {`<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">go</ac:parameter><ac:plain-text-body><![CDATA[if a < b {` + "\n\n\t" + `x  y` + "\n" + `}]]></ac:plain-text-body></ac:structured-macro><p>z</p>`, "if a < b {\n\n\tx  y\n}\nz"},
		"a status":       {`<p>It is <ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">Green</ac:parameter><ac:parameter ac:name="title">DONE</ac:parameter></ac:structured-macro> now</p>`, "It is DONE now"},
		"an expand":      {`<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">More</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>`, "More\nx"},
		"a table":        {"<table><tbody><tr><td>a</td><td><p>b</p><p>c</p></td></tr></tbody></table>", "a\nb\nc"},
		"a line break":   {"<p>a<br />b</p>", "a\nb"},
		"links":          {`<p><ac:link><ri:page ri:content-title="T" /><ac:link-body>a</ac:link-body></ac:link> <ac:link><ri:page ri:content-title="T" /><ac:plain-text-link-body><![CDATA[b]]></ac:plain-text-link-body></ac:link> <a href="x">c</a></p>`, "a b c"},
		"pictures":       {`<p>a <ac:image ac:alt="x"><ri:url ri:value="x" /></ac:image></p>`, "a"},
		"tasks":          {"<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>", "a"},
		"comments":       {`<p>a <ac:inline-comment-marker ac:ref="r">b</ac:inline-comment-marker><!-- c --></p>`, "a b"},
		"up to a fault":  {"<p>a</p><p>b</i>", "a\nb"},
		"nothing":        {"", ""},
		"only text":      {"a b", "a b"},
		"text and block": {"a<p>b</p>c", "a\nb\nc"},
	} {
		if got := storage.VisibleText(test[0]); got != test[1] {
			t.Errorf("%s: got %q, want %q", name, got, test[1])
		}
	}
}

func TestMacroNamesAreSorted(t *testing.T) {
	t.Parallel()
	got := storage.MacroNames(`<ac:structured-macro ac:name="toc" /><ac:structured-macro ac:name="info"><ac:rich-text-body><p><ac:structured-macro ac:macro-id="1" ac:name="a&amp;b"/></p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name="toc"></ac:structured-macro>`)
	if want := []string{"a&b", "info", "toc", "toc"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
