// Package git asks the git of this machine about a checkout.
package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// What git may fail with, besides what it says itself.
var (
	ErrNotInstalled = errors.New("git is not installed")
	ErrNoRepository = errors.New("no repository of git holds the folder")
	ErrNoAnswer     = errors.New("git has not answered")
)

// patience is more than git takes for the largest checkouts, and ends the wait where a pipe stands in place of a file that
// git reads.
const patience = 2 * time.Minute

// Ask runs git and returns its standard output. It is asked about the repository that holds the folder, whatever the
// environment names: a hook, for one, runs with variables for the repository that it belongs to.
//
// Errors: ErrNotInstalled, ErrNoRepository, ErrNoAnswer, the context's, and what git says.
func Ask(ctx context.Context, folder string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("%w within %s", ErrNoAnswer, patience))
	defer cancel()
	command := exec.CommandContext(ctx, "git", slices.Concat(inFolder(folder), arguments)...)
	command.Env = environment(os.Environ())
	command.WaitDelay = time.Second
	out, err := command.Output()
	switch {
	case err == nil:
		return string(out), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", ErrNotInstalled
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	}
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		if failed.ExitCode() < 0 {
			return "", fmt.Errorf("%w: %w", ErrNoAnswer, err)
		}
		return "", failure(string(failed.Stderr), err)
	}
	return "", err
}

// inFolder names the folder, and keeps git from what the owner of a checkout did not ask for. The checkout in a container
// belongs to another user than the one who asks, which git refuses unless told otherwise:
// https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory. No program that watches files is started.
// A folder of the checkout whose files look like a repository is not taken for one: anybody could commit it, with a
// configuration that names programs, or another remote:
// https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository.
func inFolder(folder string) []string {
	return []string{"-C", folder, "-c", "safe.directory=*", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"}
}

// environment takes away what chooses a repository, its parts or the meaning of paths, as git rev-parse --local-env-vars
// and git(1) list it, and asks for messages in English.
func environment(all []string) []string {
	all = slices.DeleteFunc(slices.Clone(all), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE",
			"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_GRAFT_FILE",
			"GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_CEILING_DIRECTORIES":
			return true
		}
		return strings.HasPrefix(name, "GIT_") && strings.HasSuffix(name, "_PATHSPECS")
	})
	return append(all, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1")
}

// failure is the last thing that git has said.
func failure(said string, err error) error {
	if strings.Contains(said, "not a git repository") || strings.Contains(said, "cannot use bare repository") {
		return ErrNoRepository
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return errors.New(last)
	}
	return err
}
