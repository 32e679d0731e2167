package nav

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// format reads one kind of file.
type format struct {
	names []string // of the file, in a folder
	read  func(n *Nav, file string, content []byte) error
}

// formats are listed from the weakest to the strongest: what one says of a document overrides what the ones before it say.
var formats = []format{
	{[]string{"SUMMARY.md"}, readSummary},
	{[]string{"mkdocs.yml", "mkdocs.yaml"}, readMkDocs},
	{[]string{".order"}, readOrder},
	{[]string{".pages"}, readPages},
	{[]string{"_category_.json", "_category_.yml", "_category_.yaml"}, readCategory},
}

// Read looks for such files in a folder, in those below it, and, for the configuration of a site, in those above it.
func Read(files fs.FS, top string) (*Nav, []render.Problem) {
	n := &Nav{positions: map[string]float64{}, titles: map[string]string{}, sortings: map[string]Sorting{}, contents: map[string]bool{}}
	var folders []string
	for dir := path.Dir(top); top != "."; dir = path.Dir(dir) {
		folders = append(folders, dir)
		if dir == "." || dir == "/" {
			break
		}
	}
	slices.Reverse(folders)
	above := len(folders)
	_ = fs.WalkDir(files, top, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // the documents' reader tells
		case entry.IsDir() && name != top && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir():
			folders = append(folders, name)
		}
		return nil
	})
	for _, format := range formats {
		for i, folder := range folders {
			for _, name := range format.names {
				if i < above && !strings.HasPrefix(name, "mkdocs.") {
					continue
				}
				n.readFile(files, path.Join(folder, name), format)
			}
		}
	}
	return n, n.problems
}

const largest = 1 << 20

func (n *Nav) readFile(files fs.FS, name string, format format) {
	file, err := files.Open(name)
	if err != nil {
		return
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > largest {
		return
	}
	content, err := io.ReadAll(io.LimitReader(file, largest))
	if err == nil {
		err = format.read(n, name, content)
	}
	if err != nil {
		message := err.Error()
		if failure, is := errors.AsType[yaml.Error](err); is {
			message = failure.GetMessage()
		}
		n.problems = append(n.problems, render.Problem{Path: name, Severity: render.Warning, Rule: problem.Nav, Message: "the order that it gives is not followed: " + message + ". nav: none leaves such files alone"})
	}
}
