package rest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTableHasEveryOperationThatPublishersUse compares the table with a list of Confluence's operations that stands
// beside the repository, where it does.
func TestTableHasEveryOperationThatPublishersUse(t *testing.T) {
	t.Parallel()
	name := filepath.Join("..", "..", "..", "..", "shared", "confluence", "scopes.json")
	text, err := os.ReadFile(name)
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
		if !o.Publisher {
			continue
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
	}
	if compared < 100 {
		t.Errorf("only %d operations were compared", compared)
	}
}

func sameScopes(a scopes, b []string) bool {
	sortedA, sortedB := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(sortedA, sortedB)
}

func TestNoOperationStandsTwiceInTheTable(t *testing.T) {
	t.Parallel()
	for _, on := range []family{v1, v2, dc} {
		seen := map[string]bool{}
		for _, op := range allOperations() {
			key := op.method + " " + op.path
			if op.on&on != 0 && seen[key] {
				t.Errorf("%s stands twice", key)
			}
			seen[key] = seen[key] || op.on&on != 0
		}
	}
}
