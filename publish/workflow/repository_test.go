package workflow_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/workflow"
)

// onLaptop is a machine without a CI host whose git gives these answers.
func onLaptop(answers map[string]string) workflow.Repository {
	return workflow.Detect(workflow.Environment{
		Getenv: getenv(nil),
		Git: func(arguments ...string) (string, error) {
			answer, ok := answers[strings.Join(arguments, " ")]
			if !ok {
				return "", errors.New("exit status 128")
			}
			return answer + "\n", nil
		},
	}).Repository()
}

func TestRepositoryFromRemote(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{
		"https://github.com/octo/docs.git":                 "https://github.com/octo/docs/blob/abc123/a.go",
		"https://github.com/octo/docs":                     "https://github.com/octo/docs/blob/abc123/a.go",
		"https://octo:ghp_secret@github.com/octo/docs.git": "https://github.com/octo/docs/blob/abc123/a.go",
		"git@github.com:octo/docs.git":                     "https://github.com/octo/docs/blob/abc123/a.go",
		"ssh://git@ssh.github.com:443/octo/docs.git":       "https://github.com/octo/docs/blob/abc123/a.go",
		"git@github.example.com:octo/docs.git":             "https://github.example.com/octo/docs/blob/abc123/a.go",
		"ssh://git@gitlab.example.com:2222/group/sub/docs": "https://gitlab.example.com/group/sub/docs/-/blob/abc123/a.go",
		"https://gitlab.example.com:8443/group/docs.git":   "https://gitlab.example.com:8443/group/docs/-/blob/abc123/a.go",
		"git@bitbucket.org:team/docs.git":                  "https://bitbucket.org/team/docs/src/abc123/a.go",
		"https://codeberg.org/team/docs.git":               "https://codeberg.org/team/docs/src/commit/abc123/a.go",
		"http://gitea.lan:3000/team/docs.git":              "http://gitea.lan:3000/team/docs/src/commit/abc123/a.go",
		"ssh://git@git.example.com/docs.git":               "",
		"/srv/git/docs.git":                                "",
		"../docs":                                          "",
		`C:\git\docs`:                                      "",
		"file:///srv/git/docs.git":                         "",
		"https://github.com":                               "",
	} {
		repository := onLaptop(map[string]string{
			"rev-parse --show-toplevel": "/home/me/docs", "rev-parse HEAD": "abc123", "remote get-url origin": remote,
		})
		if got := repository.Permalink("a.go"); got != want {
			t.Errorf("%s: got the permalink %q, want %q", remote, got, want)
		}
		if repository.Root != "/home/me/docs" {
			t.Errorf("%s: got the root %q", remote, repository.Root)
		}
		if strings.Contains(repository.URL, "secret") {
			t.Errorf("%s: the address carries the credential: %s", remote, repository.URL)
		}
	}
}

func TestRepositoryWithGaps(t *testing.T) {
	t.Parallel()
	for name, answers := range map[string]map[string]string{
		"no repository": {},
		"no remote":     {"rev-parse --show-toplevel": "/home/me/docs", "rev-parse HEAD": "abc123"},
		"no commit":     {"rev-parse --show-toplevel": "/home/me/docs", "remote get-url origin": "git@github.com:octo/docs"},
	} {
		if link := onLaptop(answers).Permalink("a.go"); link != "" {
			t.Errorf("%s: got the permalink %q, want none", name, link)
		}
	}
	if got := workflow.Detect(workflow.Environment{Getenv: getenv(nil)}).Repository(); got != (workflow.Repository{}) {
		t.Errorf("without git: got %+v, want nothing", got)
	}
}

func TestPermalinkEscapesPaths(t *testing.T) {
	t.Parallel()
	repository := workflow.Repository{Forge: workflow.GitHub, URL: "https://github.com/octo/docs", Commit: "abc123"}
	check(t, repository.Permalink("/docs/100% what? #1 ü.md"), "https://github.com/octo/docs/blob/abc123/docs/100%25%20what%3F%20%231%20%C3%BC.md")
	check(t, repository.Permalink("docs/"), "https://github.com/octo/docs/blob/abc123/docs")
}

func TestGitOfThisMachine(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "docs")
	for _, arguments := range [][]string{
		{"init", "-q", folder},
		{"-C", folder, "remote", "add", "origin", "git@github.com:octo/docs.git"},
		{"-C", folder, "-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "Begin"},
	} {
		if out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(arguments, " "), err, out)
		}
	}
	repository := workflow.Detect(workflow.Environment{Getenv: getenv(nil), Git: workflow.GitIn(t.Context(), folder)}).Repository()
	check(t, filepath.Base(repository.Root), "docs")
	check(t, repository.URL, "https://github.com/octo/docs")
	if len(repository.Commit) != 40 {
		t.Errorf("got the commit %q", repository.Commit)
	}
}

func TestRepositoryCommittedInTheCheckoutIsNotTheRepository(t *testing.T) {
	t.Parallel()
	checkout := t.TempDir()
	for _, arguments := range [][]string{
		{"init", "-q", checkout},
		{"init", "-q", "--bare", filepath.Join(checkout, "docs")},
		{"--git-dir", filepath.Join(checkout, "docs"), "config", "core.bare", "false"},
		{"--git-dir", filepath.Join(checkout, "docs"), "config", "core.worktree", "."},
		{"--git-dir", filepath.Join(checkout, "docs"), "remote", "add", "origin", "https://github.com/somebody/else.git"},
	} {
		if out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(arguments, " "), err, out)
		}
	}
	git := workflow.GitIn(t.Context(), filepath.Join(checkout, "docs"))
	if got := workflow.Detect(workflow.Environment{Getenv: getenv(nil), Git: git}).Repository(); got.URL != "" {
		t.Errorf("a folder of the checkout makes it that of %s", got.URL)
	}
}
