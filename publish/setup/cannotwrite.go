package setup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"syscall"
)

// cannotWrite says why a file could not be written, and what to do.
func cannotWrite(root *os.Root, name string, err error) error {
	for at := name; at != "."; at = path.Dir(at) {
		info, known := root.Stat(at)
		switch {
		case isDangling(root, at):
			return fmt.Errorf("%s cannot be written: %s is a link that leads nowhere, or out of the repository: remove the link, or make what it leads to", name, at)
		case at != name && known == nil && !info.IsDir():
			return fmt.Errorf("%s cannot be written: %s is a file and not a folder: move it away", name, at)
		}
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%s cannot be written, for this account may not write in %s: give it the right to, or run init in a checkout of your own", name, root.Name())
	}
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return fmt.Errorf("%s cannot be written in %s: %w", name, root.Name(), err)
}

// isDangling reports whether a link has nothing to lead to within the folder.
func isDangling(root *os.Root, name string) bool {
	info, err := root.Lstat(name)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	_, err = root.Stat(name)
	return err != nil
}
