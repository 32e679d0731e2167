package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// otherNames are names that people give the file by mistake.
var otherNames = []string{"pagewright.yml", ".pagewright.yaml", ".pagewright.yml"}

// file finds and reads the file with the settings: the one that config names, else the nearest one above the working
// directory, as far as the top of the repository. Without any it is nil.
func (from Sources) file(config, folder string) (*File, error) {
	if config != "" {
		return from.open(config, config)
	}
	if from.Exists == nil {
		return nil, nil
	}
	for _, dir := range from.foldersAbove(folder) {
		name := filepath.Join(dir, FileName)
		if from.Exists(name) {
			return from.open(name, from.shown(name))
		}
		for _, other := range otherNames {
			if name := filepath.Join(dir, other); from.Exists(name) {
				return nil, fmt.Errorf("%s is not read: name it %s", from.shown(name), FileName)
			}
		}
	}
	return nil, nil
}

// foldersAbove returns a folder and those above it, as far as the top of the repository; without one, the folder alone.
func (from Sources) foldersAbove(folder string) []string {
	var folders []string
	for dir := folder; ; dir = filepath.Dir(dir) {
		folders = append(folders, dir)
		if from.Exists(filepath.Join(dir, ".git")) {
			return folders
		}
		if dir == filepath.Dir(dir) {
			return folders[:1]
		}
	}
}

func (from Sources) open(name, shown string) (*File, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(from.WorkingDir, name)
	}
	if from.Stat != nil {
		if info, err := from.Stat(name); err == nil && !info.Mode().IsRegular() {
			return nil, fmt.Errorf("config: %s is %s, not a file: name a file with settings", shown, kindOf(info.Mode()))
		} else if err == nil && info.Size() > largestFile {
			return nil, tooLarge(shown)
		}
	}
	content, err := from.ReadFile(name)
	switch pathError, ok := errors.AsType[*fs.PathError](err); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("config: there is no file %s", shown)
	case ok:
		return nil, fmt.Errorf("config: %s cannot be read: %w", shown, pathError.Err)
	case err != nil:
		return nil, fmt.Errorf("config: %w", err)
	}
	return ParseFile(filepath.ToSlash(shown), filepath.Dir(name), content)
}

// kindOf says what is no regular file. Reading a pipe or a device may never end.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// shown is the path of a file as people in the working directory write it.
func (from Sources) shown(name string) string {
	if rel, err := filepath.Rel(from.WorkingDir, name); err == nil {
		return rel
	}
	return name
}

// value returns what the file says of a setting in the values of its top or of a tree. Paths come out as they are written in
// folder.
func (f *File) value(values map[string]written, s Setting, folder string) (found given, ok bool) {
	w, ok := values[s.Name]
	if !ok {
		return given{}, false
	}
	found = given{value: w.text, items: w.items, isList: w.isList, where: fmt.Sprintf("%s:%d:%d: %s", f.name, w.line, w.column, s.Name)}
	if s.Kind() == List {
		for i := range found.list() {
			found.places = append(found.places, f.name+":"+w.places[min(i, len(w.places)-1)])
		}
	}
	if !s.isPath {
		return found, true
	}
	if s.Kind() == List {
		if !found.isList {
			found.items, found.isList = splitList(found.value), true
		}
		moved := make([]string, len(found.items))
		for i, item := range found.items {
			moved[i] = filepath.ToSlash(f.from(folder, item))
		}
		found.items = moved
		return found, true
	}
	found.value = f.from(folder, found.value)
	return found, true
}

// from returns a path of the file as it is written in a folder.
func (f *File) from(folder, name string) string {
	if name == "" || name == "-" || filepath.IsAbs(name) {
		return name
	}
	rel, err := filepath.Rel(folder, f.dir)
	switch {
	case err != nil:
		return filepath.Join(f.dir, name)
	case rel == ".":
		return name
	}
	return filepath.Join(rel, name)
}
