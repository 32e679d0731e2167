package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/pagewright/pagewright/publish/git"
)

// gitState is what git tells about the files of a workspace: the repositories that hold its folders are asked at first,
// those inside it (submodules, clones, worktrees) when a file in them matters. Paths are slash-separated and relative to
// the workspace.
type gitState struct {
	workspace string
	ask       func(folder string, arguments ...string) (string, error)

	mu       sync.Mutex
	looked   map[string]bool // folders
	tops     map[string]bool // of the repositories that were asked; absolute
	ignored  map[string]bool // files and whole folders
	folded   map[string]bool // the same where a repository does not tell upper from lower case
	troubles map[string]error
	own      []string // folders in which git keeps the repositories themselves
}

// readGit asks git about the repositories that hold the folders, as far as they lie in the workspace. Where there is no
// git or no repository, nothing is known.
func readGit(ctx context.Context, workspace string, folders []string) *gitState {
	s := &gitState{
		workspace: workspace,
		ask: func(folder string, arguments ...string) (string, error) {
			return git.Ask(ctx, folder, arguments...)
		},
		looked: map[string]bool{}, tops: map[string]bool{}, ignored: map[string]bool{}, folded: map[string]bool{}, troubles: map[string]error{},
	}
	for _, folder := range folders {
		s.read(folder, func(top string) bool { return holds(workspace, top) || holds(top, workspace) })
	}
	return s
}

// read asks the repository that holds a folder, if it was not asked yet and its checkout is one that matters.
func (s *gitState) read(folder string, matters func(top string) bool) {
	said, err := s.ask(folder, "rev-parse", "--show-toplevel")
	top := strings.TrimSuffix(said, "\n")
	if err != nil {
		s.cannotTell(folder, err)
		return
	}
	if top == "" || s.tops[top] || !matters(top) {
		return
	}
	s.tops[top] = true
	s.readIgnored(top)
	for _, question := range []string{"--absolute-git-dir", "--git-common-dir"} {
		said, _ := s.ask(top, "rev-parse", question)
		dir := strings.TrimSuffix(said, "\n")
		if dir != "" && !filepath.IsAbs(dir) {
			dir = filepath.Join(top, dir)
		}
		if below, ok := s.below(dir); ok && below != "." {
			s.own = append(s.own, below)
		}
	}
}

// readIgnored lists what git ignores: of a folder in which all is ignored only the folder itself. Files are not compared
// with what is committed, for which git would run the programs that a repository's configuration names.
func (s *gitState) readIgnored(top string) {
	listed, err := s.ask(top, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
	if err != nil {
		s.cannotTell(top, err)
		return
	}
	foldsCase, _ := s.ask(top, "config", "--type=bool", "--get", "core.ignorecase")
	for name := range strings.SplitSeq(listed, "\x00") {
		below, err := filepath.Rel(s.workspace, filepath.Join(top, filepath.FromSlash(name)))
		if name == "" || err != nil {
			continue
		}
		below = filepath.ToSlash(below)
		s.ignored[below] = true
		if strings.TrimSpace(foldsCase) == "true" {
			s.folded[fold(below)] = true
		}
	}
}

// cannotTell notes that nobody knows what is ignored in a folder. Without git, or a repository, nothing is.
func (s *gitState) cannotTell(folder string, err error) {
	if errors.Is(err, git.ErrNotInstalled) || errors.Is(err, git.ErrNoRepository) {
		return
	}
	if below, ok := s.below(folder); ok {
		s.troubles[below] = err
	} else if holds(folder, s.workspace) {
		s.troubles["."] = err
	}
}

func (s *gitState) below(folder string) (string, bool) {
	below, err := filepath.Rel(s.workspace, folder)
	return filepath.ToSlash(below), err == nil && filepath.IsLocal(below)
}

// fold makes one of names that file systems without case hold equal.
func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// ignores reports whether git ignores a file or folder, or one that holds it.
func (s *gitState) ignores(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readInner(name)
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if s.ignored[name] || len(s.folded) > 0 && s.folded[fold(name)] {
			return true
		}
	}
	return false
}

// ignoresItself reports whether a pattern matches a file or folder, or a folder that holds it, and not only all that is
// in it.
func (s *gitState) ignoresItself(name string) bool {
	if !s.ignores(name) {
		return false
	}
	at := filepath.Join(s.workspace, filepath.FromSlash(name))
	_, err := s.ask(filepath.Dir(at), "check-ignore", "--quiet", "--", filepath.Base(at))
	return err == nil
}

// readInner asks the repositories between the workspace and a file that were not asked yet.
func (s *gitState) readInner(name string) {
	for dir := name; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if s.looked[dir] {
			return
		}
		s.looked[dir] = true
		folder := filepath.Join(s.workspace, filepath.FromSlash(dir))
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			s.read(folder, func(top string) bool { return holds(s.workspace, top) }) // not the whole disk, which core.worktree may name
		}
	}
}

// trouble is why git does not say whether it ignores a file; nil where it does, or where there is none to ask.
func (s *gitState) trouble(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.troubles) == 0 {
		return nil
	}
	for dir := name; ; dir = path.Dir(dir) {
		if err := s.troubles[dir]; err != nil {
			return fmt.Errorf("git does not say whether it ignores it (%w)", err)
		}
		if dir == "." || dir == "/" {
			return nil
		}
	}
}

// isGits reports whether a file or folder is git's own. Names are compared as file systems without case do.
func (s *gitState) isGits(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readInner(name)
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
	return s.isInBareRepository(name)
}

// isInBareRepository reports whether a file is one of those that make a folder a repository without a checkout, such as a
// mirror: its configuration may hold what the clone was made with.
func (s *gitState) isInBareRepository(name string) bool {
	for at := name; at != "." && at != "/"; at = path.Dir(at) {
		if isRepositorysPart(path.Base(at)) && s.isBareRepository(path.Dir(at)) {
			return true
		}
	}
	return false
}

// isRepositorysPart knows what lies at the top of a repository: https://git-scm.com/docs/gitrepository-layout.
func isRepositorysPart(name string) bool {
	switch strings.ToLower(name) {
	case "objects", "refs", "packed-refs", "head", "fetch_head", "orig_head", "config", "config.worktree", "branches", "hooks", "index",
		"info", "remotes", "logs", "shallow", "modules", "worktrees", "description":
		return true
	}
	return false
}

// isBareRepository goes by what git itself takes a repository to be.
func (s *gitState) isBareRepository(dir string) bool {
	for _, part := range []string{"HEAD", "objects", "refs"} {
		info, err := os.Stat(filepath.Join(s.workspace, filepath.FromSlash(dir), part))
		if err != nil || info.IsDir() != (part != "HEAD") {
			return false
		}
	}
	return true
}
