package source

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pagewright/pagewright/publish/settings"
)

// OpenWorkspace finds the folder that paths count from: the nearest one above the docs with a .git, else checkout (what the
// CI host names as its checkout, or "") if it holds them, else the working directory, else the docs folder alone.
func OpenWorkspace(ctx context.Context, s settings.Settings, checkout, workingDir string) (*Workspace, error) {
	folders, err := Folders(s, workingDir)
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
