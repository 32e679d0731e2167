package confluence

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestScopesAgreeWithOfficialDocuments compares the table with the scopes read
// from Atlassian's OpenAPI documents, where that file lies beside the checkout.
func TestScopesAgreeWithOfficialDocuments(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../shared/confluence/scopes.json")
	if os.IsNotExist(err) {
		t.Skip("the scopes from the official documents are not beside the checkout (../shared/confluence/scopes.json); nothing to compare with")
	}
	if err != nil {
		t.Fatal(err)
	}
	var official []struct {
		API, Method, Path string
		Classic, Granular []string
		NoV2              bool `json:"no_v2_equivalent"`
	}
	if err := json.Unmarshal(data, &official); err != nil {
		t.Fatal(err)
	}
	prefix := map[string]string{V1: "/wiki/rest/api", V2: "/wiki/api/v2"}
	compare := func(op Operation, n *need, version string) {
		for _, o := range official {
			if o.API != version || o.Method != n.method || !samePath(o.Path, prefix[version]+n.path) {
				continue
			}
			if !slices.Equal(sortedSet(slices.Clone(n.classic)), o.Classic) || !slices.Equal(sortedSet(slices.Clone(n.granular)), o.Granular) {
				t.Errorf("%s on %s: %v and %v, the document says %v and %v", op, version, n.classic, n.granular, o.Classic, o.Granular)
			}
			return
		}
		t.Errorf("%s on %s: %s %s is in no document", op, version, n.method, n.path)
	}
	for _, a := range abilities {
		compare(a.operation, a.v1, V1)
		if a.v2 != nil {
			compare(a.operation, a.v2, V2)
		}
	}
}

// samePath takes all path parameters for the same, whatever their names.
func samePath(a, b string) bool {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	return slices.EqualFunc(x, y, func(p, q string) bool {
		return p == q || strings.HasPrefix(p, "{") && strings.HasPrefix(q, "{")
	})
}

func TestLeastScopes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		version           string
		ops               []Operation
		classic, granular []string
	}{
		{V1, []Operation{CreatePage, UploadAttachment, UpdatePage},
			[]string{"write:confluence-content", "write:confluence-file"},
			[]string{"read:content-details:confluence", "write:attachment:confluence", "write:content:confluence"}},
		{V2, []Operation{CreatePage, UploadAttachment},
			nil,
			[]string{"read:content-details:confluence", "write:attachment:confluence", "write:page:confluence"}},
		{V2, []Operation{AddLabels, MovePage},
			[]string{"write:confluence-content"},
			[]string{"read:label:confluence", "write:label:confluence", "write:page:confluence"}},
		{V1, nil, nil, nil},
	}
	for _, tt := range tests {
		classic, granular := LeastScopes(tt.ops, tt.version)
		if !slices.Equal(classic, tt.classic) || !slices.Equal(granular, tt.granular) {
			t.Errorf("%v on %s: %v and %v", tt.ops, tt.version, classic, granular)
		}
	}
}
