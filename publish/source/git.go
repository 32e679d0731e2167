package source

import (
	"context"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// gitState is what git tells about the files of a workspace. Paths are slash-separated and relative to the workspace. The
// zero value knows nothing.
type gitState struct {
	ignored map[string]bool // files and whole folders
	own     []string        // folders in which git keeps the repositories themselves
}

// readGit asks git about the repositories that hold the folders, as far as they lie in the workspace. Where there is no
// git or no repository, nothing is known.
func readGit(ctx context.Context, workspace string, folders []string) gitState {
	state := gitState{ignored: map[string]bool{}}
	asked := map[string]bool{}
	for _, folder := range folders {
		top := strings.TrimSuffix(git(ctx, folder, "rev-parse", "--show-toplevel"), "\n")
		if top == "" || asked[top] {
			continue
		}
		asked[top] = true
		if !holds(workspace, top) && !holds(top, workspace) {
			continue
		}
		// Folders that match a pattern are listed themselves, not what is in them; those that merely hold ignored files are not.
		status := git(ctx, top, "--no-optional-locks", "status", "--porcelain=v1", "-z", "--ignored=matching", "--ignore-submodules=all", "--no-renames", "--", ":/")
		for entry := range strings.SplitSeq(status, "\x00") {
			if name, found := strings.CutPrefix(entry, "!! "); found {
				if below, err := filepath.Rel(workspace, filepath.Join(top, filepath.FromSlash(name))); err == nil {
					state.ignored[filepath.ToSlash(below)] = true
				}
			}
		}
		for _, question := range []string{"--absolute-git-dir", "--git-common-dir"} {
			dir := strings.TrimSuffix(git(ctx, top, "rev-parse", question), "\n")
			if dir != "" && !filepath.IsAbs(dir) {
				dir = filepath.Join(top, dir)
			}
			if below, err := filepath.Rel(workspace, dir); err == nil && filepath.IsLocal(below) && below != "." {
				state.own = append(state.own, filepath.ToSlash(below))
			}
		}
	}
	return state
}

// git runs git in a folder; "" where it fails. The checkout in a container belongs to another user than the one who asks,
// which git refuses unless told otherwise: https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory.
// No program that watches files is started. A folder of the checkout whose files look like a repository is not taken for
// one: anybody could commit it, with a configuration that names programs:
// https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository.
func git(ctx context.Context, folder string, arguments ...string) string {
	arguments = append([]string{"-C", folder, "-c", "safe.directory=*", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"}, arguments...)
	out, err := exec.CommandContext(ctx, "git", arguments...).Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// ignores reports whether git ignores a file or folder, or one that holds it.
func (s gitState) ignores(name string) bool {
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if s.ignored[name] {
			return true
		}
	}
	return false
}

// isGits reports whether a file or folder is git's own. Names are compared as file systems without case do.
func (s gitState) isGits(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(strings.TrimRight(part, ". "), ".git") || strings.EqualFold(part, "git~1") {
			return true
		}
	}
	for _, own := range s.own {
		if name == own || strings.HasPrefix(name, own+"/") {
			return true
		}
	}
	return false
}
