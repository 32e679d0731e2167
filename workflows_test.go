package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestActionsAreNamedByCommit reads the workflows and the examples of the documents: a tag can be moved to other code, and a credential that the
// checkout keeps can be read by whatever runs after it.
func TestActionsAreNamedByCommit(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{".github/workflows/*.yml", "*.md", "docs/*.md", ".github/*.md", "action.yml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	uses := regexp.MustCompile(`^\s*(?:- )?uses: *(.*)$`)
	byCommit := regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$`)
	seen := 0
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(content), "\n")
		if strings.HasPrefix(name, ".github/workflows") && !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "permissions:") }) {
			t.Errorf("%s does not say what its token may do", name)
		}
		for i, line := range lines {
			match := uses.FindStringSubmatch(line)
			if match == nil {
				continue
			}
			seen++
			own := strings.HasPrefix(match[1], "./") || strings.HasPrefix(match[1], "pagewright/pagewright@")
			if !own && !byCommit.MatchString(match[1]) {
				t.Errorf("%s:%d: %s is not named by commit, with its tag as a comment", name, i+1, match[1])
			}
			if strings.HasPrefix(match[1], "actions/checkout@") && !strings.Contains(strings.Join(lines[i:min(i+3, len(lines))], "\n"), "persist-credentials: false") {
				t.Errorf("%s:%d: the checkout keeps its credential", name, i+1)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d actions are found", seen)
	}
}
