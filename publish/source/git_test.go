package source

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// checkout is a repository with what tests write into it.
type checkout struct {
	*testing.T
	dir string
}

func newCheckout(t *testing.T, files map[string]string) checkout {
	t.Helper()
	c := checkout{t, t.TempDir()}
	c.git("init", "--quiet")
	for name, content := range files {
		writeFile(t, filepath.Join(c.dir, name), content)
	}
	return c
}

func (c checkout) git(arguments ...string) {
	c.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		c.Skip("git is not here")
	}
	command := exec.CommandContext(c.Context(), "git", append([]string{"-C", c.dir, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"}, arguments...)...)
	if out, err := command.CombinedOutput(); err != nil {
		c.Fatalf("git %s: %v\n%s", arguments, err, out)
	}
}

func (c checkout) workspace() *Workspace {
	c.Helper()
	w, err := OpenWorkspace(c.Context(), settingsOf(c.T, "docs: docs"), "", c.dir)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = w.Close() })
	return w
}

// leaves returns why a file may not leave, "" if it may.
func (c checkout) leaves(name string) string {
	c.Helper()
	if _, err := c.workspace().Attachment(name); err != nil {
		return err.Error()
	}
	return ""
}

var ignoring = map[string]string{"docs/a.md": "# A\n", "docs/secret.txt": "secret", "docs/plain.txt": "plain", ".gitignore": "secret.txt\n"}

// TestWhatIsIgnoredDoesNotDependOnTheEnvironment: a hook, for one, runs with variables that name its repository.
func TestWhatIsIgnoredDoesNotDependOnTheEnvironment(t *testing.T) {
	c := newCheckout(t, ignoring)
	other := newCheckout(t, nil)
	for name, value := range map[string]string{
		"GIT_DIR":                 filepath.Join(other.dir, ".git"),
		"GIT_WORK_TREE":           other.dir,
		"GIT_INDEX_FILE":          filepath.Join(other.dir, "no-index"),
		"GIT_CEILING_DIRECTORIES": c.dir,
		"GIT_LITERAL_PATHSPECS":   "1",
		"GIT_CONFIG_PARAMETERS":   "'core.excludesfile'='/dev/null' 'core.bare'='true'",
		"LC_ALL":                  "de_DE.UTF-8",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			c := checkout{t, c.dir}
			if why := c.leaves("docs/secret.txt"); !strings.Contains(why, "git ignores it") {
				t.Errorf("secret.txt: %q", why)
			}
			if why := c.leaves("docs/plain.txt"); why != "" {
				t.Errorf("plain.txt: %q", why)
			}
		})
	}
}

func TestWhatIsIgnoredDoesNotDependOnTheConfiguration(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"status.showUntrackedFiles": "no", "status.relativePaths": "true", "core.quotePath": "true", "core.untrackedCache": "true", "core.fsmonitor": "false",
		"filter.own.clean": "touch ran; cat",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, ignoring)
			writeFile(t, filepath.Join(c.dir, ".gitattributes"), "* filter=own\n")
			c.git("add", ".gitignore", "docs")
			writeFile(t, filepath.Join(c.dir, "docs", "a.md"), "# B\n")
			c.git("config", name, value)
			_ = os.Remove(filepath.Join(c.dir, "ran"))
			if why := c.leaves("docs/secret.txt"); !strings.Contains(why, "git ignores it") {
				t.Errorf("secret.txt: %q", why)
			}
			if _, err := os.Stat(filepath.Join(c.dir, "ran")); err == nil {
				t.Error("a program that the configuration names has run")
			}
		})
	}
}

