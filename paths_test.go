package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPathsNamedInTheDocumentsExist reads what documents for developers call files and folders. Words in capitals stand for
// any name, as in v1_RESOURCE.go. The README names paths of other kinds as well, such as those of an API.
func TestPathsNamedInTheDocumentsExist(t *testing.T) {
	t.Parallel()
	code, link := regexp.MustCompile("`([^` ]+)`"), regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	listed := regexp.MustCompile(`(?m)^(main\.go|[a-z][\w./-]*/) {2,}`)
	capitals := regexp.MustCompile(`[A-Z]{4,}`)
	top, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	isPath := map[string]bool{}
	for _, entry := range top {
		isPath[entry.Name()] = true
	}
	for name, least := range map[string]int{".github/CONTRIBUTING.md": 60, "README.md": 15} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, found := range append(code.FindAllStringSubmatch(string(content), -1), listed.FindAllStringSubmatch(string(content), -1)...) {
			first, _, below := strings.Cut(found[1], "/")
			if isPath[first] || name != "README.md" && (below || filepath.Ext(first) != "") {
				paths = append(paths, found[1])
			}
		}
		for _, found := range link.FindAllStringSubmatch(string(content), -1) {
			paths = append(paths, filepath.Join(filepath.Dir(name), found[1]))
		}
		if len(paths) < least {
			t.Errorf("%s: only %d paths are found", name, len(paths))
		}
		for _, path := range paths {
			if found, err := filepath.Glob(capitals.ReplaceAllString(path, "*")); err != nil || len(found) == 0 {
				t.Errorf("%s names %s, which is not there", name, path)
			}
		}
	}
}
