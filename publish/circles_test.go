package publish_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestFilesUseEachOtherOneWay holds the files of a package in layers: a file may use what is declared in another one only
// if that one uses nothing of its own, directly or through others.
func TestFilesUseEachOtherOneWay(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{
		".", "apply", "changes", "command", "confluence", "confluence/gate", "diagrams", "forge", "git", "plan", "preview", "redact", "report", "settings", "setup", "source", "source/nav", "space", "space/read", "title", "trace", "workflow", "../render", "../render/gfm",
	} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			if circle := circleIn(usesIn(t, dir)); circle != "" {
				t.Errorf("files of %s use each other in a circle:\n%s\nMove what one of them needs to a file that needs nothing of them.", dir, circle)
			}
		})
	}
}

// A package comment that lists files says that each of them uses only those above it.
func TestFilesUseThoseAboveThem(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"plan", "apply"} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			comment, err := os.ReadFile(filepath.Join(dir, dir+".go"))
			if err != nil {
				t.Fatal(err)
			}
			rank := map[string]int{}
			for _, line := range listedFile.FindAllStringSubmatch(string(comment), -1) {
				rank[line[1]] = len(rank) + 1
			}
			for from, used := range usesIn(t, dir) {
				for to, name := range used {
					if rank[from] == 0 || rank[to] == 0 || rank[to] > rank[from] {
						t.Errorf("%s (line %d of the list) uses %s of %s (line %d)", from, rank[from], name, to, rank[to])
					}
				}
			}
		})
	}
}

var listedFile = regexp.MustCompile(`(?m)^//\t(\w+\.go) `)

// exported returns the files with what each package exports, by its import path.
var exported = sync.OnceValues(func() (map[string]string, error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "./...", "../render/...").Output()
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, export, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = export
	}
	return exports, err
})

// usesIn returns, for each file of a package, the files whose declarations it uses, each with one of these.
func usesIn(t *testing.T, dir string) map[string]map[string]string {
	t.Helper()
	exports, err := exported()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	fileSet := token.NewFileSet()
	var files []*ast.File
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no Go files in %s: %v", dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fileSet, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	found := types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(fileSet, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	pkg, err := config.Check(dir, fileSet, files, &found)
	if err != nil {
		t.Fatal(err)
	}
	uses := map[string]map[string]string{}
	for identifier, object := range found.Uses {
		isMethod := false
		if function, ok := object.(*types.Func); ok {
			object, isMethod = function.Origin(), function.Signature().Recv() != nil
		}
		if object.Pkg() != pkg || object.Parent() != pkg.Scope() && !isMethod {
			continue
		}
		from, to := filepath.Base(fileSet.Position(identifier.Pos()).Filename), filepath.Base(fileSet.Position(object.Pos()).Filename)
		if from == to {
			continue
		}
		if uses[from] == nil {
			uses[from] = map[string]string{}
		}
		uses[from][to] = max(uses[from][to], object.Name())
	}
	return uses
}

// circleIn returns a line for each file of a circle, "" where there is none.
func circleIn(uses map[string]map[string]string) string {
	done := map[string]bool{}
	var path []string
	var visit func(file string) string
	visit = func(file string) string {
		if at := slices.Index(path, file); at >= 0 {
			var lines []string
			circle := append(path[at:], file)
			for i, from := range circle[:len(circle)-1] {
				lines = append(lines, fmt.Sprintf("%s uses %s of %s", from, uses[from][circle[i+1]], circle[i+1]))
			}
			return strings.Join(lines, "\n")
		}
		if done[file] {
			return ""
		}
		path = append(path, file)
		for used := range uses[file] {
			if circle := visit(used); circle != "" {
				return circle
			}
		}
		path = path[:len(path)-1]
		done[file] = true
		return ""
	}
	for file := range uses {
		if circle := visit(file); circle != "" {
			return circle
		}
	}
	return ""
}
