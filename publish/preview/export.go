package preview

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
)

// exported is a file by which the folder of an earlier export is known.
const exported = "assets/search-index.js"

// mayExport reports whether a folder can be written to: one that is not there, is empty, or holds an earlier export.
func mayExport(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%w: --export: %w", settings.ErrUsage, err)
	case len(entries) == 0:
		return nil
	}
	if _, err := os.Lstat(filepath.Join(folder, exported)); err != nil {
		return fmt.Errorf("%w: --export: %s holds other files: name a folder that is empty or not there yet", settings.ErrUsage, folder)
	}
	return nil
}

// export writes the pages into a folder, in place of those of an earlier export.
func export(server *sandbox.Server, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if err := clear(root, folder); err != nil {
		return err
	}
	return server.Export(space, func(name string, content []byte) error {
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		return root.WriteFile(name, content, 0o644)
	})
}

// clear removes what an export writes.
func clear(root *os.Root, folder string) error {
	pages, err := filepath.Glob(filepath.Join(folder, "*.html"))
	for _, page := range pages {
		err = errors.Join(err, root.Remove(filepath.Base(page)))
	}
	return errors.Join(err, root.RemoveAll("assets"), root.RemoveAll("files"))
}
