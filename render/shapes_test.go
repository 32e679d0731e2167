package render_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/render"
)

// shapes are documents that cost some parsers more than their size. Each is n times something.
var shapes = map[string]func(n int) string{
	"quotes in each other":   func(n int) string { return strings.Repeat(strings.Repeat("> ", 50)+"a\n\n", n/50) },
	"one deep quote":         func(n int) string { return strings.Repeat("> ", n) + "a" },
	"lists in each other":    func(n int) string { return strings.Repeat(indented(50), max(n/1250, 1)) },
	"list markers in a line": func(n int) string { return strings.Repeat("- ", n) + "a" },
	"a list without blanks":  func(n int) string { return strings.Repeat("- a\n", n) },
	"a list in a list":       func(n int) string { return "- a\n" + strings.Repeat("  - b\n", n) },
	"raw inline tags":        func(n int) string { return strings.Repeat("<b><i>a", n) },
	"closed inline tags":     func(n int) string { return strings.Repeat("<b>a</b> ", n) },
	"raw blocks":             func(n int) string { return strings.Repeat("<div>\n\na\n\n", n) },
	"lost tags":              func(n int) string { return strings.Repeat("a <video> ", n) },
	"details":                func(n int) string { return strings.Repeat("<details>\n\na\n\n</details>\n\n", n) },
	"equal headings":         func(n int) string { return strings.Repeat("# a\n\n", n) },
	"headings in items":      func(n int) string { return strings.Repeat("- # a\n", n) },
	"a table": func(n int) string {
		return strings.Repeat("|a", 20) + "|\n" + strings.Repeat("|-", 20) + "|\n" + strings.Repeat(strings.Repeat("| `b` *c* ", 20)+"|\n", n/20)
	},
	"a wide table": func(n int) string {
		return "|" + strings.Repeat("a|", n) + "\n|" + strings.Repeat("-|", n) + "\n" + strings.Repeat("|x|\n", 50)
	},
	"tables in items":        func(n int) string { return strings.Repeat("- |a|\n  |-|\n", n) },
	"almost tables":          func(n int) string { return strings.Repeat("a|b\n", n) + "-|-|-\n" },
	"delimiters":             func(n int) string { return strings.Repeat("-|-\n", n) },
	"headings then a row":    func(n int) string { return strings.Repeat("# a\n", n) + "a|b\n-|-\n" },
	"numbers in a paragraph": func(n int) string { return "x|y\n" + strings.Repeat("7 a\n", n) + "-|-\n" },
	"footnotes":              func(n int) string { return strings.Repeat("a[^1] b\n\n[^1]: x\n\n", n) },
	"footnote in a line":     func(n int) string { return "[^1]: x\n\n" + strings.Repeat("[^1] ", n) },
	"footnotes in quotes":    func(n int) string { return strings.Repeat("> [^1]: x [^1]\n", n) },
	"open footnotes":         func(n int) string { return "[^1]: x\n\n" + strings.Repeat("[^", n) },
	"tildes":                 func(n int) string { return strings.Repeat("~a ", n) },
	"emphasis":               func(n int) string { return strings.Repeat("*a **b ", n) },
	"emoji":                  func(n int) string { return strings.Repeat(":a:b:smile: ", n) },
	"brackets":               func(n int) string { return strings.Repeat("[a](", n) },
	"open brackets":          func(n int) string { return strings.Repeat("[", n) },
	"links in a line":        func(n int) string { return strings.Repeat("[a](missing.md) ", n) },
	"dead anchors":           func(n int) string { return strings.Repeat("[x](#y) \n\n", n) },
	"dollars":                func(n int) string { return strings.Repeat("$a ", n) },
	"dollars and ticks":      func(n int) string { return strings.Repeat("$`a ", n) },
	"ticks":                  func(n int) string { return strings.Repeat("`a ``b $c ", n) },
	"open formulas":          func(n int) string { return strings.Repeat("$$\na\n\n", n) },
	"addresses":              func(n int) string { return strings.Repeat("a@b.c www.d.e ", n) },
	"closing parentheses":    func(n int) string { return "www.a.b" + strings.Repeat(")", n) },
	"lazy lines":             func(n int) string { return "> - a\n" + strings.Repeat("    > b\n", n) },
	"lazy in quotes":         func(n int) string { return strings.Repeat("> - a\n    - b\n", n) },
	"definitions in items":   func(n int) string { return strings.Repeat("- a\n\n  [b]: /c\n- d\n\ne\n\n", n) },
	"symbols":                func(n int) string { return strings.Repeat("*€*a ", n) },
	"admonitions":            func(n int) string { return strings.Repeat("!!! note\n    a\n\n", n) },
	"an admonition":          func(n int) string { return "!!! note\n" + strings.Repeat("    a\n\n", n) },
	"directives":             func(n int) string { return strings.Repeat(":::note\na\n\n:::\n", n) },
	"open directives":        func(n int) string { return strings.Repeat(":::note\n\n", n) + ":::" },
	"directives in a line":   func(n int) string { return strings.Repeat(":::a\n", n/50) + strings.Repeat(":::\n", n/50) },
	"marks":                  func(n int) string { return strings.Repeat("==a ^^b ", n) },
	"closed marks":           func(n int) string { return strings.Repeat("==a== x^2^ ", n) },
	"nested marks":           func(n int) string { return strings.Repeat("==a ", n) + strings.Repeat("b== ", n) },
	"carets":                 func(n int) string { return strings.Repeat("^", n) + strings.Repeat("^a", n) },
	"wikilinks":              func(n int) string { return strings.Repeat("[[a]] ![[b.png]] ", n) },
	"open wikilinks":         func(n int) string { return strings.Repeat("[[a|b ", n) },
	"attributes":             func(n int) string { return strings.Repeat("*a*{.b} ", n) },
	"terms":                  func(n int) string { return strings.Repeat("a\n", n) + ":   b" },
	"definitions below":      func(n int) string { return strings.Repeat("a\n:   b\n\n", n) },
	"abbreviations":          func(n int) string { return strings.Repeat("AB cd ", n) + "\n\n*[AB]: c" },
	"open comments":          func(n int) string { return strings.Repeat("%%a\n\n", n) },
	"components":             func(n int) string { return strings.Repeat("<A b={c}>\n\nd\n\n", n) },
	"open components":        func(n int) string { return strings.Repeat("<A b={c \n\n", n) },
	"keys":                   func(n int) string { return strings.Repeat("++a+", n) },
	"comments":               func(n int) string { return strings.Repeat("<!-- a", n) },

	"notes of their own":         func(n int) string { return numbered("[^#]: x[^#]\n\n", n) },
	"notes in paragraphs":        func(n int) string { return numbered("x[^#]\n\n", n) + numbered("[^#]: x\n\n", n) },
	"notes in a picture":         func(n int) string { return "![" + numbered("[^#]", n) + "](a.png)\n\n" + numbered("[^#]: x\n\n", n) },
	"notes in raw blocks":        func(n int) string { return numbered("<div>x[^#]\n\n</div>\n\n", n) + numbered("[^#]: x\n\n", n) },
	"names of no elements":       func(n int) string { return numbered("<a-#>\n\n", n) },
	"names in a line":            func(n int) string { return numbered("a <a-#> ", n) },
	"headings of their own":      func(n int) string { return strings.ReplaceAll(numbered("% a #\n\n", n), "%", "#") },
	"anchors and links":          func(n int) string { return strings.ReplaceAll(numbered("<a id=\"a#\"></a> [a](%a#)\n\n", n), "%", "#") },
	"definitions in an item":     func(n int) string { return "- a\n" + numbered("\n  [a#]: b\n", n) },
	"cells and items":            func(n int) string { return "<table>" + strings.Repeat("<td><li>", n) },
	"open tags and links":        func(n int) string { return strings.Repeat("<b>", n) + strings.Repeat("[a](b) ", n) },
	"open tags and addresses":    func(n int) string { return strings.Repeat("<b>", n) + strings.Repeat("www.a.b ", n) },
	"files of their own":         func(n int) string { return numbered("![](a#.png) [b](b#.csv)\n\n", n) },
	"tags of their own":          func(n int) string { return numbered("<b id=\"a#\">a</b> ", n) },
	"snippets of their own":      func(n int) string { return numbered("--8<-- \"a#\"\n", n) },
	"definitions of links":       func(n int) string { return numbered("[a#]\n\n", n) + numbered("[a#]: b#\n", n) },
	"abbreviations of their own": func(n int) string { return numbered("*[A#]: x\n", n) + numbered("A# a ", n) },
	"abbreviations in each other": func(n int) string {
		return strings.Repeat("*["+strings.Repeat("A ", n/50)+"A]: x\n", 20) + strings.Repeat("A ", n)
	},
	"abbreviations of all lengths": func(n int) string {
		var s strings.Builder
		for length := 1; s.Len() < n; length++ {
			s.WriteString("*[" + strings.Repeat("A ", length) + "A]: x\n")
		}
		return s.String() + strings.Repeat("A ", n)
	},
	"directives below each other": func(n int) string { return strings.Repeat(":::note\n", n) },
	"directives of their own":     func(n int) string { return numbered(":::a#\na\n:::\n\n", n) },
	"directives of any length": func(n int) string {
		return strings.Repeat(":::::a\n", n/2) + strings.Repeat(":::\n", n/2)
	},
	"directives above a term":    func(n int) string { return strings.Repeat(":::note\n", n) + ":   a" },
	"tabs below each other":      func(n int) string { return strings.Repeat("=== \"a\"\n", n) },
	"admonitions in a paragraph": func(n int) string { return strings.Repeat("a\n!!! note\n", n) },
	"terms and quotes":           func(n int) string { return strings.Repeat("a\n> b\n", n) },
	"quotes then numbers":        func(n int) string { return strings.Repeat("> a\n2. b\n", n) },
	"quotes then pictures":       func(n int) string { return strings.Repeat("> a\n<img src=\"a.png\">\n\n", n) },
	"items then pictures":        func(n int) string { return strings.Repeat("- a\n<img src=\"a.png\">\n\n", n) },
	"pictures in items":          func(n int) string { return strings.Repeat("- <img src=\"a.png\">\n", n) },
	"items in items and a picture": func(n int) string {
		return strings.Repeat("- ", 50) + "a\n" + strings.Repeat(strings.Repeat(" ", 100)+"b\n", n/50) + "<img src=\"a.png\">\n"
	},
	"tabs after markers":    func(n int) string { return strings.Repeat("> >\t- \ta\n", n) },
	"tildes in emphasis":    func(n int) string { return strings.Repeat("**~~a~~** ~b *c~~ ", n) },
	"long runs":             func(n int) string { return strings.Repeat("***a**b*** ", n) },
	"runs of all lengths":   func(n int) string { return strings.Repeat("~a*b~~c**d***e_f__g", n) },
	"openers of all kinds":  func(n int) string { return strings.Repeat("~a *b **c _d __e ~~f ", n) },
	"closers of all kinds":  func(n int) string { return strings.Repeat("a~ b* c** d_ e__ f~~ ", n) },
	"tildes in labels":      func(n int) string { return strings.Repeat("[~a~ b*][*c~ ", n) + "\n\n[*c~]: d" },
	"escapes in addresses":  func(n int) string { return "http://a.b/" + strings.Repeat("\\_&amp;}", n) },
	"addresses with braces": func(n int) string { return strings.Repeat("http://a.b/\\_} ~x~ ", n) },
	"digits and addresses":  func(n int) string { return strings.Repeat("1http://a.b", n) },
}

