package render_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// TestNothingIsLostInNesting renders random documents of blocks in each other. For both editors every word must be there once
// and in its place, and Cloud's editor must have a place for every block.
func TestNothingIsLostInNesting(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		nested := nesting{random: rand.New(rand.NewPCG(seed, 0)), dialects: seed >= 200}
		source := strings.Join(nested.blocks(3), "\n") + "\n"
		markdown := render.Markdown{Hint: true}
		if nested.dialects {
			markdown.Dialects = render.MkDocs | render.Docusaurus | render.GitLab | render.Obsidian
		}
		d, problems := markdown.Parse("a.md", []byte(source))
		for _, style := range []render.Editor{render.CloudEditor, render.LegacyEditor} {
			result := d.Render(render.Options{Resolver: site{}, Editor: style})
			checkBody(t, result.Body, style)
			got := numberedWord.FindAllString(anchorMacro.ReplaceAllString(result.Body, ""), -1)
			if len(problems)+len(result.Problems) > 0 || !slices.Equal(nested.words, got) {
				t.Errorf("seed %d, for %v: %v %v, words are %v\n%s\n%s", seed, style, problems, result.Problems, got, source, result.Body)
			}
			if t.Failed() {
				return
			}
		}
	}
}

var (
	numberedWord = regexp.MustCompile(`\bw\d+\b`)
	anchorMacro  = regexp.MustCompile(`<ac:structured-macro ac:name="anchor">.*?</ac:structured-macro>`)
)

// nesting writes random documents.
type nesting struct {
	random   *rand.Rand
	dialects bool
	words    []string
}

func (n *nesting) word() string {
	n.words = append(n.words, fmt.Sprintf("w%d", len(n.words)))
	return n.words[len(n.words)-1]
}

// blocks returns the lines of some blocks, nested so many levels at most.
func (n *nesting) blocks(depth int) (lines []string) {
	for i := range 1 + n.random.IntN(4) {
		if i > 0 {
			lines = append(lines, "")
		}
		kind := n.random.IntN(7)
		if depth > 0 {
			kind = n.random.IntN(19)
			if n.dialects {
				kind = n.random.IntN(27)
			}
		}
		lines = append(lines, n.block(kind, depth-1)...)
	}
	return lines
}

func (n *nesting) block(kind, depth int) []string {
	switch kind {
	case 0:
		return []string{strings.Repeat("#", 1+n.random.IntN(6)) + " " + n.word() + " *" + n.word() + "*"}
	case 1:
		return []string{"```go", n.word(), "```"}
	case 2:
		return []string{"***"}
	case 3:
		return []string{"| " + n.word() + " | " + n.word() + " |", "|---|:-:|", "| " + n.word() + " | " + n.word() + " |"}
	case 4:
		return []string{`![](a.png "caption")`}
	case 7, 8, 9:
		return n.items("- ", depth)
	case 10, 11:
		return n.items("1. ", depth)
	case 12:
		return n.items([]string{"- [ ] ", "- [x] "}[n.random.IntN(2)], depth)
	case 13, 14:
		return prefixed("> ", "> ", n.blocks(depth))
	case 15:
		return append([]string{"> [!" + []string{"NOTE", "TIP", "CAUTION", "IMPORTANT"}[n.random.IntN(4)] + "]"}, prefixed("> ", "> ", n.blocks(depth))...)
	case 16:
		return between("<details><summary>"+n.word()+"</summary>", n.blocks(depth), "</details>")
	case 17:
		first := between("<table><tr><td>", n.blocks(depth), "</td><td>")
		return append(first, between("", n.blocks(depth), "</td></tr></table>")[1:]...)
	case 18:
		return between(`<div align="center">`, n.blocks(depth), "</div>")
	}
	if kind > 18 {
		return n.ofDialect(kind, depth)
	}
	return []string{n.word() + " **" + n.word() + "**", n.word()}
}

// ofDialect returns the lines of a block that other tools have.
func (n *nesting) ofDialect(kind, depth int) []string {
	below := func(first string) []string {
		return append([]string{first, ""}, prefixed("    ", "    ", n.blocks(depth))...)
	}
	switch kind {
	case 19:
		return below("!!! tip \"" + n.word() + "\"")
	case 20:
		return below("??? bug \"" + n.word() + "\"")
	case 21:
		return below("=== \"" + n.word() + "\"")
	case 22:
		return between(":::note["+n.word()+"]", n.blocks(depth), ":::")
	case 23:
		return append([]string{"> [!faq] " + n.word()}, prefixed("> ", "> ", n.blocks(depth))...)
	case 24:
		return append([]string{"> [!tip]- " + n.word()}, prefixed("> ", "> ", n.blocks(depth))...)
	case 25:
		return append([]string{n.word()}, prefixed(":   ", "    ", n.blocks(depth))...)
	}
	return between(">>> [!note] "+n.word(), n.blocks(depth), ">>>")
}

// items returns the lines of a list whose items begin with a marker.
func (n *nesting) items(marker string, depth int) (lines []string) {
	blank := strings.Repeat(" ", strings.IndexByte(marker, ' ')+1)
	for range 1 + n.random.IntN(3) {
		var inside []string
		if len(marker) > 3 || n.random.IntN(2) > 0 { // a task begins with a text
			inside = []string{n.word(), ""}
		}
		inside = append(inside, n.blocks(depth)...)
		lines = append(lines, prefixed(marker, blank, inside)...)
	}
	return lines
}

func between(start string, lines []string, end string) []string {
	return slices.Concat([]string{start, ""}, lines, []string{"", end})
}

// prefixed puts a prefix before the first line, and another before the others, but for blank ones.
func prefixed(first, others string, lines []string) []string {
	with := make([]string, len(lines))
	for i, line := range lines {
		prefix := others
		if i == 0 {
			prefix = first
		}
		with[i] = strings.TrimRight(prefix+line, " ")
	}
	return with
}
