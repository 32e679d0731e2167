package storage

import (
	"encoding/xml"
	"errors"
	"slices"
	"strings"
	"testing"
)

// bodies are seeds: what Pagewright writes, what Confluence makes of it, and what only a hostile hand would write.
var bodies = []string{
	"",
	"text only",
	"<p>a</p>\n<p>b &amp; &lt; &gt; &quot; &apos; &#160; &#xA0; &nbsp;&rsquo;</p>",
	`<p local-id="1">R&amp;D bought an <ac:inline-comment-marker ac:ref="r">amp</ac:inline-comment-marker> for AT&amp;T.<br/>Next</p>`,
	`<p><ac:inline-comment-marker ac:ref="r">see <strong>this <em>and</em></strong> part</ac:inline-comment-marker><ac:inline-comment-marker ac:ref="s">, too</ac:inline-comment-marker></p>`,
	`<p><ac:inline-comment-marker ac:ref="r">one <ac:inline-comment-marker ac:ref="s">two</ac:inline-comment-marker></ac:inline-comment-marker><ac:inline-comment-marker ac:ref="s"> three</ac:inline-comment-marker></p>`,
	`<ul><li><ac:inline-comment-marker ac:ref="r">item</ac:inline-comment-marker><ul><li><ac:inline-comment-marker ac:ref="r">in it</ac:inline-comment-marker></li></ul></li></ul>`,
	`<ac:structured-macro ac:name="code" ac:schema-version="1" ac:macro-id="m"><ac:parameter ac:name="language">go</ac:parameter><ac:plain-text-body><![CDATA[amp := "&amp;" // ]]]]><![CDATA[> <p>]]></ac:plain-text-body></ac:structured-macro>`,
	`<ac:structured-macro ac:name="info"><ac:rich-text-body><p>amp in a <ac:structured-macro ac:name="status"><ac:parameter ac:name="title">amp</ac:parameter></ac:structured-macro> panel</p></ac:rich-text-body></ac:structured-macro>`,
	`<p>see <ac:link ac:anchor="x"><ri:page ri:content-title="amp" ri:version-at-save="3" /><ac:link-body>the <code>amp</code></ac:link-body></ac:link> and <ac:link><ri:page ri:content-title="T"/><ac:plain-text-link-body><![CDATA[this & that]]></ac:plain-text-link-body></ac:link></p>`,
	`<table ac:local-id="t"><tbody><tr><th>a</th><td><p>b</p><p><strong>c</strong></p></td><td><p /></td><td></td></tr></tbody></table>`,
	`<p><ac:image ac:alt="amp"><ri:attachment ri:filename="a.png" /></ac:image> <ac:inline-comment-marker ac:ref="r"><ac:image><ri:url ri:value="https://example.com/a.png?x=1&amp;y=2" /></ac:image></ac:inline-comment-marker></p>`,
	`<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-uuid>u</ac:task-uuid><ac:task-status>complete</ac:task-status><ac:task-body>amp <ac:inline-comment-marker ac:ref="r">done</ac:inline-comment-marker></ac:task-body></ac:task></ac:task-list>`,
	"<ac:layout><ac:layout-section ac:type=\"single\"><ac:layout-cell><pre>a\n  <b>b</b></pre><!-- amp --></ac:layout-cell></ac:layout-section></ac:layout>",
	"<p a='1' b=\"&#10;'\">日本語\u00a0で \u00a0</p><p><b> x </b> y</p>",
	`<p><ac:image><ri:url ri:value="x" /><ac:caption><p><ac:inline-comment-marker ac:ref="r">amp</ac:inline-comment-marker></p></ac:caption></ac:image></p><ac:structured-macro ac:name="x"><ac:parameter ac:name="title"><ac:inline-comment-marker ac:ref="s">amp</ac:inline-comment-marker></ac:parameter></ac:structured-macro>`,
	`<p><ac:link><ac:inline-comment-marker ac:ref="r"><ac:plain-text-link-body>amp</ac:plain-text-link-body></ac:inline-comment-marker></ac:link> <time datetime="x"><ac:inline-comment-marker ac:ref="s" /></time><ac:inline-comment-marker>amp</ac:inline-comment-marker></p>`,
	"<p>a</b></p>", "<p>a & b</p>", "<p a=1 a=2/>", "<!DOCTYPE p><p/>", "<?p x?>", "<p>]]></p>", "<p>\x01\xff</p>", "<a:b:c/>", "<x:y/>", "<!-- -- -->", "<p a=\"<\"/>",
}

