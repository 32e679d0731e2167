package rest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

// beyond are the operations that expand more than their document states, with the reason.
var beyond = []struct {
	on        family
	operation string // a regular expression, anchored
	fields    []string
	why       string
}{
	{v1, "(POST|PUT) /content(/{id})?", []string{"body.storage", "container.history", "container.version", "ancestors"}, "recorded by artis3n/markdown-to-confluence, and SPECDC states it"},
	{v1, "PUT /content/{id}", []string{"history", "space", "version"}, "recorded by artis3n/markdown-to-confluence"},
	{dc, "PUT /content/{id}", []string{"body.storage", "history", "space", "container.history", "container.version", "version", "ancestors"}, "as POST /content"},
	{v1, "GET /content/{id}/history", []string{"previousVersion", "nextVersion", "lastUpdated"}, "recorded by CloudPlayDev/confluence-php-client"},
	{v1 | dc, "(POST|PUT) /content/{id}/child/attachment.*", []string{"version", "container"}, "versions logged by marksync; containers assumed"},
	{v1 | dc, "(POST|PUT) /(content|space)/{[a-z]+}/property.*", []string{"version"}, "as the GET of a property"},
	{dc, "POST /content/{id}/restriction", []string{"restrictions.user", "restrictions.group"}, "as PUT"},
}

// TestDefaultExpansionsAreThoseOfTheDocuments: for every operation with an expand parameter, the table expands what the
// official documents state, and nothing besides.
func TestDefaultExpansionsAreThoseOfTheDocuments(t *testing.T) {
	t.Parallel()
	stated, err := statedExpansions()
	if err != nil {
		t.Skipf("Atlassian's API documents are not at hand: %v", err)
	}
	for _, op := range allOperations() {
		p, expands := op.query["expand"]
		if !expands {
			continue
		}
		want := map[string]bool{}
		for _, field := range stated[op.on][unnamed(op.name())] {
			field = strings.TrimPrefix(strings.TrimPrefix(field, "read."), "update.") // of the restrictions by operation
			want[field] = true
		}
		for _, b := range beyond {
			if b.on&op.on != 0 && regexp.MustCompile("^("+b.operation+")$").MatchString(op.name()) {
				for _, field := range b.fields {
					want[field] = true
				}
			}
		}
		have := splitList([]string{p.text})
		slices.Sort(have)
		if all := slices.Sorted(maps.Keys(want)); !slices.Equal(all, have) {
			t.Errorf("%s: without expand, %q are expanded; stated are %q", op.name(), have, all)
		}
	}
}

func unnamed(name string) string { return regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(name, "{}") }

// statements are the ways in which the documents' descriptions say what is expanded by default.
var statements = []*regexp.Regexp{
	regexp.MustCompile(`Default value: <code>([^<]*)</code>`),
	regexp.MustCompile("By default, the following objects are expanded:\\s*((?:`[a-zA-Z.]+`(?:,\\s*)?)+)"),
	regexp.MustCompile("By default, the (`[a-z]+`)"),
	regexp.MustCompile("- (`[a-zA-Z.]+`)[^-]*Expanded by default"),
}

var fieldName = regexp.MustCompile(`[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)*`)

type documented struct {
	Description string
	Parameters  []struct {
		Name, Description string
		Schema            struct{ Default any }
	}
}

// statedExpansions reads what the documents state. "Default value: group." of two operations on Data Center names no
// field, and that of POST /contentbody/convert/{to} is about a content, which is not its answer.
func statedExpansions() (map[family]map[string][]string, error) {
	folder, err := conformance.Folder()
	if err != nil {
		return nil, err
	}
	stated := map[family]map[string][]string{v1: {}, dc: {}}
	for _, source := range []struct {
		on         family
		file, root string
	}{
		{v1, "confluence-cloud-v1-2024-02.json", "/wiki/rest/api"}, {v1, "confluence-cloud-v1.json", "/wiki/rest/api"},
		{dc, "confluence-dc-10.0.3.json", "/rest/api"},
	} {
		text, err := os.ReadFile(filepath.Join(folder, source.file))
		if err != nil {
			return nil, err
		}
		var spec struct {
			Paths map[string]map[string]json.RawMessage
		}
		if err := json.Unmarshal(text, &spec); err != nil {
			return nil, err
		}
		for path, item := range spec.Paths {
			for method, raw := range item {
				var o documented
				if json.Unmarshal(raw, &o) == nil && !strings.HasPrefix(path, source.root+"/contentbody/convert") {
					stated[source.on][unnamed(strings.ToUpper(method)+" "+strings.TrimPrefix(path, source.root))] = o.expanded()
				}
			}
		}
	}
	return stated, nil
}

func (o documented) expanded() []string {
	texts := []string{o.Description}
	var fields []string
	for _, p := range o.Parameters {
		if p.Name != "expand" {
			continue
		}
		texts = append(texts, p.Description)
		if text, is := p.Schema.Default.(string); is {
			fields = append(fields, splitList([]string{text})...)
		}
	}
	for _, text := range texts {
		for _, statement := range statements {
			for _, found := range statement.FindAllStringSubmatch(text, -1) {
				fields = append(fields, fieldName.FindAllString(found[1], -1)...)
			}
		}
	}
	return fields
}

// Expanding lists the operations that the sandbox has with an expand parameter, by API, with what each expands by itself.
func Expanding() map[string]map[string]string {
	all := map[string]map[string]string{"v1": {}, "dc": {}}
	for _, op := range allOperations() {
		if p, is := op.query["expand"]; is && op.handle != nil {
			all[map[family]string{v1: "v1", dc: "dc"}[op.on]][op.name()] = p.text
		}
	}
	return all
}
