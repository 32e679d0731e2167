package store

import (
	"errors"
	"strings"
	"testing"
)

func TestBodyIsRefusedWithPlaceAndReason(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body, detail string
		row, column  int
	}{
		"wrong end":         {"<p>a\n<b>c</p></b>", "Unexpected close tag </p>; expected </b>.", 2, 5},
		"end without start": {"a</p>", "Unexpected close tag </p>; no element is open.", 1, 2},
		"open at the end":   {"<p>a", "Unexpected end of input block in end tag; expected </p>.", 1, 5},
		"unquoted":          {"<p class=a>b</p>", "Unexpected character 'a' (code 97) in start tag Expected a quote", 1, 10},
		"no value":          {"<input disabled>", "Unexpected character '>' (code 62) expected '='", 1, 16},
		"entity":            {"<p>&nope;</p>", `Undeclared general entity "nope"`, 1, 10},
		"bare ampersand":    {"<p>a & b</p>", "Unexpected character ' ' (code 32) (expected a name start character)", 1, 7},
		"doubled attribute": {`<p id="a" id="b"></p>`, "Duplicate attribute 'id'.", 1, 1},
		"foreign prefix":    {`<o:p>a</o:p>`, `Undeclared namespace prefix "o"`, 1, 1},
		"xml declaration":   {`<?xml version="1.0"?><p/>`, `Illegal processing instruction target ("xml"); xml (case insensitive) is reserved by the specs.`, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused, ok := errors.AsType[*Error](CheckBody(c.body))
			if !ok || refused.Rule != BodyMalformed {
				t.Fatalf("%s: got %v", c.body, refused)
			}
			if refused.Detail != c.detail || refused.Row != c.row || refused.Column != c.column {
				t.Errorf("%s:\n got %q at [%d,%d]\nwant %q at [%d,%d]", c.body,
					refused.Detail, refused.Row, refused.Column, c.detail, c.row, c.column)
			}
		})
	}
}

func TestBodyIsTakenWithPrefixesEntitiesAndOwnNamespaces(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"", "plain", "<p>&nbsp;&mdash;&#8364;</p>", `<ac:link><ri:page ri:content-title="A"/></ac:link>`,
		"<ac:plain-text-body><![CDATA[a < b && c]]></ac:plain-text-body>", `<o:p xmlns:o="urn:x">a</o:p>`, "<!-- c --><p/>",
	} {
		if err := CheckBody(body); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestBodyAboveFiveMegabytesIsTooLarge(t *testing.T) {
	t.Parallel()
	s, body := New(Options{}), strings.Repeat("a", maxBody+1)
	_, err := s.storeBody(body, "", NewEditor)
	if refused, ok := errors.AsType[*Error](err); !ok || refused.Rule != TooLarge {
		t.Errorf("got %v", err)
	}
	if _, err := s.storeBody(body, "", LegacyEditor); err != nil {
		t.Errorf("Data Center has no limit: %v", err)
	}
}

func TestServerChangesBody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		editor   Editor
		in, want string
	}{
		"self-closed":     {LegacyEditor, `a<br/>b<hr/>`, `a<br />b<hr />`},
		"macro":           {LegacyEditor, `<ac:structured-macro ac:name="toc"/>`, `<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="ID" />`},
		"macro with id":   {LegacyEditor, `<ac:structured-macro ac:name="toc" ac:schema-version="2" ac:macro-id="x"></ac:structured-macro>`, `<ac:structured-macro ac:name="toc" ac:schema-version="2" ac:macro-id="x"></ac:structured-macro>`},
		"bare cell":       {LegacyEditor, `<table><tr><td>a <b>b</b></td><td/><th></th></tr></table>`, `<table><tr><td><p>a <b>b</b></p></td><td><p /></td><th><p /></th></tr></table>`},
		"cell with block": {LegacyEditor, `<td><ul><li>a</li></ul></td>`, `<td><ul><li>a</li></ul></td>`},
		"table in cell":   {LegacyEditor, `<td><table><tr><td>a</td></tr></table></td>`, `<td><table><tr><td><p>a</p></td></tr></table></td>`},
		"new editor":      {NewEditor, `<h1>a</h1><p>b<br/></p><table></table>`, `<h1 local-id="ID">a</h1><p local-id="ID">b<br /></p><table ac:local-id="ID"></table>`},
		"saved version":   {NewEditor, `<ri:attachment ri:filename="a.png"/>`, `<ri:attachment ri:filename="a.png" ri:version-at-save="1" />`},
		"task":            {NewEditor, `<ac:task><ac:task-id>7</ac:task-id></ac:task><ac:task><ac:task-status>complete</ac:task-status></ac:task>`, `<ac:task><ac:task-id>7</ac:task-id><ac:task-uuid>ID</ac:task-uuid></ac:task><ac:task><ac:task-id>1</ac:task-id><ac:task-uuid>ID</ac:task-uuid><ac:task-status>complete</ac:task-status></ac:task>`},
		"cdata kept":      {NewEditor, "<ac:plain-text-body><![CDATA[<br/>]]></ac:plain-text-body>", "<ac:plain-text-body><![CDATA[<br/>]]></ac:plain-text-body>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := rewriteBody(c.in, &additions{editor: c.editor, uuid: func() string { return "ID" }})
			if err != nil || got != c.want {
				t.Errorf("\n got %s\nwant %s (%v)", got, c.want, err)
			}
		})
	}
}

func FuzzBodyThatIsTakenStaysWellFormed(f *testing.F) {
	for _, seed := range []string{
		`<table><tr><td>a<br/></td><th/></tr></table>`, `<ac:task-list><ac:task><ac:task-body>x</ac:task-body></ac:task></ac:task-list>`,
		`<ac:link ac:anchor=''><ri:page/></ac:link>`, `<ac:link ac:anchor='x'><ri:page ri:content-title="a>b"/></ac:link>`, `<p>&nbsp;<![CDATA[<b]]><!-- c --></p>`, "<td>\n</td>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, editor := range []Editor{NewEditor, LegacyEditor} {
			stored, err := New(Options{}).storeBody(body, "", editor)
			if err != nil {
				continue
			}
			if err := CheckBody(stored); err != nil {
				t.Errorf("%q is stored as %q: %v", body, stored, err)
			}
			again, err := New(Options{}).storeBody(stored, "", editor)
			if err != nil || again != stored {
				t.Errorf("%q is stored as %q, and that as %q (%v)", body, stored, again, err)
			}
		}
	})
}
