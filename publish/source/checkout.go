package source

import (
	"context"
	"errors"
	"os/exec"
	"strings"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/git"
)

// Checkout is what git knows of the repository that holds the docs. Fields that nobody knows are empty.
type Checkout struct {
	Root   string // absolute
	Remote string // address of origin, else of the only remote
	Commit string // full hash of HEAD
	Web    forge.Repository

	Trouble error // why git does not tell, though there may be a repository; nil where it does, or there is none

	ctx     context.Context
	shallow bool
}

// ReadCheckout asks git about the repository that holds a folder. No git and no repository leave everything empty.
func ReadCheckout(ctx context.Context, folder string) Checkout {
	c := Checkout{ctx: ctx}
	ask := func(arguments ...string) string {
		said, err := git.Ask(ctx, folder, arguments...)
		isAnswer := errors.Is(err, git.ErrNotInstalled) || errors.Is(err, git.ErrNoRepository) || c.Root != "" && ctx.Err() == nil && !errors.Is(err, git.ErrNoAnswer)
		if err != nil && !isAnswer && c.Trouble == nil {
			c.Trouble = err
		}
		return strings.TrimSpace(said)
	}
	c.Root = ask("rev-parse", "--show-toplevel")
	if c.Root == "" {
		return c
	}
	c.Commit = ask("rev-parse", "--verify", "--quiet", "HEAD")
	c.shallow = ask("rev-parse", "--is-shallow-repository") == "true"
	name := "origin"
	if remotes := strings.Fields(ask("remote")); len(remotes) == 1 {
		name = remotes[0]
	}
	c.Remote = ask("remote", "get-url", name)
	return c
}

// IsAncestor reports whether a commit is an ancestor of another one; known is false where the history at hand cannot tell.
func (c Checkout) IsAncestor(ancestor, descendant string) (is, known bool) {
	if c.Root == "" {
		return false, false
	}
	_, err := git.Ask(c.ctx, c.Root, "merge-base", "--is-ancestor", "--end-of-options", ancestor, descendant)
	if err == nil {
		return true, true
	}
	exit, ended := errors.AsType[*exec.ExitError](err)
	return false, ended && exit.ExitCode() == 1 && !c.shallow
}
