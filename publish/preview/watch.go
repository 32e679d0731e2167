package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settling is how long files must have been quiet: editors and git write many of them at once.
const settling = 150 * time.Millisecond

// watcher tells of changes below folders, also of those in folders that come later.
type watcher struct {
	*fsnotify.Watcher
}

func watch(folders []string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify}
	for _, folder := range folders {
		if err := w.addBelow(folder); err != nil {
			_ = notify.Close()
			return nil, err
		}
	}
	return w, nil
}

func (w *watcher) addBelow(top string) error {
	return filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !entry.IsDir() {
			return err
		}
		if name != top && ignored(name) {
			return fs.SkipDir
		}
		if err := w.Add(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

func ignored(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") || base == "node_modules"
}

// next waits for a change and for quiet after it, and returns the names of what changed; nil when the context ended.
func (w *watcher) next(ctx context.Context) ([]string, error) {
	var quiet <-chan time.Time
	changed := map[string]bool{}
	for {
		select {
		case <-ctx.Done():
			return nil, nil
		case <-quiet:
			return slices.Sorted(maps.Keys(changed)), nil
		case err := <-w.Errors:
			return nil, err
		case event := <-w.Events:
			if event.Op == fsnotify.Chmod || ignored(event.Name) {
				continue
			}
			if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
				if err := w.addBelow(event.Name); err != nil {
					return nil, err
				}
			}
			changed[event.Name] = true
			quiet = time.After(settling)
		}
	}
}
