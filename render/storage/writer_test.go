package storage_test

import (
	"testing"

	"github.com/pagewright/pagewright/render/storage"
)

func TestWriterEscapes(t *testing.T) {
	t.Parallel()
	var w storage.Writer
	w.Start("p", storage.Attr{Name: "style", Value: "a\"b'<>&\n\x01"})
	w.Text("a\"b'<>&\x01\xff\ufffd\uffff\n")
	w.Empty("br")
	w.CDATA("<x>]]>\x00y")
	const want = "<p style=\"a&quot;b'&lt;&gt;&amp; \">a\"b'&lt;&gt;&amp;\ufffd\n<br /><![CDATA[<x>]]]]><![CDATA[>y]]></p>"
	if got := w.String(); got != want {
		t.Errorf("written\n%s\nwant\n%s", got, want)
	}
}

func TestWriterPutsBlocksOnLines(t *testing.T) {
	t.Parallel()
	var w storage.Writer
	w.Line()
	w.Start("ul")
	w.Newline()
	for range 2 {
		w.Line()
		w.Start("li")
		w.Line()
		w.Element("p", "x")
		w.End()
	}
	w.Newline()
	if got, want := w.String(), "<ul>\n<li><p>x</p></li>\n<li><p>x</p></li>\n</ul>"; got != want {
		t.Errorf("written\n%s\nwant\n%s", got, want)
	}
}

func TestMacros(t *testing.T) {
	t.Parallel()
	var w storage.Writer
	w.StartMacro("code")
	w.Parameter("language", "go")
	w.PlainBody("a < b")
	w.End()
	w.StartMacro("info")
	w.StartRichBody()
	w.Element("p", "x")
	const want = `<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">go</ac:parameter><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>` +
		`<ac:structured-macro ac:name="info"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>`
	if got := w.String(); got != want {
		t.Errorf("written\n%s\nwant\n%s", got, want)
	}
}
