package gfm

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpusVariable names a folder of Markdown documents that cmark-gfm and this package are to read alike.
const corpusVariable = "PAGEWRIGHT_CORPUS"

// Of all documents and blocks, at least so many percent are to be identical.
const leastDocuments, leastBlocks = 99.9, 99.99

// TestAgainstCmark compares every document of a folder with what cmark-gfm makes of it.
func TestAgainstCmark(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("cmark-gfm"); err != nil {
		t.Skip("there is no cmark-gfm here: Debian has it in a package of this name")
	}
	folder := os.Getenv(corpusVariable)
	if folder == "" {
		t.Skip("set " + corpusVariable + " to a folder of Markdown documents to compare with cmark-gfm")
	}
	documents, identical, blocks, identicalBlocks := 0, 0, 0, 0
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".md") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := body(string(source))
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return nil
		}
		want, got := ruled(t, text), parsed(text)
		same := common(want, got)
		documents++
		blocks += len(want)
		identicalBlocks += same
		if same == len(want) && same == len(got) {
			identical++
			return nil
		}
		name, _ := filepath.Rel(folder, path)
		t.Logf("%s:\n%s", name, difference(want, got))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d documents, %d identical (%.2f %%); %d blocks, %d identical (%.3f %%)",
		documents, identical, percent(identical, documents), blocks, identicalBlocks, percent(identicalBlocks, blocks))
	if percent(identical, documents) < leastDocuments || percent(identicalBlocks, blocks) < leastBlocks {
		t.Errorf("less than %v %% of the documents or %v %% of the blocks are identical", leastDocuments, leastBlocks)
	}
}

func percent(part, all int) float64 { return 100 * float64(part) / float64(max(all, 1)) }

// body takes off what is no Markdown: a byte order mark, front matter, the other kinds of line ends. Dollars become letters, since
// cmark-gfm knows no formulas.
func body(source string) string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n", "$", "x").Replace(strings.TrimPrefix(source, "\uFEFF"))
	if rest, found := strings.CutPrefix(text, "---\n"); found {
		if matter, below, closed := strings.Cut(rest, "\n---\n"); closed && strings.Contains(matter, ":") {
			return below
		}
	}
	return text
}

func parsed(text string) []string {
	tree, _ := Parse(text, Options{})
	return canonical(tree.Root)
}

func ruled(t *testing.T, text string) []string {
	t.Helper()
	return canonical(ruledTree(t, text))
}

func ruledTree(t *testing.T, text string) *Node {
	t.Helper()
	command := exec.CommandContext(t.Context(), "cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "-e", "footnotes", "-e", "tagfilter")
	command.Stdin = strings.NewReader(text)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range rulersOwn {
		out = known.pattern.ReplaceAll(out, []byte(known.instead))
	}
	nodes, err := parseHTML(bytes.NewBuffer(out))
	if err != nil {
		t.Fatal(err)
	}
	return treeOf(nodes)
}

// rulersOwn is what cmark-gfm writes otherwise than GitHub shows it, or than it is meant here, and why.
var rulersOwn = []struct {
	why     string
	pattern *regexp.Regexp
	instead string
}{
	{"a browser takes no notice of the slash in <sup/>, which GitHub's sanitizer takes for an end",
		regexp.MustCompile(`<(a|abbr|b|code|del|div|em|font|i|ins|kbd|p|s|small|span|strong|sub|sup|u)\b([^<>]*)/>`), "<$1$2></$1>"},
	{"whole blocks of script and style, and of frames, are not shown, rather than shown as text",
		regexp.MustCompile(`(?ms)^&lt;(?:script\b.*?&lt;/script>|style\b.*?&lt;/style>|iframe\b.*?&lt;/iframe>)`), ""},
}

// common counts the lines that two lists have in common in the same order.
func common(a, b []string) int {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	a, b = a[same:], b[same:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
		same++
	}
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for j := range b {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			before = above
		}
	}
	return same + row[len(b)]
}

// difference shows the first lines that differ.
func difference(want, got []string) string {
	same := 0
	for same < min(len(want), len(got)) && want[same] == got[same] {
		same++
	}
	var s strings.Builder
	for _, side := range []struct {
		mark  string
		lines []string
	}{{"-", want}, {"+", got}} {
		for _, line := range side.lines[same:min(same+3, len(side.lines))] {
			s.WriteString(side.mark + " " + line[:min(len(line), 300)] + "\n")
		}
	}
	return s.String()
}
