package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/render"
)

// Document is what stays of a document in memory. Its text and its tree do not: it is parsed again whenever a body is made
// of it.
type Document struct {
	Path        string // in the workspace
	FrontMatter render.FrontMatter
	Heading     string // see render.Document
	HeldBack    *render.HeldBack
	Anchors     *render.Anchors

	HeadingLine, HeadingColumn int

	markdown   render.Markdown   // that it is written in
	sum        [sha256.Size]byte // of the content
	unreadable bool              // it is taken for an empty one
}

// ErrChanged is for a document that is not what it was when the run began.
var ErrChanged = errors.New("the document was changed while this run was under way: run again")

// reading is a document as it was read, and what its author should know.
type reading struct {
	document *Document
	problems []render.Problem
	err      error // it cannot be read; the document is an empty one
}

// parse reads a document again. Errors: [ErrChanged], and what keeps it from being read.
func (d *Document) parse(workspace *Workspace) (*render.Document, error) {
	content, err := workspace.ReadDocument(d.Path)
	if d.unreadable {
		content, err = nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrChanged, err)
	}
	if sha256.Sum256(content) != d.sum {
		return nil, ErrChanged
	}
	parsed, _ := d.markdown.Parse(d.Path, content)
	return parsed, nil
}

// sideBySide does something n times, on all cores.
func sideBySide(n int, do func(i int)) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() error { do(i); return nil })
	}
	_ = group.Wait()
}
