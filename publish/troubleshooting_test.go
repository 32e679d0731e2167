package publish_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTroubleshootingQuotesWhatIsSaid looks for every message in docs/troubleshooting.md in the code: the words between what differs
// from case to case.
func TestTroubleshootingQuotesWhatIsSaid(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../docs/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	code := allCode(t)
	quotes := 0
	for line := range strings.Lines(string(guide)) {
		message, found := strings.CutPrefix(line, "| `")
		if !found {
			continue
		}
		message, _, _ = strings.Cut(message, " | ")
		for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch("`"+message, -1) {
			for part := range strings.SplitSeq(quoted[1], "…") {
				quotes++
				if part = strings.Trim(part, " ,:"); !strings.Contains(code, part) {
					t.Errorf("nothing says %q", part)
				}
			}
		}
	}
	if quotes < 30 {
		t.Errorf("%d quotes were found", quotes)
	}
}

// allCode returns the text of the program.
func allCode(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, dir := range []string{"../publish", "../main.go"} {
		if err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			content, err := os.ReadFile(name)
			all.Write(content)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
