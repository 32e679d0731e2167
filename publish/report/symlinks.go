package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mostSymlinks is how many symbolic links a name may lead through, as many as Linux follows.
const mostSymlinks = 40

// placeOf follows the symbolic links of a name to the file they lead to, which need not be there yet. A link in the checkout
// that leads out of it, or to git's own files, may be that of a pull request: it is not followed. As the file itself it is
// removed, so that the file takes its place; as a folder on the way it is an error.
func placeOf(name, checkout string) (string, error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	at, left := rootOf(absolute)
	for links := 0; len(left) > 0; {
		at, left = filepath.Join(at, left[0]), left[1:]
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			return filepath.Join(append([]string{at}, left...)...), nil
		}
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		to, err := os.Readlink(at)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(at), to)
		}
		isLast := len(left) == 0
		if escapes(checkout, at, to) {
			if !isLast {
				return "", fmt.Errorf("%s is a symbolic link that leads out of the checkout: links of a checkout are not followed out of it", at)
			}
			return at, os.Remove(at)
		}
		if isLast && isSpecial(at) {
			return at, nil // the link of a device or pipe need not lead to a name: /proc/self/fd/3
		}
		if links++; links > mostSymlinks {
			return "", fmt.Errorf("%s is a symbolic link that leads in a circle", name)
		}
		root, parts := rootOf(to)
		at, left = root, append(parts, left...)
	}
	return at, nil
}

// checkoutHere returns the checkout that the working directory lies in, or that directory itself, for a run that broke off
// before it knew its workspace.
func checkoutHere() string {
	here, err := filepath.Abs(".")
	if err == nil {
		here, err = filepath.EvalSymlinks(here)
	}
	if err != nil {
		return ""
	}
	for folder := here; ; folder = filepath.Dir(folder) {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			return here
		}
	}
}

// rootOf cuts an absolute path into its root and the names below it.
func rootOf(absolute string) (root string, below []string) {
	volume := filepath.VolumeName(absolute)
	separator := string(filepath.Separator)
	below = strings.Split(absolute[len(volume):], separator)
	return volume + separator, slices.DeleteFunc(below, func(name string) bool { return name == "" })
}

func escapes(checkout, link, to string) bool {
	if checkout == "" || !holds(checkout, link) {
		return false
	}
	return !holds(checkout, to) || slices.ContainsFunc(strings.Split(to, string(filepath.Separator)), func(name string) bool {
		return strings.EqualFold(name, ".git") // some file systems do not tell them apart
	})
}

func holds(folder, name string) bool {
	below, err := filepath.Rel(folder, name)
	return err == nil && filepath.IsLocal(below)
}

// isSpecial reports whether a name leads to something that is neither a regular file nor a folder.
func isSpecial(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}
