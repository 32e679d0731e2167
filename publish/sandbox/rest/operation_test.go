package rest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

// TestTableHasEveryOperationThatPublishersUse compares the table with a list of Confluence's operations that stands
// beside the repository, where it does.
func TestTableHasEveryOperationThatPublishersUse(t *testing.T) {
	t.Parallel()
	folder, err := conformance.Folder()
	if err != nil {
		t.Skipf("no list of Confluence's operations to compare with: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "..", "scopes.json"))
	if err != nil {
		t.Skipf("no list of Confluence's operations to compare with: %v", err)
	}
	var list []struct {
		API, Method, Path, Removed string
		Classic, Granular          []string
		Publisher                  bool
	}
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	router, compared := newRouter(allOperations()), 0
	for _, o := range list {
		if strings.Contains(o.Path, "/atlassian-connect/") {
			continue // the apps' own address, outside of the API
		}
		compared++
		on, root := v1, "/wiki/rest/api"
		if o.API == "v2" {
			on, root = v2, "/wiki/api/v2"
		}
		path := strings.NewReplacer("{", "", "}", "").Replace(strings.TrimPrefix(o.Path, root))
		op, _, _ := router.find(on, o.Method, path)
		if op == nil {
			t.Errorf("%s %s is not routed", o.Method, o.Path)
			continue
		}
		if !sameScopes(op.granular, o.Granular) || on == v1 && !sameScopes(op.classic, o.Classic) {
			t.Errorf("%s %s: scopes %q and %q, want %q and %q", o.Method, o.Path, op.classic, op.granular, o.Classic, o.Granular)
		}
		if op.removed != (o.Removed != "") {
			t.Errorf("%s %s: removed is %t, want %t", o.Method, o.Path, op.removed, o.Removed != "")
		}
		if o.Publisher && op.handle == nil {
			t.Errorf("%s %s is not in the sandbox", o.Method, o.Path)
		}
	}
	if compared < 390 {
		t.Errorf("only %d operations were compared", compared)
	}
}

func sameScopes(a scopes, b []string) bool {
	sortedA, sortedB := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(sortedA, sortedB)
}

func TestNoOperationStandsTwiceInTheTable(t *testing.T) {
	t.Parallel()
	seen := map[family]map[string]bool{v1: {}, v2: {}, dc: {}}
	for _, op := range allOperations() {
		if seen[op.on][op.name()] {
			t.Errorf("%s stands twice", op.name())
		}
		seen[op.on][op.name()] = true
	}
}

// TestTableHasEveryOfficialOperation: what the sandbox does not have must not look like a wrong address.
func TestTableHasEveryOfficialOperation(t *testing.T) {
	t.Parallel()

	for on, api := range map[family]conformance.API{v1: conformance.V1, v2: conformance.V2, dc: conformance.DataCenter} {
		official, err := conformance.Operations(api)
		if err != nil {
			t.Skipf("Atlassian's API documents are not at hand: %v", err)
		}
		var ours, theirs []string
		for _, op := range allOperations() {
			if op.on == on && !op.outside {
				name := unnamed(op.name())
				if op.removed {
					name = "removed " + name
				}
				ours = append(ours, name)
			}
		}
		for _, name := range official {
			theirs = append(theirs, unnamed(name))
		}
		slices.Sort(ours)
		slices.Sort(theirs)
		if !slices.Equal(ours, theirs) {
			t.Errorf("%s: the table has\n%s\nbut the documents have\n%s", api, strings.Join(ours, "\n"), strings.Join(theirs, "\n"))
		}
	}
}
