package store

import (
	"errors"
	"testing"
)

func TestInlineCommentMarksTheSelectedText(t *testing.T) {
	t.Parallel()
	const open, end = `<ac:inline-comment-marker ac:ref="R">`, `</ac:inline-comment-marker>`
	for name, c := range map[string]struct {
		body string
		on   Selection
		want string // "" none
	}{
		"the only one":        {`<p>some text here</p>`, Selection{"text", 1, 0}, `<p>some ` + open + `text` + end + ` here</p>`},
		"the second":          {`<p>text, text</p><p>text</p>`, Selection{"text", 3, 1}, `<p>text, ` + open + `text` + end + `</p><p>text</p>`},
		"in the next line":    {`<p>text, text</p><p>text</p>`, Selection{"text", 3, 2}, `<p>text, text</p><p>` + open + `text` + end + `</p>`},
		"entities":            {`<p>R&amp;D &gt; &eacute;</p>`, Selection{"R&D > é", 1, 0}, `<p>` + open + `R&amp;D &gt; &eacute;` + end + `</p>`},
		"over elements":       {`<p>a <b>bold</b> word</p>`, Selection{"a bold w", 1, 0}, `<p>` + open + `a ` + end + `<b>` + open + `bold` + end + `</b>` + open + ` w` + end + `ord</p>`},
		"over a line break":   {"<p>two\nwords</p>", Selection{"two words", 1, 0}, "<p>" + open + "two\nwords" + end + "</p>"},
		"any number":          {`<p>x x</p>`, Selection{"x", 0, 1}, `<p>x ` + open + `x` + end + `</p>`},
		"not over paragraphs": {`<p>ab</p><p>cd</p>`, Selection{"abcd", 0, 0}, ""},
		"not in a parameter":  {`<ac:structured-macro ac:name="info"><ac:parameter ac:name="title">text</ac:parameter></ac:structured-macro>`, Selection{"text", 0, 0}, ""},
		"not in code":         {`<ac:plain-text-body><![CDATA[text]]></ac:plain-text-body>`, Selection{"text", 0, 0}, ""},
		"not in a tag":        {`<p class="text">x</p>`, Selection{"text", 0, 0}, ""},
		"another number":      {`<p>text</p>`, Selection{"text", 2, 0}, ""},
		"index too large":     {`<p>text</p>`, Selection{"text", 1, 1}, ""},
		"nothing":             {`<p>text</p>`, Selection{"", 0, 0}, ""},
	} {
		got, err := c.on.mark(c.body, "R")
		if refused, ok := errors.AsType[*Error](err); got != c.want || (err == nil) != (c.want != "") || err != nil && (!ok || refused.Rule != SelectionNotFound) {
			t.Errorf("%s:\n got %s (%v)\nwant %s", name, got, err, c.want)
		}
	}
}