func FuzzWellFormed(f *testing.F) {
	for _, body := range bodies {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		err := WellFormed(body)
		tokens, strict := xmlTokens(body, nil)
		if strict == nil {
			strict = refusedKinds(tokens)
		}
		if (err == nil) != (strict == nil) {
			t.Errorf("%q: WellFormed says %v, a strict parser says %v", body, err, strict)
		}
		if err == nil {
			return
		}
		fault, ok := errors.AsType[*SyntaxError](err)
		if lines := strings.Split(body, "\n"); !ok || fault.Row < 1 || fault.Row > len(lines) || fault.Column < 1 || fault.Column > len(lines[fault.Row-1])+1 {
			t.Errorf("%q: the fault %+v is not in it", body, err)
		}
	})
}

// refusedKinds looks for what is XML but not the body of a page.
func refusedKinds(tokens []xmlToken) error {
	declared := [][]string{{"", "ac", "ri", "at", "xml", "xmlns"}} // by open element
	for _, token := range tokens {
		switch t := token.token.(type) {
		case xml.ProcInst, xml.Directive:
			return errors.New("has no place in a body")
		case xml.EndElement:
			declared = declared[:len(declared)-1]
		case xml.StartElement:
			used := []string{t.Name.Space}
			here := slices.Clone(declared[len(declared)-1])
			for _, a := range t.Attr {
				used = append(used, a.Name.Space)
				if a.Name.Space == "xmlns" {
					here = append(here, a.Name.Local)
				}
			}
			declared = append(declared, here)
			for _, prefix := range used {
				if !slices.Contains(here, prefix) {
					return errors.New("undeclared prefix")
				}
			}
		}
	}
	return nil
}

func FuzzEqual(f *testing.F) {
	for i, body := range bodies {
		f.Add(body, bodies[(i+1)%len(bodies)])
		f.Add(body, strings.NewReplacer(` ac:ref="r"`, ` ac:ref="x"`, "<br/>", "<br></br>", `"`, "'", "\n", " \n ").Replace(body))
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !Equal(a, a) || !Equal(b, b) {
			t.Errorf("a body is not equal to itself: %q %q", a, b)
		}
		equal := Equal(a, b)
		if Equal(b, a) != equal {
			t.Errorf("%q is equal to %q, but not the other way round", a, b)
		}
		canonicalA, canonicalB := Canonical(a), Canonical(b)
		if equal != (canonicalA == canonicalB) || equal != (Hash(a) == Hash(b)) {
			t.Errorf("equal: %v, canonical forms:\n%s\n%s", equal, canonicalA, canonicalB)
		}
		if equal && (VisibleText(a) != VisibleText(b) || !slices.Equal(MacroNames(a), MacroNames(b))) {
			t.Errorf("%q and %q are equal, but read %q %q and %q %q", a, b, VisibleText(a), MacroNames(a), VisibleText(b), MacroNames(b))
		}
		tokens, err := xmlTokens(a, xml.HTMLEntity)
		if err != nil {
			return
		}
		if err := WellFormed(canonicalA); err != nil && refusedKinds(tokens) == nil {
			t.Errorf("%q: the canonical form is %q: %v", a, canonicalA, err)
		}
		if again := Canonical(canonicalA); again != canonicalA && refusedKinds(tokens) == nil {
			t.Errorf("%q: the canonical form is %q, and of that %q", a, canonicalA, again)
		}
		if plain := xmlWithoutMarkers(a, tokens); !Equal(a, plain) && refusedKinds(tokens) == nil {
			t.Errorf("%q is not equal to itself without markers", a)
		}
		if lines := strings.Join(Lines(a), ""); lines != canonicalA && refusedKinds(tokens) == nil {
			t.Errorf("%q: lines %q, canonical form %q", a, lines, canonicalA)
		}
	})
}

