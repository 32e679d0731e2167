package setup

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/settings"
)

func lay(t *testing.T, dir, files string) {
	t.Helper()
	if err := txtar.Write(txtar.Parse([]byte(files)), dir); err != nil {
		t.Fatal(err)
	}
}

func TestDocumentsAndHostsAreFound(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		files string
		kind  forge.Kind
		want  string // docs, dialect, file of the host
	}{
		"docs on GitHub":            {"-- docs/a.md --\n-- README.md --\n", forge.GitHub, "docs||.github/workflows/docs.yml"},
		"documentation on GitLab":   {"-- documentation/x/a.markdown --\n", forge.GitLab, "documentation||.gitlab-ci.yml"},
		"handbook on Bitbucket":     {"-- handbook/a.md --\n-- docs/logo.png --\n", forge.Bitbucket, "handbook||bitbucket-pipelines.yml"},
		"MkDocs with its own":       {"-- mkdocs.yml --\nsite_name: X\ndocs_dir: pages\n-- pages/a.md --\n-- docs/b.md --\n", forge.AzureDevOps, "pages|mkdocs|azure-pipelines.yml"},
		"MkDocs without":            {"-- mkdocs.yml --\nsite_name: X\n-- docs/b.md --\n", forge.Gitea, "docs|mkdocs|.gitea/workflows/docs.yml"},
		"Docusaurus and GitLab":     {"-- docusaurus.config.ts --\n-- docs/b.mdx --\n-- .gitlab-ci.yml --\n", "", "docs|docusaurus gitlab|.gitlab-ci.yml"},
		"README alone":              {"-- README.md --\n-- main.go --\n", forge.GitHub, "README.md||.github/workflows/docs.yml"},
		"documents at the top":      {"-- README.md --\n-- USAGE.md --\n", "", "*.md||"},
		"parts of a repository":     {"-- a/docs/x.md --\n-- b/c/docs/x.md --\n-- vendor/x/docs/y.md --\n", "", "a/docs b/c/docs||"},
		"Hugo":                      {"-- hugo.toml --\n-- README.md --\n-- content/posts/a.md --\n", "", "content||"},
		"a vault":                   {"-- vault/a.md --\n-- vault/.obsidian/app.json --\n-- src/main.go --\n", "", "vault||"},
		"nothing":                   {"-- main.go --\n", "", "docs||"},
		"Jenkins with GitHub":       {"-- docs/a.md --\n-- Jenkinsfile --\n", forge.GitHub, "docs||Jenkinsfile"},
		"both with GitHub":          {"-- docs/a.md --\n-- Jenkinsfile --\n-- .github/workflows/x.yml --\n", forge.GitHub, "docs||.github/workflows/docs.yml"},
		"Bitbucket Data Center":     {"-- docs/a.md --\n", forge.BitbucketDataCenter, "docs||"},
		"Bitbucket DC with Jenkins": {"-- docs/a.md --\n-- Jenkinsfile --\n", forge.BitbucketDataCenter, "docs||Jenkinsfile"},
		"Forgejo":                   {"-- docs/a.md --\n-- .forgejo/workflows/x.yml --\n", forge.Gitea, "docs||.forgejo/workflows/docs.yml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lay(t, dir, test.files)
			found := Look(os.DirFS(dir), test.kind)
			file := ""
			if found.Host != nil {
				file = found.Host.File
			}
			if got := strings.Join([]string{strings.Join(found.Docs, " "), strings.Join(found.Dialects, " "), file}, "|"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	t.Parallel()
	for i := range hosts {
		for _, docs := range [][]string{{"docs"}, {"a b/docs", "*.md"}, {"README.md"}, {"a, b"}} {
			for _, branch := range []string{"trunk", "release/2, it's #1", "BRANCH"} {
				f := Found{Docs: docs, Why: "x", Dialects: []string{"mkdocs", "gitlab"}, Host: &hosts[i], Branch: branch, Space: "42"}
				checkout := t.TempDir()
				lay(t, checkout, "-- pagewright.yaml --\n"+f.settings())
				if got := documents(t, checkout); !cmp.Equal(got, docs) {
					t.Errorf("docs: %q, want %q:\n%s", got, docs, f.settings())
				}
				if left := strings.Contains(f.workflow()+f.settings(), placeholderMark); left {
					t.Errorf("a place is not filled in:\n%s\n%s", f.settings(), f.workflow())
				}
				read := any(f.workflow())
				if f.Host.File != "Jenkinsfile" {
					if err := yaml.Unmarshal([]byte(f.workflow()), &read); err != nil {
						t.Errorf("%s: %v:\n%s", f.Host.Name, err, f.workflow())
					}
				}
				if !publishes(f.Host.template, read, branch) {
					t.Errorf("%s does not publish %s:\n%s", f.Host.Name, branch, f.workflow())
				}
			}
		}
	}
}

// documents are what a run in a folder takes for docs.
func documents(t *testing.T, folder string) []string {
	t.Helper()
	none := func(string) string { return "" }
	read, _, err := settings.Read(settings.Sources{
		Flag: none, Input: none, Environment: none, ReadFile: os.ReadFile, WorkingDir: folder,
		Exists: func(name string) bool { _, err := os.Stat(name); return err == nil },
	})
	if err != nil {
		t.Error(err)
	}
	return read.Docs
}

// publishes reports whether a workflow publishes one branch, as docs/hosts.md has it for its host.
func publishes(template string, workflow any, branch string) bool {
	at := func(keys ...string) any {
		v := workflow
		for _, key := range keys {
			m, _ := v.(map[string]any)
			v = m[key]
		}
		return v
	}
	switch template {
	case "github.yml", "gitea.yml":
		return cmp.Equal(at("on", "push", "branches"), any([]any{branch}))
	case "gitlab.yml":
		rule := []any{map[string]any{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}}
		return cmp.Equal(at("docs-publish", "rules"), any(rule))
	case "bitbucket.yml":
		return at("pipelines", "branches", branch) != nil
	case "azure.yml":
		steps, _ := at("steps").([]any)
		last, _ := steps[len(steps)-1].(map[string]any)
		condition := "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/" + strings.ReplaceAll(branch, "'", "''") + "'))"
		script, _ := last["script"].(string)
		return cmp.Equal(at("trigger", "branches", "include"), any([]any{branch})) && last["condition"] == condition && strings.Contains(script, "-e TF_BUILD")
	case "Jenkinsfile":
		text, _ := workflow.(string)
		return strings.Contains(text, "when { branch '"+strings.ReplaceAll(branch, "'", `\'`)+"' }")
	}
	return false
}

func TestNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	git := exec.CommandContext(t.Context(), "git", "init", "-q", "-b", "trunk", dir)
	if err := git.Run(); err != nil {
		t.Skip("there is no git")
	}
	if err := exec.CommandContext(t.Context(), "git", "-C", dir, "remote", "add", "origin", "git@gitlab.com:team/docs.git").Run(); err != nil {
		t.Fatal(err)
	}
	lay(t, dir, "-- docs/a.md --\n# A\n-- src/x.go --\n-- .gitlab-ci.yml --\nbuild: {script: make}\n")
	said := initialize(t, filepath.Join(dir, "src"), map[string]string{"CONFLUENCE_URL": "https://acme.atlassian.net"})
	for _, part := range []string{
		"documents: docs (the folder is there)", "written: pagewright.yaml", "is there already and stays as it is: .gitlab-ci.yml", "    script: pagewright publish\n",
		"Set url and space", "pagewright check", "CI/CD settings",
	} {
		if !strings.Contains(said, part) {
			t.Errorf("what is said lacks %q:\n%s", part, said)
		}
	}
	written := tree(t, dir)
	if !strings.Contains(written["pagewright.yaml"], "url: https://acme.atlassian.net #") || written[".gitlab-ci.yml"] != "build: {script: make}\n" {
		t.Errorf("written: %q", written)
	}
	again := initialize(t, dir, nil)
	if diff := cmp.Diff(written, tree(t, dir)); diff != "" || !strings.Contains(again, "is there already and stays as it is: pagewright.yaml") {
		t.Errorf("%s\n%s", again, diff)
	}
}

func initialize(t *testing.T, dir string, env map[string]string) string {
	t.Helper()
	var out strings.Builder
	if err := Run(context.WithoutCancel(t.Context()), dir, func(name string) string { return env[name] }, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if entry.IsDir() && entry.Name() == ".git" {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
