package changes

import (
	"fmt"
	"strings"
	"testing"
)

// told writes hunks as the tests below want them.
func told(hunks []Hunk) string {
	var b strings.Builder
	for _, hunk := range hunks {
		fmt.Fprintf(&b, "@%d-%d\n", hunk.From, hunk.To)
		for _, line := range hunk.Lines {
			b.WriteString(" -+~"[line.Kind:][:1])
			for _, part := range line.Parts {
				switch {
				case line.Kind != Changed || part.Kind == Same:
					b.WriteString(part.Text)
				case part.Kind == Removed:
					b.WriteString("[-" + part.Text + "-]")
				default:
					b.WriteString("{+" + part.Text + "+}")
				}
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestChangesAreWhatAReaderSees(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ before, after, document, want string }{
		"a word":         {"<p>one <em>two</em> three</p>", "<p>one four three</p>", "# T\n\none *four* three\n", "@3-3\n~one [-two-]{+four+} three"},
		"a phrase":       {"<p>it is the old one there now</p>", "<p>it is a new one there now</p>", "", "@0-0\n~it is [-the old-]{+a new+} one there now"},
		"another line":   {"<p>one</p><p>two</p>", "<p>one</p><p>three</p>", "one\n\nthree\n", "@3-3\n one\n-two\n+three"},
		"a line less":    {"<p>one</p><p>two</p><p>three</p>", "<p>one</p><p>three</p>", "one\n\nthree\n", "@1-1\n one\n-two\n three"},
		"markup alone":   {`<p><a href="x">a</a></p>`, `<p><a href="y">a</a></p>`, "", ""},
		"the same":       {"<p>a</p>", "<p>a</p>", "", ""},
		"from nothing":   {"", "<p>a</p>", "a", "@1-1\n+a"},
		"between others": {"<ul><li>install version 1.2 of it</li></ul>", "<ul><li>first of all</li><li>install version 1.3 of it</li></ul>", "- first of all\n- install [version 1.3](x/y.md) of it\n", "@1-2\n+• first of all\n~• install version [-1.2-]{+1.3+} of it"},
		"far apart":      {"<p>a b c</p><p>1</p><p>2</p><p>3</p><p>4</p><p>d e f</p>", "<p>a b x</p><p>1</p><p>2</p><p>3</p><p>4</p><p>d e y</p>", "a b x\n\n1\n2\n3\n4\n\nd e y\n", "@1-1\n~a b [-c-]{+x+}\n 1\n@8-8\n 4\n~d e [-f-]{+y+}"},
		"front matter":   {"<p>a b</p>", "<p>a b c</p>", "---\ntitle: A\n---\na b c\n", "@4-4\n~a b{+ c+}"},
	} {
		if got := told(Of(test.before, test.after, test.document)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

func TestBeginningIsShort(t *testing.T) {
	t.Parallel()
	lines, more := Beginning(strings.Repeat("<p>x</p>", 20))
	if len(lines) != 8 || !more {
		t.Errorf("%d lines, more %t", len(lines), more)
	}
	lines, more = Beginning(strings.Repeat("<p>"+strings.Repeat("word ", 200)+"</p>", 3))
	if len(lines) != 1 || !more {
		t.Errorf("%d lines, more %t", len(lines), more)
	}
	if lines, more = Beginning("<p>a</p>"); len(lines) != 1 || more {
		t.Errorf("%q, more %t", lines, more)
	}
}

func FuzzChanges(f *testing.F) {
	f.Add("<p>a b</p>", "<p>a c</p>", "a c")
	f.Fuzz(func(t *testing.T, before, after, document string) {
		for _, hunk := range Of(before, after, document) {
			if len(hunk.Lines) == 0 {
				t.Error("a hunk without lines")
			}
		}
	})
}
