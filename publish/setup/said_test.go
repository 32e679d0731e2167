package setup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestWhatIsSaid(t *testing.T) {
	t.Parallel()
	const docs = "-- docs/a.md --\n"
	for name, test := range map[string]struct {
		files       string
		environment map[string]string
		says        []string
		saysNot     string
		writes      string // a file
	}{
		"no host":       {docs, nil, []string{"no workflow is written: neither the address of the git remote nor a file", "docs/hosts.md"}, "branch that is published", ""},
		"no git":        {docs, nil, []string{"Set owner in pagewright.yaml"}, "", "pagewright.yaml"},
		"owner is set":  {docs + "-- pagewright.yaml --\nowner: team/docs\n", nil, nil, "Set owner", ""},
		"in GitLab":     {docs, map[string]string{"GITLAB_CI": "true"}, []string{"written: .gitlab-ci.yml"}, "no workflow", ".gitlab-ci.yml"},
		"in Gitea":      {docs, map[string]string{"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"}, nil, "", ".gitea/workflows/docs.yml"},
		"in Forgejo":    {docs, map[string]string{"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true", "FORGEJO_ACTIONS": "true"}, nil, "", ".forgejo/workflows/docs.yml"},
		"in Bitbucket":  {docs, map[string]string{"BITBUCKET_BUILD_NUMBER": "7"}, nil, "", "bitbucket-pipelines.yml"},
		"in Jenkins":    {docs, map[string]string{"BUILD_TAG": "jenkins-docs-7"}, nil, "", "Jenkinsfile"},
		"in Buildkite":  {docs, map[string]string{"BUILDKITE": "true"}, []string{"no workflow is written"}, "", ""},
		"in Azure":      {docs, map[string]string{"TF_BUILD": "True"}, nil, "", "azure-pipelines.yml"},
		"a workflow":    {docs + "-- .github/workflows/docs.yml --\njobs: {}\n", nil, []string{"add these jobs to it", "\n    jobs:\n      check:\n"}, "    name: Docs", ""},
		"a pipeline":    {docs + "-- azure-pipelines.yml --\nsteps: []\n", nil, []string{"add these steps to it", "\n    steps:\n"}, "    trigger:", ""},
		"one that does": {docs + "-- .github/workflows/docs.yml --\njobs: {a: {steps: [{uses: pagewright/pagewright@main}]}}\n", nil, nil, "does not publish yet", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lay(t, dir, test.files)
			said := initialize(t, dir, test.environment)
			for _, part := range test.says {
				if !strings.Contains(said, part) {
					t.Errorf("what is said lacks %q:\n%s", part, said)
				}
			}
			if test.saysNot != "" && strings.Contains(said, test.saysNot) {
				t.Errorf("it is said %q:\n%s", test.saysNot, said)
			}
			written := tree(t, dir)
			if test.writes != "" && written[test.writes] == "" {
				t.Errorf("%s is not written:\n%s", test.writes, said)
			}
			if name == "no git" && !strings.Contains(written["pagewright.yaml"], "\n# owner: team/handbook #") {
				t.Errorf("written:\n%s", written["pagewright.yaml"])
			}
		})
	}
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(dir string) error
		want    string
	}{
		"dangling folder": {func(dir string) error { return os.Symlink("nowhere", filepath.Join(dir, ".github")) },
			".github/workflows/docs.yml cannot be written: .github is a link that leads nowhere, or out of the repository: remove the link"},
		"dangling file": {func(dir string) error { return os.Symlink("nowhere", filepath.Join(dir, "pagewright.yaml")) },
			"pagewright.yaml cannot be written: pagewright.yaml is a link that leads nowhere"},
		"a file": {func(dir string) error { return os.WriteFile(filepath.Join(dir, ".github"), nil, 0o600) },
			".github/workflows/docs.yml cannot be written: .github is a file and not a folder: move it away"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := test.prepare(dir); err != nil {
				t.Fatal(err)
			}
			err := Run(t.Context(), dir, func(name string) string { return map[string]string{"GITHUB_ACTIONS": "true"}[name] }, t.Output())
			if err == nil || errors.Is(err, settings.ErrUsage) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
}

func TestAFolderThatIsReadOnly(t *testing.T) {
	t.Parallel()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, cause := range []error{syscall.EACCES, syscall.EPERM, syscall.EROFS} { // an account that may write everywhere does not meet them
		err := cannotWrite(root, settings.FileName, &fs.PathError{Op: "openat", Path: settings.FileName, Err: cause})
		if want := "pagewright.yaml cannot be written, for this account may not write in " + root.Name() + ": give it the right to"; !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestDocsOfMkDocsWithAComma(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, "-- mkdocs.yml --\ndocs_dir: 'a, b'\n-- a, b/x.md --\n# X\n")
	initialize(t, dir, nil)
	if diff := cmp.Diff([]string{"a, b"}, documents(t, dir)); diff != "" {
		t.Error(diff)
	}
}
