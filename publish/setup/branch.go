package setup

import (
	"context"
	"strings"

	"github.com/pagewright/pagewright/publish/git"
)

// publishedBranch returns the branch that is published, and why it is taken: origin's own, else one that has the name of a main
// branch, and the one that is checked out only where there is nothing else. People run init on a branch of their own.
func publishedBranch(ctx context.Context, root string) (branch, why string) {
	if root == "" {
		return "main", "there is no repository of git to ask: correct it if it is another one"
	}
	ask := func(arguments ...string) string {
		said, _ := git.Ask(ctx, root, arguments...)
		return strings.TrimSpace(said)
	}
	if head, is := strings.CutPrefix(ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"), "refs/remotes/origin/"); is {
		return head, "origin's default branch"
	}
	for _, name := range []string{"main", "master"} {
		for _, ref := range []string{"refs/remotes/origin/", "refs/heads/"} {
			if ask("rev-parse", "--verify", "--quiet", ref+name) != "" {
				return name, "it is there, and origin's default branch is not known here"
			}
		}
	}
	if head, is := strings.CutPrefix(ask("symbolic-ref", "--quiet", "HEAD"), "refs/heads/"); is {
		return head, "it is checked out, and there is no main or master: correct it if it is another one"
	}
	return "main", "no branch is checked out: correct it if it is another one"
}
