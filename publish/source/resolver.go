package source

import (
	"net/url"
	"path"
	"strings"
	"sync/atomic"
)

// linkResolver says what the destinations in one document stand for: pages of the tree, files to attach, or addresses
// in the source repository.
type linkResolver struct {
	tree      *Tree
	workspace *Workspace
	address   func(path, suffix string) string // in the source repository; "" where it has none
	leftOut   *atomic.Bool
	page      *Page
	title     func(PageRef) (string, bool) // of a page that is linked to
	names     map[string]string            // attachment name → file
	linked    map[string]bool              // files that leave because of a link
	anchored  map[PageRef]bool             // pages whose headings the document links to

	neighbours []Neighbour
	space      string // key of the space of the document's page
}

// Neighbour is another tree of the same run, whose pages may be linked to.
type Neighbour struct {
	Tree      *Tree
	Workspace *Workspace
	Space     string // key
}

// cutDestination returns the path in a destination, unescaped, and what follows it.
func cutDestination(destination string) (name, suffix string) {
	name = destination
	if at := strings.IndexAny(name, "?#"); at >= 0 {
		name, suffix = name[:at], name[at:]
	}
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	return name, suffix
}

func (l *linkResolver) exists(file string) bool {
	_, err := l.workspace.Stat(file)
	return err == nil
}

// besideDocs reports whether a file lies in the documents' folder, and so belongs to them. Where that is the whole
// repository, its files are source.
func (l *linkResolver) besideDocs(file string) bool {
	return strings.HasPrefix(file, path.Clean(literalPrefix(l.page.Docs))+"/")
}
