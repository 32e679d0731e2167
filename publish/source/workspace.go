package source

import (
	"context"
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

	"github.com/pagewright/pagewright/publish/settings"
)

// Workspace is the folder that a run may read, and nothing outside of it: the repository's checkout, or the docs folder
// itself where there is no repository. Every path in it is slash-separated and relative to its top.
type Workspace struct {
	Dir      string   // absolute, without symbolic links
	Diagrams Diagrams // nil: they stay code

	root    *os.Root
	git     *gitState
	allowed []string // files and folders that may leave though git ignores them; "." allows all

	mu          sync.Mutex // guards what follows
	attachments map[string]attachmentOrError
	targets     map[string]string // where names lead to
}

// OpenWorkspace finds the folder that paths count from: the nearest one above the docs with a .git, else checkout (what the
// CI host names as its checkout, or "") if it holds them, else the working directory, else the docs folder alone.
func OpenWorkspace(ctx context.Context, s settings.Settings, checkout, workingDir string) (*Workspace, error) {
	folders, err := Folders(s.Docs, workingDir)
	if err != nil {
		return nil, err
	}
	dir := workspaceOf(folders[0], checkout, workingDir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: docs: %w", settings.ErrUsage, err)
	}
	w := &Workspace{Dir: dir, root: root, git: readGit(ctx, dir, append(folders, dir)), attachments: map[string]attachmentOrError{}, targets: map[string]string{}}
	if s.Untracked == "allow" {
		w.allowed = []string{"."}
	}
	return w, nil
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

func workspaceOf(docs, checkout, workingDir string) string {
	for dir := docs; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	for _, dir := range []string{checkout, "."} {
		if dir, err := resolve(workingDir, dir); err == nil && dir != "" && holds(dir, docs) {
			return dir
		}
	}
	return docs
}

func resolve(workingDir, name string) (string, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(workingDir, name)
	}
	return filepath.EvalSymlinks(name)
}

func holds(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

func isGlob(name string) bool { return literalPrefix(name) != name }

// literalPrefix is the part of a glob that names a folder or file as it stands.
func literalPrefix(glob string) string {
	at := strings.IndexAny(glob, "*?[{")
	if at < 0 {
		return glob
	}
	if slash := strings.LastIndexAny(glob[:at], "/"+string(filepath.Separator)); slash >= 0 {
		return glob[:slash+1]
	}
	return "."
}

func explainMissing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no %q here; name the folder with your Markdown files", name)
	}
	return err
}

// IsBelow reports whether the workspace lies in a folder, or is that folder.
func (w *Workspace) IsBelow(folder string) bool { return holds(folder, w.Dir) }

// Rel turns a path or glob as the user wrote it into one relative to the workspace.
func (w *Workspace) Rel(workingDir, name string) (string, error) {
	prefix := literalPrefix(name)
	absolute, err := resolve(workingDir, prefix)
	if err != nil {
		return "", explainMissing(name, err)
	}
	rel, err := filepath.Rel(w.Dir, absolute)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%q lies outside of %s, the repository that is read", name, w.Dir)
	}
	return path.Join(filepath.ToSlash(rel), filepath.ToSlash(strings.TrimPrefix(name, prefix))), nil
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

// Folders returns the folders in which the documents lie, absolute and without symbolic links: those whose changes matter.
func Folders(docs []string, workingDir string) ([]string, error) {
	if len(docs) == 0 {
		return nil, fmt.Errorf("%w: no docs are named", settings.ErrUsage)
	}
	var folders []string
	for _, entry := range docs {
		folder, err := resolve(workingDir, literalPrefix(entry))
		if err != nil {
			return nil, fmt.Errorf("%w: docs: %w", settings.ErrUsage, explainMissing(entry, err))
		}
		if info, err := os.Stat(folder); err == nil && !info.IsDir() {
			folder = filepath.Dir(folder)
		}
		folders = append(folders, folder)
	}
	return folders, nil
}