// TestWhereGitCannotTellNothingLeaves: a repository that git cannot read may ignore anything.
func TestWhereGitCannotTellNothingLeaves(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(c checkout){
		"broken index":         func(c checkout) { writeFile(c.T, filepath.Join(c.dir, ".git", "index"), "garbage") },
		"broken configuration": func(c checkout) { writeFile(c.T, filepath.Join(c.dir, ".git", "config"), "[broken\n") },
		"unknown format":       func(c checkout) { c.git("config", "core.repositoryformatversion", "99") },
		"no checkout":          func(c checkout) { c.git("config", "core.bare", "true") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, ignoring)
			spoil(c)
			if why := c.leaves("docs/plain.txt"); !strings.Contains(why, "git does not say whether it ignores it (fatal: ") {
				t.Errorf("got %q", why)
			}
			got := drawTree(t, c.dir, settingsOf(t, "docs: docs"))
			if !strings.Contains(got, "no document is to be published (docs/a.md: git does not say whether it ignores it (fatal: ") {
				t.Errorf("got %s", got)
			}
			if got := drawTree(t, c.dir, settingsOf(t, "docs: docs\nuntracked: allow")); !strings.HasPrefix(got, "A (docs/a.md)") {
				t.Errorf("untracked: allow: got %s", got)
			}
		})
	}
}

func TestWithoutARepositoryNothingIsIgnored(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"no .git": "", ".git/HEAD": "ref\n", ".git": "gitdir: nowhere\n"} {
		c := checkout{t, t.TempDir()}
		writeFile(t, filepath.Join(c.dir, "docs", "secret.txt"), "x")
		writeFile(t, filepath.Join(c.dir, ".gitignore"), "secret.txt\n")
		if content != "" {
			writeFile(t, filepath.Join(c.dir, name), content)
		}
		if why := c.leaves("docs/secret.txt"); why != "" {
			t.Errorf("%s: %q", name, why)
		}
	}
}

// TestInnerRepositoriesIgnoreToo: a submodule, a clone and a linked worktree have ignored files of their own.
func TestInnerRepositoriesIgnoreToo(t *testing.T) {
	t.Parallel()
	inner := newCheckout(t, map[string]string{"plain.txt": "x", ".gitignore": "secret.txt\nhidden.md\n"})
	inner.git("add", ".")
	inner.git("commit", "--quiet", "-m", "x")
	c := newCheckout(t, ignoring)
	c.git("add", ".")
	c.git("commit", "--quiet", "-m", "x")
	c.git("submodule", "--quiet", "add", inner.dir, "docs/submodule")
	c.git("clone", "--quiet", inner.dir, "docs/clone")
	inner.git("worktree", "add", "--quiet", "--detach", filepath.Join(c.dir, "docs", "worktree"))
	for _, folder := range []string{"submodule", "clone", "worktree"} {
		for name, content := range map[string]string{"secret.txt": "x", "hidden.md": "# Hidden\n", "new.md": "# " + folder + "\n"} {
			writeFile(t, filepath.Join(c.dir, "docs", folder, name), content)
		}
		if why := c.leaves("docs/" + folder + "/secret.txt"); !strings.Contains(why, "git ignores it") {
			t.Errorf("%s/secret.txt: %q", folder, why)
		}
		if why := c.leaves("docs/" + folder + "/plain.txt"); why != "" {
			t.Errorf("%s/plain.txt: %q", folder, why)
		}
	}
	if got := drawTree(t, c.dir, settingsOf(t, "docs: docs")); strings.Contains(got, "Hidden") || strings.Count(got, "new.md)") != 3 {
		t.Errorf("got:\n%s", got)
	}
}

// TestRepositoriesWithoutACheckoutStay: their configuration may hold what they were cloned with.
func TestRepositoriesWithoutACheckoutStay(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, map[string]string{"docs/a.md": "# A\n", "docs/x/config": "x", "docs/x/info/b.txt": "x"})
	c.git("init", "--quiet", "--bare", "docs/mirror.git")
	c.git("init", "--quiet", "--separate-git-dir="+filepath.Join(c.dir, "docs", "data"), "docs/apart")
	for _, name := range []string{"docs/mirror.git/config", "docs/mirror.git/HEAD", "docs/mirror.git/info/exclude", "docs/data/config", "docs/apart/.git"} {
		if why := c.leaves(name); !strings.Contains(why, "it belongs to git itself") {
			t.Errorf("%s: %q", name, why)
		}
	}
	for _, name := range []string{"docs/x/config", "docs/x/info/b.txt"} {
		if why := c.leaves(name); why != "" {
			t.Errorf("%s: %q", name, why)
		}
	}
}

