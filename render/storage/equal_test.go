package storage_test

import (
	"testing"

	"github.com/pagewright/pagewright/render/storage"
)

func TestEqualLooksPastWhatConfluenceAdds(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string][2]string{
		"macro ids": {`<ac:structured-macro ac:name="toc" />`,
			`<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="5f" />`},
		"local ids":       {`<p>a</p><ac:task-list></ac:task-list>`, `<p local-id="x">a</p><ac:task-list ac:local-id="y"></ac:task-list>`},
		"page version":    {`<ri:page ri:content-title="T" />`, `<ri:page ri:content-title="T" ri:version-at-save="3" />`},
		"attribute order": {`<a b="1" c="2">x</a>`, `<a c="2" b="1">x</a>`},
		"breaks":          {`<p>a<br/>b</p>`, `<p>a<br />b</p>`},
		"entities":        {"<p>\u00a0\u2014é&amp;</p>", "<p>&nbsp;&mdash;&eacute;&#38;</p>"},
		"cells":           {"<tr><td>a</td><th>b</th></tr>", "<tr><td><p>a</p></td><th><p>b</p></th></tr>"},
		"space of blocks": {"<ul>\n<li>a</li>\n</ul>\n", "<ul><li>a</li></ul>"},
		"tasks": {"<ac:task><ac:task-id>1</ac:task-id><ac:task-body>a</ac:task-body></ac:task>",
			"<ac:task><ac:task-id>7</ac:task-id><ac:task-uuid>u</ac:task-uuid><ac:task-body>a</ac:task-body></ac:task>"},
		"empty cells":     {"<tr><td></td></tr>", "<tr><td><p /></td></tr>"},
		"cells' ids":      {"<tr><td>a</td></tr>", `<tr><td><p local-id="x">a</p></td></tr>`},
		"paragraphs":      {"<td>a<p>b</p></td>", "<td><p>a</p><p>b</p></td>"},
		"quotes":          {`<a b="1'">x</a>`, `<a b='1&apos;'>x</a>`},
		"empty elements":  {"<p></p><hr/>", "<p /><hr></hr>"},
		"layout":          {"<p>a\nb</p>", "<p> a  b\n</p>"},
		"space of breaks": {"<p>a<br />b</p>", "<p>a <br />\nb</p>"},
		"space of macros": {`<ac:structured-macro ac:name="toc" /><ac:structured-macro ac:name="toc" />`, `<ac:structured-macro ac:name="toc" />` + "\n" + `<ac:structured-macro ac:name="toc" />`},
		"space of links":  {`<ac:link><ri:page ri:content-title="T" /><ac:link-body>a</ac:link-body></ac:link>`, `<ac:link> <ri:page ri:content-title="T" /> <ac:link-body>a</ac:link-body></ac:link>`},
		"comments":        {"<p>a<!-- x --></p>", "<p>a</p>"},
		"line ends":       {"<pre>a\nb</pre>", "<pre>a\r\nb</pre>"},
		"CDATA":           {"<ac:plain-text-body><![CDATA[a]]></ac:plain-text-body>", "<ac:plain-text-body>a</ac:plain-text-body>"},
	} {
		if !storage.Equal(pair[0], pair[1]) || !storage.Equal(pair[1], pair[0]) {
			t.Errorf("%s: not equal:\n%s\n%s", name, pair[0], pair[1])
		}
	}
}

func TestEqualSeesWhatDiffers(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string][2]string{
		"text":                 {"<p>a</p>", "<p>b</p>"},
		"word boundary":        {"<p>a <b>c</b></p>", "<p>a<b>c</b></p>"},
		"element":              {"<p>a</p>", "<h1>a</h1>"},
		"attribute":            {`<a href="x">a</a>`, `<a href="y">a</a>`},
		"attribute or two":     {`<a b="1 c=2">x</a>`, `<a b="1" c="2">x</a>`},
		"attribute or text":    {`<a b="1">x</a>`, `<a>b=1x</a>`},
		"paragraph":            {"<li>a</li>", "<li><p>a</p></li>"},
		"cell's alignment":     {"<td>a</td>", `<td><p style="text-align: center;">a</p></td>`},
		"two cells":            {"<td>a</td><td>b</td>", "<td>ab</td>"},
		"code layout":          {"<ac:plain-text-body><![CDATA[a\n b]]></ac:plain-text-body>", "<ac:plain-text-body><![CDATA[a\nb]]></ac:plain-text-body>"},
		"code's white space":   {"<ac:plain-text-body><![CDATA[ a]]></ac:plain-text-body>", "<ac:plain-text-body><![CDATA[a]]></ac:plain-text-body>"},
		"broken":               {"<p>a</p>", "<p>a"},
		"paragraphs in a cell": {"<td><p>a</p><p>b</p></td>", "<td>ab</td>"},
		"formatted paragraphs": {"<td><p>a</p><p><b>b</b></p></td>", "<td>a<b>b</b></td>"},
		"space of a status":    {`<p>a <ac:structured-macro ac:name="status" /></p>`, `<p>a<ac:structured-macro ac:name="status" /></p>`},
		"space in code":        {"<p><code>a  b</code></p>", "<p><code>a b</code></p>"},
		"space that binds":     {"<p>a\u00a0b</p>", "<p>a b</p>"},
		"parameter":            {`<ac:parameter ac:name="a">x</ac:parameter>`, `<ac:parameter ac:name="a">y</ac:parameter>`},
		"markup or text":       {"<p><b>a</b></p>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"},
		"line break":           {"<p>a<br />b</p>", "<p>a b</p>"},
		"state of a task":      {"<ac:task-status>complete</ac:task-status>", "<ac:task-status>incomplete</ac:task-status>"},
	} {
		if storage.Equal(pair[0], pair[1]) {
			t.Errorf("%s: equal:\n%s\n%s", name, pair[0], pair[1])
		}
	}
	if !storage.Equal("<p>broken", "<p>broken") {
		t.Error("a broken body differs from itself")
	}
}

func TestHashIsEqualWhereBodiesAre(t *testing.T) {
	t.Parallel()
	if a, b := storage.Hash("<p>a<br/></p>"), storage.Hash("<p>a<br /></p>"); a != b || len(a) != 22 {
		t.Errorf("hashes %q and %q", a, b)
	}
	if storage.Hash("<p>a</p>") == storage.Hash("<p>b</p>") {
		t.Error("different bodies have the same hash")
	}
}

func TestCanonicalFormIsABody(t *testing.T) {
	t.Parallel()
	body := "<table local-id='1'><tr><td>a &lt; b<p>c</p></td></tr></table>\n<p class='x' b=\"y\">d &eacute;<br/>e</p>"
	want := `<table><tr><td>a &lt; b<p></p>c</td></tr></table><p b="y" class="x">d é<br></br>e</p>`
	if got := storage.Canonical(body); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