func FuzzCarry(f *testing.F) {
	for i, body := range bodies {
		f.Add(body, bodies[(i+3)%len(bodies)])
		plain, _ := withoutMarkers(body)
		f.Add(body, plain)
		f.Add(body, "<p>amp</p>"+strings.ReplaceAll(plain, " ", "</strong> <strong>"))
		f.Add(body, strings.NewReplacer("<p>", "<p><strong>", "</p>", "</strong></p>", "see", "do not see").Replace(plain)+body)
	}
	f.Fuzz(checkCarried)
}

// checkCarried holds the markers that are carried from one body to another to what CarryMarkers promises.
func checkCarried(t *testing.T, from, to string) {
	t.Helper()
	body, lost := CarryMarkers(from, to)
	before, err := xmlTokens(to, xml.HTMLEntity)
	if err != nil {
		if body != to {
			t.Errorf("what is not well-formed was changed: %q became %q", to, body)
		}
		return
	}
	after, err := xmlTokens(body, xml.HTMLEntity)
	if err != nil {
		t.Fatalf("from %q\nto   %q\ngot  %q: %v", from, to, body, err)
	}
	if got, want := xmlWithoutMarkers(body, after), xmlWithoutMarkers(to, before); got != want {
		t.Fatalf("from %q\nto   %q\nwithout markers %q\nwant            %q", from, to, got, want)
	}
	old, err := xmlTokens(from, xml.HTMLEntity)
	if err != nil {
		return
	}
	comments := map[string]string{} // what the markers of a comment are around, without white space
	for _, m := range xmlMarkers(old) {
		comments[m.ref] += xmlText(m.content) + "\n"
	}
	delete(comments, "")
	there := map[string]bool{}
	for _, m := range xmlMarkers(before) {
		there[m.ref] = true
	}
	kept := map[string]bool{}
	for _, m := range xmlMarkers(after) {
		kept[m.ref] = true
		if !there[m.ref] {
			checkMarker(t, m, comments)
		}
	}
	for ref := range comments {
		reported := 0
		for _, c := range lost {
			if c.Ref == ref {
				reported++
			}
		}
		if kept[ref] == (reported == 1) || reported > 1 {
			t.Errorf("from %q\nto   %q\ngot  %q\nthe comment %q was kept: %v, and reported %d times", from, to, body, ref, kept[ref], reported)
		}
	}
	for _, c := range lost {
		if _, ok := comments[c.Ref]; !ok {
			t.Errorf("from %q: the comment %+v is not in it", from, c)
		}
	}
}

// checkMarker looks whether a marker is where Confluence makes one, round text of its comment.
func checkMarker(t *testing.T, m xmlMarker, comments map[string]string) {
	t.Helper()
	objects, in := 0, 0 // in: how many elements are open down to the object
	for _, token := range m.content {
		switch element := token.token.(type) {
		case xml.EndElement:
			in = max(0, in-1)
		case xml.StartElement:
			name := xmlName(element.Name)
			if in > 0 {
				in++
			} else if role := roleOf(name); role == object || name == "ac:link" {
				objects++
				in = 1
			} else if role == block || role == macro || role == code {
				t.Errorf("the marker %q is around a %s", m.ref, name)
			}
		}
	}
	for _, name := range m.in {
		switch roleOf(name) {
		case object, code, hidden, lineEnd:
			t.Errorf("the marker %q is in a %s", m.ref, name)
		}
	}
	text := xmlText(m.content)
	if text == "" && objects == 0 {
		t.Errorf("the marker %q is around nothing", m.ref)
	}
	if objects == 0 && !strings.Contains(strings.ReplaceAll(comments[m.ref], "\n", ""), text) {
		t.Errorf("the marker %q is around %q, the comment was on %q", m.ref, text, comments[m.ref])
	}
}
