package source

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
	"github.com/pagewright/pagewright/render/storage"
)

// RenderedPage is a document as it is to be shown, but for the titles of the pages that it links to: those are settled when
// the page is written.
type RenderedPage struct {
	*Page
	Looks
	Hash   string // of the body, whichever titles and commit its links name
	Text   string // hash of what a reader sees, and of the macros' names
	Refs   []Ref  // the pages that it links to, each once, in the order of their first links
	Files  []File
	Labels []string // folded to lower case, sorted
	Blank  bool     // there is nothing to see
	Failed bool     // an error at its document keeps it from being written
}

// Ref is a page that a body links to.
type Ref struct {
	PageRef
	Anchored bool // a link leads to a heading of it
}

// File is an attachment that a page needs.
type File struct {
	Name      string // on the page
	Path      string // in the workspace
	MediaType string
	Hash      string // of the content
	Linked    bool   // a link leads to it, it is not shown as an image
	Drawn     bool   // it is the picture of a diagram
}

// RenderAll renders every page of the tree, parents before their children. The problems are what the authors should know.
func (r *Renderer) RenderAll() ([]*RenderedPage, []render.Problem) {
	pages := slices.Collect(r.Tree.All())
	rendered, found := make([]*RenderedPage, len(pages)), make([][]render.Problem, len(pages))
	done := r.Workspace.Progress.Count(len(pages), "documents are rendered")
	sideBySide(len(pages), func(i int) {
		rendered[i], found[i] = r.renderPage(pages[i])
		done()
	})
	return rendered, slices.Concat(found...)
}

func (r *Renderer) renderPage(page *Page) (*RenderedPage, []render.Problem) {
	labels, problems := labelsOf(page, r.Settings)
	looks, found := looksOf(page, r.Settings)
	problems = append(problems, found...)
	rendered := &RenderedPage{Page: page, Looks: looks, Failed: page.Broken, Labels: labels}
	links := r.links(page, false)
	links.title = func(ref PageRef) (string, bool) { return rendered.number(ref), true }
	result, err := r.render(page, looks, links, false)
	if err != nil {
		problems = append(problems, render.Problem{Path: page.Source, Severity: render.Error, Rule: problem.Unreadable, Message: err.Error()})
	}
	if page.Document != nil && err == nil {
		problems = append(problems, result.Problems...)
		problems = append(problems, checkBody(page.Source, result.Body)...)
		problems = append(problems, checkSize(page.Source, result.Body, r.Editor)...)
		named, found := othersFiles(page, links)
		problems = append(problems, found...)
		problems = append(problems, rendered.takeFiles(r.Workspace, append(result.Attachments, named...), links)...)
		for i := range rendered.Refs {
			rendered.Refs[i].Anchored = links.anchored[rendered.Refs[i].PageRef]
		}
	}
	rendered.Refs = slices.Clone(rendered.Refs) // they stay, and have grown
	rendered.Hash = hashOf(result.Body)
	text, macros := storage.VisibleText(result.Body), storage.MacroNames(result.Body)
	rendered.Text, rendered.Blank = hashOf(text, strings.Join(macros, "\n")), strings.TrimSpace(text) == "" && len(macros) == 0
	rendered.Failed = rendered.Failed || slices.ContainsFunc(problems, func(p render.Problem) bool { return p.Severity == render.Error })
	return rendered, problems
}

// number stands for the title of a page that is linked to: its place among those.
func (p *RenderedPage) number(to PageRef) string {
	at := slices.IndexFunc(p.Refs, func(ref Ref) bool { return ref.PageRef == to })
	if at < 0 {
		at = len(p.Refs)
		p.Refs = append(p.Refs, Ref{PageRef: to})
	}
	return strconv.Itoa(at)
}

func (p *RenderedPage) takeFiles(workspace *Workspace, attachments []render.Attachment, links *linkResolver) (problems []render.Problem) {
	for _, attachment := range attachments {
		file, err := workspace.Attachment(attachment.Path)
		if err != nil {
			problems = append(problems, render.Problem{Path: p.Source, Severity: render.Error, Rule: problem.Unreadable, Message: err.Error()})
			continue
		}
		p.Files = append(p.Files, File{
			Name: attachment.Name, Path: file.Path, MediaType: file.MediaType, Hash: file.Hash, Linked: links.linked[file.Path] && !file.IsImage, Drawn: file.Drawn,
		})
	}
	return problems
}

// Body renders a page as it is sent. Title returns the title of a page that may be linked to; where it returns none, the text
// of the link stays without it.
//
// Errors: [ErrChanged].
func (r *Renderer) Body(page *Page, title func(PageRef) (string, bool)) (string, error) {
	links := r.links(page, true)
	links.title = title
	looks, _ := looksOf(page, r.Settings)
	result, err := r.render(page, looks, links, true)
	return result.Body, err
}

func (r *Renderer) render(page *Page, looks Looks, links *linkResolver, commit bool) (render.Result, error) {
	if page.Document == nil {
		return render.Result{Body: render.ChildPages()}, nil
	}
	document, err := page.Document.parse(r.Workspace)
	if err != nil {
		return render.Result{}, err
	}
	result := document.Render(r.options(page, links))
	result.Body = r.banner(page, looks, commit) + result.Body
	return result, nil
}

func (r *Renderer) links(page *Page, commit bool) *linkResolver {
	return &linkResolver{
		tree: r.Tree, workspace: r.Workspace, page: page,
		address: func(path, suffix string) string { return r.Address(path, suffix, commit) }, leftOut: &r.leftOut,
		names: map[string]string{}, linked: map[string]bool{}, anchored: map[PageRef]bool{},
		neighbours: r.Neighbours, space: r.Space,
	}
}

// checkBody is the last look before a body goes out: Confluence answers 400 to one that is not well-formed.
func checkBody(source, body string) []render.Problem {
	err := storage.WellFormed(body)
	if err == nil {
		return nil
	}
	return []render.Problem{{
		Path: source, Severity: render.Error, Rule: problem.StorageBody,
		Message: fmt.Sprintf("the page made of this document is not valid storage format (%v). This is a mistake in Pagewright: please report it with the document", err),
	}}
}

func hashOf(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12])
}
