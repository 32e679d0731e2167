package publish

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render/problem"
)

var update = flag.Bool("update", false, "rewrite the parts of README.md and docs/ that come from the code")

func TestAuthenticationGuideListsTheLeastScopes(t *testing.T) {
	keepEqual(t, "../docs/authentication.md", "scopes", leastScopes(t))
}

func TestAuthenticationGuideHasEveryMessage(t *testing.T) {
	names, err := filepath.Glob("confluence/testdata/messages/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no messages", err)
	}
	var b strings.Builder
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		title, text, _ := strings.Cut(string(content), "\n\n")
		situation := strings.ReplaceAll(strings.TrimSuffix(filepath.Base(name), ".txt"), "-", " ")
		fmt.Fprintf(&b, "\n<details><summary>%s (%s)</summary>\n\n```text\n%s\n```\n\n</details>\n", title, situation, strings.TrimSpace(text))
	}
	b.WriteString("\n")
	keepEqual(t, "../docs/authentication.md", "messages", b.String())
}

func leastScopes(t *testing.T) string {
	t.Helper()
	standard := standardSettings(t)
	classic, _ := confluence.LeastScopes(operations(standard), confluence.V1)
	_, granular := confluence.LeastScopes(operations(standard), confluence.V2)
	var b strings.Builder
	for _, list := range []struct {
		kind, root string
		scopes     []string
	}{{"Granular", "v2", granular}, {"Classic", "v1", classic}} {
		fmt.Fprintf(&b, "\n%s scopes, for API root %s:\n\n", list.kind, list.root)
		for _, scope := range list.scopes {
			fmt.Fprintf(&b, "- `%s`\n", scope)
		}
	}
	b.WriteString("\nSome settings take more:\n\n| setting | granular | classic |\n|---|---|---|\n")
	for _, orphans := range []string{"delete", "archive"} {
		changed := standard
		changed.Orphans = orphans
		moreClassic, _ := confluence.LeastScopes(operations(changed), confluence.V1)
		_, moreGranular := confluence.LeastScopes(operations(changed), confluence.V2)
		fmt.Fprintf(&b, "| `orphans: %s` | %s | %s |\n", orphans, inCode(without(moreGranular, granular)), inCode(without(moreClassic, classic)))
	}
	b.WriteString("\n")
	return b.String()
}

func inCode(scopes []string) string {
	if len(scopes) == 0 {
		return "nothing more"
	}
	return "`" + strings.Join(scopes, "`, `") + "`"
}

// keepEqual wants the part of a document between <!-- NAME: … --> and <!-- /NAME --> to be what the code makes of it; -update writes it.
func keepEqual(t *testing.T, file, name, part string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	begin := strings.Index(string(content), "<!-- "+name+":")
	end := strings.Index(string(content), "<!-- /"+name+" -->")
	if begin < 0 || end < begin {
		t.Fatalf("%s has lost the marks around its part %s", file, name)
	}
	begin += strings.Index(string(content[begin:]), "-->\n") + len("-->\n")
	want := string(content[:begin]) + part + string(content[end:])
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(content) != want {
		t.Errorf("the part %s of %s differs from the code; go test ./publish -update writes it anew", name, file)
	}
}

// inCodeTags keeps GitHub from taking tags in a text for HTML.
var inCodeTags = strings.NewReplacer("<", "`<", ">", ">`")

func TestMarkdownGuideListsEveryRule(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("\n| rule | severity | what is wrong, and what becomes of it |\n|---|---|---|\n")
	for _, rule := range problem.Rules {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", rule.Name, rule.Severity, inCodeTags.Replace(rule.Explanation))
	}
	b.WriteString("\n")
	keepEqual(t, "../docs/markdown.md", "rules", b.String())
}

func TestSettingsGuideListsEverySetting(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("\n| name | value | default | in a tree | meaning |\n|---|---|---|---|---|\n")
	for _, setting := range settings.Table() {
		value, inTree := setting.Kind().String(), "yes"
		if setting.Values != nil {
			value = "`" + strings.Join(setting.Values, "`, `") + "`"
		}
		switch {
		case setting.Secret:
			inTree, value = "not in the file", "a secret"
		case !setting.InFile():
			inTree = "not in the file"
		case !setting.InTree():
			inTree = "no"
		}
		standard := ""
		if setting.Default != "" {
			standard = "`" + setting.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", setting.Name, value, standard, inTree, inCodeTags.Replace(setting.Meaning))
	}
	b.WriteString("\n")
	keepEqual(t, "../docs/settings.md", "settings", b.String())
}

func TestSchemaIsThatOfTheSettings(t *testing.T) {
	t.Parallel()
	const file = "../docs/pagewright.schema.json"
	want, err := settings.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != string(want) {
		t.Errorf("%s differs from the code (%v); go test ./publish -update writes it anew", file, err)
	}
	compiler := jsonschema.NewCompiler()
	compiled, err := compiler.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	for text, isValid := range map[string]bool{
		"space: DOCS\nparent: 123\ntoc: true\nlabels: [a, 1]\ntrees: [{name: a, docs: x, orphans: keep}]\n": true,
		"spce: DOCS\n": false, "token: x\n": false, "trees: [{docs: a}]\n": false, "trees: [{name: a, url: x}]\n": false,
		"orphans: burn\n": false, "parallel: x\n": false, "dialect: [mkdoc]\n": false,
	} {
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(instance); (err == nil) != isValid {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func standardSettings(t *testing.T) settings.Settings {
	t.Helper()
	none := func(string) string { return "" }
	standard, _, err := settings.Read(settings.Sources{Flag: none, Input: none, Environment: none})
	if err != nil {
		t.Fatal(err)
	}
	return standard
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

func TestLimitsGuideTellsWhatFollowsFromEveryFailure(t *testing.T) {
	var b strings.Builder
	b.WriteString("\n| failure | tried again | other requests | ends |\n|---|---|---|---|\n")
	for _, c := range confluence.Consequences() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.Failure, c.Again, c.Others, c.Ends)
	}
	b.WriteString("\n")
	keepEqual(t, "../docs/limits.md", "failures", b.String())
}
