package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
)

// Folders returns the folders in which the documents of the settings lie, absolute and without symbolic links: those whose changes matter.
func Folders(s settings.Settings, workingDir string) ([]string, error) {
	if len(s.Docs) == 0 {
		return nil, fmt.Errorf("%w: no docs are named", settings.ErrUsage)
	}
	var folders []string
	for i, entry := range s.Docs {
		folder, err := resolve(workingDir, literalPrefix(entry))
		if err != nil {
			return nil, fmt.Errorf("%w: docs: %w", settings.ErrUsage, explainMissing(entry, s.DocsPlace(i), err))
		}
		if info, err := os.Stat(folder); err == nil && !info.IsDir() {
			folder = filepath.Dir(folder)
		}
		folders = append(folders, folder)
	}
	return folders, nil
}

func resolve(workingDir, name string) (string, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(workingDir, name)
	}
	return filepath.EvalSymlinks(name)
}

// explainMissing tells that an entry of docs is not there, and the place that names it, "" where none is known.
func explainMissing(name, place string, err error) error {
	switch isMissing := errors.Is(err, fs.ErrNotExist); {
	case isMissing && place != "":
		return fmt.Errorf("there is no %q here, which %s names; name the folder with your Markdown files", name, place)
	case isMissing:
		return fmt.Errorf("there is no %q here; name the folder with your Markdown files", name)
	}
	return err
}

func holds(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// above returns a folder and those above it, up to the top of the workspace.
func above(dir string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for ; yield(dir) && dir != "."; dir = path.Dir(dir) {
		}
	}
}

func isBelow(file, folder string) bool { return folder == "." || strings.HasPrefix(file, folder+"/") }
