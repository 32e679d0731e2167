package source

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"mime"
	"net/http"
	"path"
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

// Draft is a page as it is to stand in Confluence.
type Draft struct {
	*Page
	Body       string // storage format
	Files      []File
	Labels     []string // folded to lower case, sorted
	AnchoredTo []*Page  // pages whose headings the body links to
	Failed     bool     // an error at its document keeps it from being written
}

// File is an attachment that a draft needs.
type File struct {
	Name      string // on the page
	Path      string // in the workspace
	MediaType string
	Hash      string
	Linked    bool // a link leads to it, it is not shown as an image
}

// RenderTree renders every page of the tree.
func RenderTree(tree *Tree, workspace *Workspace, s settings.Settings, editor render.Editor, permalink func(path string) string) ([]*Draft, []render.Problem) {
	var drafts []*Draft
	var problems []render.Problem
	for page := range tree.All() {
		labels, found := labelsOf(page, s)
		problems = append(problems, found...)
		draft := &Draft{Page: page, Failed: page.Broken, Labels: labels}
		drafts = append(drafts, draft)
		if page.Document == nil {
			draft.Body = render.ChildPages()
			continue
		}
		links := &linkResolver{tree: tree, workspace: workspace, permalink: permalink, page: page, names: map[string]string{}, linked: map[string]bool{}}
		options := renderOptions(s, workspace)
		options.OmitHeading, options.Editor, options.Resolver = page.HasTitle, editor, links
		result := page.Document.Render(options)
		draft.Body, draft.AnchoredTo = result.Body, links.anchoredTo
		found = append(result.Problems, checkBody(page.Source, draft.Body)...)
		for _, attachment := range result.Attachments {
			file, err := workspace.Attachment(attachment.Path)
			if err != nil {
				found = append(found, render.Problem{Path: page.Source, Severity: render.Error, Rule: "unreadable", Message: err.Error()})
				continue
			}
			draft.Files = append(draft.Files, File{
				Name: attachment.Name, Path: file.Path, MediaType: file.MediaType, Hash: file.Hash, Linked: links.linked[file.Path] && !file.IsImage,
			})
		}
		draft.Failed = draft.Failed || slices.ContainsFunc(found, func(p render.Problem) bool { return p.Severity == render.Error })
		problems = append(problems, found...)
	}
	return drafts, problems
}

// checkBody is the last look before a body goes out: Confluence answers 400 to one that is not well-formed.
func checkBody(source, body string) []render.Problem {
	err := storage.WellFormed(body)
	if err == nil {
		return nil
	}
	return []render.Problem{{
		Path: source, Severity: render.Error, Rule: "storage-body",
		Message: fmt.Sprintf("the page made of this document is not valid storage format (%v). This is a mistake in Pagewright: please report it with the document", err),
	}}
}

func mediaType(name string, content []byte) string {
	if byName := mime.TypeByExtension(path.Ext(name)); byName != "" {
		return byName
	}
	return http.DetectContentType(content)
}

// Hash stands for the title and body that a run writes.
func (d *Draft) Hash() string {
	sum := sha256.New()
	for _, part := range []string{d.Title, d.Body} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return shortHash(sum.Sum(nil))
}

// shortHash keeps 128 bits: enough to tell contents apart, and short, for the manifest holds one for every page.
func shortHash(sum []byte) string {
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}
