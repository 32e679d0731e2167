package publish_test

import (
	"strings"
	"testing"
)

const commentMarker = `<ac:inline-comment-marker ac:ref="by-hand">`

func TestInlineCommentsAreFoundInTextOnly(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ document, with string }{
		"a word that is an entity too":  {"R&D bought an amp for AT&T.", "<p>R&amp;D bought an [amp] for AT&amp;T.</p>"},
		"a letter of an entity":         {"if a < b then t wins", "<p>if a &lt; b then [t] wins</p>"},
		"text with formatting":          {"see **this** part", "<p>[see <strong>this</strong> part]</p>"},
		"the first of several":          {"token one\n\ntoken two", "<p>[token] one</p>\n<p>token two</p>"},
		"a word that code has, too":     {"    token token\n\ntoken", "<p>[token]</p>"},
		"two items":                     {"- one\n- two", "<li>[one]</li>\n<li>[two]</li>"},
		"text in a link, and before it": {"the [guide](https://example.com)", `<p>[the <a href="https://example.com">guide</a>]</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			marked := strings.NewReplacer("[", commentMarker, "]", "</ac:inline-comment-marker>").Replace(test.with)
			plain := strings.NewReplacer("[", "", "]", "").Replace(test.with)
			b := newBench(t, "-- docs/a.md --\n# Page\n\n"+test.document+"\n")
			b.published("1 created")
			body := ownMarks.ReplaceAllString(b.page("Page").Body(), "")
			if !strings.Contains(body, plain) {
				t.Fatalf("%q is not in %s", plain, body)
			}
			b.edit("Page", strings.Replace(body, plain, marked, 1))
			b.write("-- docs/a.md --\n# Page\n\nThe amp is new, then t, and a token.\n\n" + test.document + "\n")
			b.published("1 updated")
			if body := ownMarks.ReplaceAllString(b.page("Page").Body(), ""); !strings.Contains(body, marked) {
				t.Errorf("%s is not in %s", marked, body)
			}
			if strings.Contains(b.log.String(), "somebody commented") {
				t.Errorf("a comment that stayed is reported:\n%s", b.log.String())
			}
			b.published("1 unchanged")
		})
	}
}

func TestLostCommentIsReportedOnceForAPageThatIsWrittenTwice(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\nKeep this and that.\n")
	b.settings.Parallel = 1
	b.published("1 created")
	if _, err := b.server.Store().AddInlineComment(b.page("A").ID, "that", "<p>why?</p>", b.server.Store().Users()[0].AccountID); err != nil {
		t.Fatal(err)
	}
	b.write("-- docs/a.md --\n# A\n\nKeep this. [b](b.md#here)\n-- docs/b.md --\n# B\n\n## Here\n")
	b.published("1 created, 1 updated")
	if n := strings.Count(b.log.String(), "somebody commented on “that”"); n != 1 {
		t.Errorf("reported %d times:\n%s", n, b.log.String())
	}
	b.published("2 unchanged")
}
