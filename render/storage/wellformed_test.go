package storage_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render/storage"
)

func TestWellFormedAccepts(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"",
		"text only",
		"<p>a</p>\n<p>b &amp; &lt; &gt; &quot; &apos; &#160; &#xA0;</p>",
		`<ac:link ac:anchor="x"><ri:page ri:content-title="T" /><ac:link-body>b</ac:link-body></ac:link>`,
		"<ac:plain-text-body><![CDATA[<not> &closed;]]></ac:plain-text-body>",
		"<p><!-- comment --><br/></p>",
		`<x:y xmlns:x="urn:x" x:a="1"><x:z /></x:y><at:var at:name="a" />`,
		"<p a = \"1\"\n\tb='2' ></p >",
	} {
		if err := storage.WellFormed(body); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestWellFormedSaysWhereAndWhat(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body        string
		row, column int
		message     string
	}{
		{"<p>a\n<b>x</p>", 2, 5, "</p> where </b> is expected"},
		{"<p>a", 1, 5, "<p> is never closed"},
		{"a</p>", 1, 2, "</p> closes nothing"},
		{"<ac:a>x</ri:a>", 1, 8, "</ri:a> where </ac:a> is expected"},
		{"<p>\n a&nbsp;b</p>", 2, 9, "invalid character entity &nbsp;"},
		{"<p>a & b</p>", 1, 7, "invalid character entity & (no semicolon)"},
		{`<p a="1" a="2"></p>`, 1, 1, "<p> has the attribute a twice"},
		{"<p a=b></p>", 1, 7, "unquoted or missing attribute value"},
		{"<p>\x01</p>", 1, 5, "illegal character code U+0001"},
		{"<p>]]></p>", 1, 7, "unescaped ]]> not in CDATA section"},
		{"<p>é &x;</p>", 1, 9, "invalid character entity &x;"},
		{"<p>\xff</p>", 1, 5, "invalid UTF-8"},
		{"<p>&#1;</p>", 1, 8, "invalid character entity &#1;"},
		{`<p a="1"b="2"></p>`, 1, 10, "no white space before an attribute of <p>"},
		{`<p a="<"></p>`, 1, 8, "unescaped < in the value of the attribute a"},
		{"<x:y></x:y>", 1, 1, "<x:y> has the prefix x, which is not declared"},
		{`<x:y xmlns:x="urn:x" /><p x:a="1" />`, 1, 24, "<p> has the prefix x, which is not declared"},
		{"<p><!-- a -- b --></p>", 1, 11, "-- has no place in a comment"},
		{"<p", 1, 3, "unexpected end"},
		{"<p>\n<![CDATA[x</p>", 2, 15, "unexpected end"},
		{"a < b", 1, 5, "expected a name of an element"},
		{"<!DOCTYPE p><p></p>", 1, 1, "a declaration has no place in a body"},
		{"<?php ?>", 1, 1, "a processing instruction has no place in a body"},
	} {
		err := storage.WellFormed(test.body)
		found, ok := errors.AsType[*storage.SyntaxError](err)
		if !ok {
			t.Errorf("%q: error %v", test.body, err)
			continue
		}
		if found.Row != test.row || found.Column != test.column || !strings.Contains(found.Message, test.message) {
			t.Errorf("%q: %v, want row %d, column %d: %s", test.body, err, test.row, test.column, test.message)
		}
	}
}
