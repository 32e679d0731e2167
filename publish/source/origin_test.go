package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/settings"
)

// TestOriginIsThatOfTheDocuments: the repository that holds the documents tells where they come from. What the CI host says
// is about the repository and commit that the workflow belongs to.
func TestOriginIsThatOfTheDocuments(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	const stale = "1111111111111111111111111111111111111111"
	for name, test := range map[string]struct {
		lay       func(t *testing.T, dir string) (docs, commit string)
		claims    forge.Kind // of a host that claims https://git.example.com/acme/tools
		claimed   string     // commit; "HEAD" for that of the checkout
		want      string     // address of src/x.go
		wantOwner string
	}{
		"a checkout at another ref, as pull_request_target and workflow_run make it": {
			lay:    cloned("", "https://git.example.com/acme/tools.git"),
			claims: forge.GitHub, claimed: stale,
			want: "https://git.example.com/acme/tools/blob/HEAD/src/x.go", wantOwner: "https://git.example.com/acme/tools.git",
		},
		"a checkout in a subfolder": {
			lay:    cloned("sub/tools", "https://git.example.com/acme/tools.git"),
			claims: forge.GitLab, claimed: stale,
			want: "https://git.example.com/acme/tools/-/blob/HEAD/src/x.go", wantOwner: "https://git.example.com/acme/tools.git",
		},
		"another repository of the same host": {
			lay:    cloned("handbook", "git@git.example.com:acme/handbook.git"),
			claims: forge.Gitea, claimed: stale,
			want: "https://git.example.com/acme/handbook/src/commit/HEAD/src/x.go", wantOwner: "git@git.example.com:acme/handbook.git",
		},
		"another repository elsewhere": {
			lay:    cloned("handbook", "https://github.com/acme/handbook"),
			claims: forge.GitLab, claimed: stale,
			want: "https://github.com/acme/handbook/blob/HEAD/src/x.go", wantOwner: "https://github.com/acme/handbook",
		},
		"another repository without a remote": {
			lay:    cloned("handbook", ""),
			claims: forge.GitHub, claimed: stale,
		},
		"a remote on the runner's disk, at the commit of the workflow": {
			lay:    cloned("", "/srv/git/tools.git"),
			claims: forge.GitHub, claimed: "HEAD",
			want: "https://git.example.com/acme/tools/blob/HEAD/src/x.go", wantOwner: "/srv/git/tools.git",
		},
		"no remote, at the commit of the workflow": {
			lay:    cloned("", ""),
			claims: forge.GitHub, claimed: "HEAD",
			want: "https://git.example.com/acme/tools/blob/HEAD/src/x.go", wantOwner: "https://git.example.com/acme/tools",
		},
		"files without a repository": {
			lay: func(t *testing.T, dir string) (string, string) {
				t.Helper()
				writeFile(t, filepath.Join(dir, "docs", "a.md"), "# A\n")
				writeFile(t, filepath.Join(dir, "src", "x.go"), "x\n")
				return "docs", stale
			},
			claims: forge.GitHub, claimed: stale,
			want: "https://git.example.com/acme/tools/blob/HEAD/src/x.go", wantOwner: "https://git.example.com/acme/tools",
		},
		"a folder that links to the checkout": {
			lay: func(t *testing.T, dir string) (string, string) {
				t.Helper()
				_, commit := cloned("real", "https://github.com/acme/handbook")(t, dir)
				if err := os.Symlink(filepath.Join(dir, "real", "docs"), filepath.Join(dir, "docs")); err != nil {
					t.Fatal(err)
				}
				return "docs", commit
			},
			claims: forge.GitHub, claimed: stale,
			want: "https://github.com/acme/handbook/blob/HEAD/src/x.go", wantOwner: "https://github.com/acme/handbook",
		},
		"nobody knows what runs there": {
			lay:       cloned("", "https://forge.example.org/acme/tools.git"),
			wantOwner: "https://forge.example.org/acme/tools.git",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			docs, commit := test.lay(t, dir)
			claims := Claims{}
			if test.claims != "" {
				claims = Claims{Kind: test.claims, URL: "https://git.example.com/acme/tools", Commit: strings.ReplaceAll(test.claimed, "HEAD", commit), Root: dir}
			}
			w, err := OpenWorkspace(t.Context(), settings.Settings{Docs: []string{docs}}, claims.Root, dir)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = w.Close() }()
			o := ReadOrigin(t.Context(), w, claims)
			got := ""
			if c, below, ok := o.Of("src/x.go"); ok {
				got = c.Web.File(below, c.Commit, forge.Place{})
			}
			if want := strings.ReplaceAll(test.want, "HEAD", commit); got != want || o.Remote != test.wantOwner {
				t.Errorf("address %q, want %q; owner %q, want %q", got, want, o.Remote, test.wantOwner)
			}
		})
	}
}

// TestFilesOfSubmodulesAreLinkedWhereTheyAre also follows a link to a folder beside the docs.
func TestFilesOfSubmodulesAreLinkedWhereTheyAre(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	dir := t.TempDir()
	_, outer := cloned("", "https://github.com/acme/handbook")(t, dir)
	_, inner := cloned("libs/tool", "https://gitlab.com/acme/tool")(t, dir)
	w, err := OpenWorkspace(t.Context(), settings.Settings{Docs: []string{"docs"}}, "", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	o := ReadOrigin(t.Context(), w, Claims{})
	for name, want := range map[string]string{
		"src/x.go":           "https://github.com/acme/handbook/blob/" + outer + "/src/x.go",
		"libs/tool/src/x.go": "https://gitlab.com/acme/tool/-/blob/" + inner + "/src/x.go",
		"libs/tool":          "https://gitlab.com/acme/tool/-/tree/" + inner,
		"libs":               "https://github.com/acme/handbook/blob/" + outer + "/libs",
		".":                  "https://github.com/acme/handbook/tree/" + outer,
	} {
		c, below, _ := o.Of(name)
		if got := c.Web.File(below, c.Commit, forge.Place{}); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// cloned makes a repository with a document and a source file, and gives the docs folder and the commit.
func cloned(below, remote string) func(t *testing.T, dir string) (docs, commit string) {
	return func(t *testing.T, dir string) (docs, commit string) {
		t.Helper()
		top := filepath.Join(dir, below)
		writeFile(t, filepath.Join(top, "docs", "a.md"), "# A\n")
		writeFile(t, filepath.Join(top, "src", "x.go"), "x\n")
		run := func(arguments ...string) string {
			t.Helper()
			arguments = append([]string{"-C", top, "-c", "user.name=t", "-c", "user.email=t@example.com"}, arguments...)
			out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput()
			if err != nil {
				t.Fatalf("git %q: %v\n%s", arguments, err, out)
			}
			return strings.TrimSpace(string(out))
		}
		run("init", "--quiet")
		run("add", ".")
		run("commit", "--quiet", "--message=first")
		if remote != "" {
			run("remote", "add", "origin", remote)
		}
		return filepath.Join(below, "docs"), run("rev-parse", "HEAD")
	}
}