// numbered repeats a text with a number in the place of each #.
func numbered(text string, n int) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(strings.ReplaceAll(text, "#", strconv.Itoa(i)))
	}
	return s.String()
}

func renderShape(source string) {
	d, _ := render.Parse("a.md", []byte(source))
	d.Render(render.Options{Resolver: site{}})
	render.Markdown{Hint: true}.Parse("a.md", []byte(source))
	d, _ = render.Markdown{Dialects: render.MkDocs | render.Docusaurus | render.GitLab | render.Obsidian}.Parse("a.md", []byte(source))
	d.Render(render.Options{Resolver: site{}})
}

// BenchmarkShapes tells how the time grows with the size: the power of it, by the quickest of three runs at two sizes. A bit
// more than 1 is right for all of them.
func BenchmarkShapes(b *testing.B) {
	for name, shape := range shapes {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var took [2]time.Duration
				for i, n := range []int{4000, 32000} {
					source := shape(n)
					took[i] = time.Hour
					for range 3 {
						start := time.Now()
						renderShape(source)
						took[i] = min(took[i], time.Since(start))
					}
				}
				b.ReportMetric(math.Log(float64(took[1])/float64(took[0]))/math.Log(8), "power")
				b.ReportMetric(took[1].Seconds()*1000, "ms")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// TestShapesAllocateInProportion: what is copied again for each block or tag shows in the memory that is allocated, whatever the
// machine.
func TestShapesAllocateInProportion(t *testing.T) { //nolint:paralleltest // it counts what all of the process allocates
	if testing.Short() {
		t.Skip("the race detector, for which -short is, allocates itself and has nothing to see here")
	}
	for name, shape := range shapes {
		var allocated [2]uint64
		for i, n := range []int{250, 2000} {
			source := shape(n)
			before := allocations()
			renderShape(source)
			allocated[i] = allocations() - before
		}
		if ratio := float64(allocated[1]) / float64(allocated[0]); ratio > 16 {
			t.Errorf("%s: 8 times as much needs %.1f times the memory", name, ratio)
		}
	}
}
