package source

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckoutTellsRemoteCommitAndHistory(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	dir := t.TempDir()
	run := func(arguments ...string) string {
		t.Helper()
		arguments = append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.com"}, arguments...)
		out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", arguments, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("init", "--quiet", "--initial-branch=main")
	if c := ReadCheckout(t.Context(), dir); c.Root == "" || c.Remote != "" || c.Commit != "" {
		t.Errorf("an empty repository: %+v", c)
	}
	run("commit", "--quiet", "--allow-empty", "--message=first")
	first := run("rev-parse", "HEAD")
	run("commit", "--quiet", "--allow-empty", "--message=second")
	second := run("rev-parse", "HEAD")
	run("remote", "add", "upstream", "https://example.com/a.git")
	c := ReadCheckout(t.Context(), dir)
	if c.Remote != "https://example.com/a.git" || c.Commit != second {
		t.Errorf("got %+v", c)
	}
	run("remote", "add", "origin", "https://example.com/b.git")
	if c := ReadCheckout(t.Context(), dir); c.Remote != "https://example.com/b.git" {
		t.Errorf("the remote is %s", c.Remote)
	}
	for _, test := range []struct {
		ancestor, descendant string
		is, known            bool
	}{
		{first, second, true, true},
		{second, first, false, true},
		{strings.Repeat("0", 40), first, false, false},
	} {
		if is, known := c.IsAncestor(test.ancestor, test.descendant); is != test.is || known != test.known {
			t.Errorf("IsAncestor(%.6s, %.6s) = %v, %v", test.ancestor, test.descendant, is, known)
		}
	}
	if c := ReadCheckout(t.Context(), t.TempDir()); c.Root != "" {
		t.Errorf("no repository: %+v", c)
	}
}

func TestRepositoryCommittedInTheCheckoutIsNotTheRepository(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	checkout := t.TempDir()
	inner := filepath.Join(checkout, "docs")
	for _, arguments := range [][]string{
		{"init", "-q", checkout},
		{"init", "-q", "--bare", inner},
		{"--git-dir", inner, "config", "core.bare", "false"},
		{"--git-dir", inner, "config", "core.worktree", "."},
		{"--git-dir", inner, "remote", "add", "origin", "https://github.com/somebody/else.git"},
	} {
		if out, err := exec.CommandContext(t.Context(), "git", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(arguments, " "), err, out)
		}
	}
	if c := ReadCheckout(t.Context(), inner); c.Remote != "" {
		t.Errorf("a folder of the checkout makes it that of %s", c.Remote)
	}
}
