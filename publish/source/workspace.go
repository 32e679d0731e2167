package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/pagewright/pagewright/publish/progress"
)

// Workspace is the folder that a run may read, and nothing outside of it: the repository's checkout, or the docs folder
// itself where there is no repository. Every path in it is slash-separated and relative to its top.
type Workspace struct {
	Dir      string   // absolute, without symbolic links
	Diagrams Diagrams // nil: they stay code
	Progress *progress.Progress

	root    *os.Root
	git     *gitState
	allowed []string // files and folders that may leave though git ignores them; "." allows all

	mu          sync.Mutex // guards what follows
	attachments map[string]attachmentOrError
	targets     map[string]string // where names lead to
}

// allowNamed lets what the user names leave though git ignores it, with what is in it.
func (w *Workspace) allowNamed(entry string) {
	if name := path.Clean(literalPrefix(entry)); w.git.ignoresItself(name) {
		w.allowed = append(w.allowed, name)
	}
}

func (w *Workspace) isAllowed(name string) bool {
	return slices.ContainsFunc(w.allowed, func(allowed string) bool {
		return allowed == "." || name == allowed || strings.HasPrefix(name, allowed+"/")
	})
}

// IsBelow reports whether the workspace lies in a folder, or is that folder.
func (w *Workspace) IsBelow(folder string) bool { return holds(folder, w.Dir) }

// Rel turns a path or glob as the user wrote it into one relative to the workspace.
func (w *Workspace) Rel(workingDir, name string) (string, error) {
	prefix := literalPrefix(name)
	absolute, err := resolve(workingDir, prefix)
	if err != nil {
		return "", explainMissing(name, "", err)
	}
	rel, err := filepath.Rel(w.Dir, absolute)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%q lies outside of %s, the repository that is read", name, w.Dir)
	}
	return path.Join(filepath.ToSlash(rel), filepath.ToSlash(strings.TrimPrefix(name, prefix))), nil
}

// bases returns those of the folders that lie in the workspace.
func (w *Workspace) bases(folders ...string) []string {
	var bases []string
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		if base, err := w.Rel(folder, "."); err == nil {
			bases = append(bases, base)
		}
	}
	return bases
}

// FS returns the workspace's files; no symbolic link leads out of it.
func (w *Workspace) FS() fs.FS { return w.root.FS() }

// Stat returns what a path in the workspace is.
func (w *Workspace) Stat(name string) (fs.FileInfo, error) {
	info, err := w.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, w.explain(name, err)
	}
	return info, nil
}

// folderOf returns the folder of an entry of the docs setting.
func (w *Workspace) folderOf(entry string) string {
	folder := path.Clean(literalPrefix(entry))
	if info, err := w.Stat(folder); err == nil && !info.IsDir() {
		folder = path.Dir(folder)
	}
	return folder
}

// Close gives the folder back to the system.
func (w *Workspace) Close() error { return w.root.Close() }

func (w *Workspace) explain(name string, err error) error {
	info, lstatErr := w.root.Lstat(filepath.FromSlash(name))
	isLink := lstatErr == nil && info.Mode()&fs.ModeSymlink != 0
	switch {
	case isLink && errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s is a symbolic link to a file that is not there", name)
	case isLink && errors.Is(err, syscall.ELOOP):
		return fmt.Errorf("%s is a symbolic link that leads back to itself", name)
	case isLink:
		return fmt.Errorf("%s is a symbolic link and cannot be read: links that lead out of %s are not followed", name, w.Dir)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s", name)
	}
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}
