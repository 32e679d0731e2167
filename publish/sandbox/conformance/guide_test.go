package conformance

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the gaps into docs/sandbox.md anew")

const guide = "../../../docs/sandbox.md"

func TestGuideListsEveryGap(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| of | what | why the document does not tell | source |\n|---|---|---|---|\n")
	for _, g := range gaps {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cmp.Or(g.api, "all"), g.what, g.why, g.source)
	}
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- gaps: written by go test ./publish/sandbox/conformance -update -->\n", "<!-- end of gaps -->"
	before, rest, ok := strings.Cut(string(text), begin)
	listed, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no part for gaps", guide)
	}
	if listed == b.String() {
		return
	}
	if !*update {
		t.Fatalf("the gaps in %s differ from the table; go test ./publish/sandbox/conformance -update writes them anew", guide)
	}
	if err := os.WriteFile(guide, []byte(before+begin+b.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
