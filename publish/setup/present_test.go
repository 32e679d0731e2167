package setup

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestTheWorkflowFollowsTheFileThatIsThere(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ settings, paths string }{
		"docs":            {"docs: [handbook, README.md]\n", `["handbook/**", "README.md", "pagewright.yaml"]`},
		"the default":     {"space: DOCS\n", `["docs/**", "pagewright.yaml"]`},
		"the whole":       {"docs: .\n", `["**", "pagewright.yaml"]`},
		"with dots":       {"docs: ./docs.v2/\n", `["docs.v2/**", "pagewright.yaml"]`},
		"globs":           {"docs: ['adr/*.md', 'a/{b,c}/*.md', 'x/*', '**/*.md']\n", `["adr/*.md", "a/**", "x/**", "**/*.md", "pagewright.yaml"]`},
		"trees":           {"trees:\n- name: a\n  docs: handbook\n- name: b\n  docs: [ops/docs, handbook]\n- name: c\n", `["handbook/**", "ops/docs/**", "docs/**", "pagewright.yaml"]`},
		"of another one":  {"docs: ../other\n", `["pagewright.yaml"]`},
		"not there (yet)": {"docs: later\n", `["later/**", "pagewright.yaml"]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lay(t, dir, "-- pagewright.yaml --\n"+test.settings+"-- docs/a.md --\n-- docs.v2/a.md --\n-- handbook/a.md --\n-- README.md --\n-- .github/workflows/x.yml --\n")
			said := initialize(t, dir, nil)
			if workflow := tree(t, dir)[".github/workflows/docs.yml"]; strings.Count(workflow, "    paths: "+test.paths+"\n") != 2 || !strings.Contains(said, "(as pagewright.yaml says)") {
				t.Errorf("said:\n%s\nwritten:\n%s", said, workflow)
			}
		})
	}
}

func TestAFileThatIsWrongIsSaid(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ files, want string }{
		"mistakes":     {"-- pagewright.yaml --\nspce: A\nlables: b\n", "pagewright.yaml:1:1: there is no setting spce: did you mean space?\npagewright.yaml:2:1: there is no setting lables"},
		"not YAML":     {"-- pagewright.yaml --\nspace: [\n", "pagewright.yaml:1:"},
		"another name": {"-- pagewright.yml --\nspace: A\n", "pagewright.yml is not read: name it pagewright.yaml"},
		"a folder":     {"-- pagewright.yaml/x --\n", "pagewright.yaml is a folder"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lay(t, dir, test.files+"-- docs/a.md --\n-- .github/workflows/x.yml --\n")
			before := tree(t, dir)
			err := Run(t.Context(), dir, func(string) string { return "" }, t.Output())
			if !errors.Is(err, settings.ErrUsage) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("written:\n%s", diff)
			}
		})
	}
}