// TestFolderThatHoldsIgnoredFilesOnlyIsNotNamedByItself: an ignored folder that the user names is published.
func TestFolderThatHoldsIgnoredFilesOnlyIsNotNamedByItself(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, map[string]string{"docs/tmp/a.md": "# A\n", ".gitignore": "tmp\n"})
	if got := drawTree(t, c.dir, settingsOf(t, "docs: docs")); !strings.Contains(got, "docs/tmp/a.md: git ignores it") {
		t.Errorf("docs: got %s", got)
	}
	for _, entry := range []string{"docs/tmp", "docs/tmp/a.md", "docs/tmp/*.md"} {
		if got := drawTree(t, c.dir, settingsOf(t, "docs: "+entry)); got != "A (docs/tmp/a.md)\n" {
			t.Errorf("%s: got %s", entry, got)
		}
	}
}

func TestIgnoredNamesAreThoseOfTheFileSystem(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, ignoring)
	writeFile(t, filepath.Join(c.dir, "docs", "SECRET.txt"), "what a file system without case opens")
	if why := c.leaves("docs/SECRET.txt"); why != "" {
		t.Errorf("with case: %q", why)
	}
	c.git("config", "core.ignorecase", "true")
	if why := c.leaves("docs/SECRET.txt"); !strings.Contains(why, "git ignores it") {
		t.Errorf("without case: %q", why)
	}
}

func TestWhatIsNoRegularFileIsRefused(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, map[string]string{"docs/a.md": "# A\n"})
	socket, err := new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(c.dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	if err := os.Rename(filepath.Join(c.dir, "s"), filepath.Join(c.dir, "docs", "socket.md")); err != nil {
		t.Fatal(err)
	}
	if got, want := drawTree(t, c.dir, settingsOf(t, "docs: docs")), "A (docs/a.md)\n"; got != want {
		t.Errorf("got:\n%s", got)
	}
	w := c.workspace()
	_, err = w.ReadDocument("docs/socket.md")
	if _, refused := errors.AsType[*Refusal](err); !refused || !strings.Contains(err.Error(), "it is a socket") {
		t.Errorf("got %v", err)
	}
	if err := os.Symlink("loop.md", filepath.Join(c.dir, "docs", "loop.md")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ReadDocument("docs/loop.md"); err == nil || !strings.Contains(err.Error(), "leads back to itself") {
		t.Errorf("got %v", err)
	}
}

func TestLinksAreFollowedToWhatTheyLeadTo(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, map[string]string{"docs/a.md": "# A\n", "private/x/secret.txt": "x", "docs/plain/b.txt": "x", ".gitignore": "private\n"})
	for name, to := range map[string]string{
		"docs/file.txt": "../private/x/secret.txt", "docs/folder": "../private", "docs/twice": "folder/x", "docs/own": "../.git", "docs/fine": "plain", "docs/out": "/",
	} {
		if err := os.Symlink(to, filepath.Join(c.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"docs/file.txt": "git ignores it", "docs/folder/x/secret.txt": "git ignores it", "docs/twice/secret.txt": "git ignores it",
		"docs/own/config": "it belongs to git itself", "docs/fine/b.txt": "", "docs/out/etc/hostname": "cannot be read",
	} {
		if why := c.leaves(name); want == "" && why != "" || !strings.Contains(why, want) {
			t.Errorf("%s: %q, want %q", name, why, want)
		}
	}
}
