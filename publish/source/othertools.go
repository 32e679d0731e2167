package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// othersParent returns the page of the tree that the words of another publisher name as a document's parent, nil where they
// name none that it could be, or several.
func (t *Tree) othersParent(page *Page, byTitle titled) *Page {
	words, named := page.othersParent()
	if !named {
		return nil
	}
	found := byTitle.named(words.Value, page)
	if len(found) != 1 || found[0] == page || found[0].below(page) {
		return nil
	}
	return found[0]
}

// othersParent returns the page above that another tool's words name: of several, which mark lists from the top down, the
// last.
func (p *Page) othersParent() (words render.Words, named bool) {
	if p.Document == nil || p.Document.FrontMatter.Parent != "" {
		return words, false
	}
	all := p.Document.FrontMatter.Others.Parents
	if len(all) == 0 {
		return words, false
	}
	return all[len(all)-1], true
}

// OthersParents returns the parents in other tools' words that are none of the documents, each once. Whether they are pages
// of the space is to be asked.
func (t *Tree) OthersParents() []string {
	var refs []string
	for page := range t.All() {
		if words, named := page.othersParent(); named && !page.movedByOthers && !slices.Contains(refs, words.Value) {
			refs = append(refs, words.Value)
		}
	}
	return refs
}

// SettleOthers puts documents below the parents that other tools' words name and that stand in the space. It warns, once a
// document, of such words that are not followed: nobody is moved to another space or below a page that is not there.
// stands is nil where the space is not known.
func (t *Tree) SettleOthers(space string, stands map[string]bool) []render.Problem {
	all := slices.Collect(t.All())
	moved := map[*Page]bool{}
	var problems []render.Problem
	for _, page := range all {
		if page.Document == nil {
			continue
		}
		ignored := othersSpaces(page.Document.FrontMatter.Others, space)
		switch words, named := page.othersParent(); {
		case !named || page.movedByOthers || stands == nil:
		case stands[words.Value] && title.Fold(words.Value) != title.Fold(page.Title):
			page.Parent, page.ParentRef, moved[page] = nil, words.Value, true
		default:
			ignored = append(ignored, render.Ignored{Words: words, Why: "there is no such page below which it could stand"})
		}
		problems = append(problems, othersProblem(page, append(ignored, page.Document.FrontMatter.Others.Ignored...))...)
	}
	t.place(all, moved)
	t.Top = t.withoutEmptyFolders(t.Top)
	return problems
}

func othersSpaces(others render.OtherTools, space string) (ignored []render.Ignored) {
	for _, words := range others.Spaces {
		if space != "" && !strings.EqualFold(words.Value, space) {
			ignored = append(ignored, render.Ignored{Words: words, Why: "this run publishes to the space " + space})
		}
	}
	return ignored
}

// mostNamed bounds how many words a warning repeats.
const mostNamed = 8

func othersProblem(page *Page, ignored []render.Ignored) []render.Problem {
	if len(ignored) == 0 {
		return nil
	}
	slices.SortStableFunc(ignored, func(a, b render.Ignored) int { return a.Line - b.Line })
	var named []string
	for _, words := range ignored[:min(len(ignored), mostNamed)] {
		named = append(named, fmt.Sprintf("%s (%s)", title.Cut(words.Text, 100), words.Why))
	}
	more := ""
	if n := len(ignored) - mostNamed; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return []render.Problem{{
		Path: page.Source, Line: ignored[0].Line, Column: ignored[0].Column, Severity: render.Warning, Rule: problem.OtherTools,
		Message: fmt.Sprintf("what another tool is told here is not followed: %s%s. Remove it, or say it in front matter; docs/switching.md tells how", strings.Join(named, ", "), more),
	}}
}

// othersFiles returns the files that another tool's words put on the page, without those that its text shows or links to.
func othersFiles(page *Page, links *linkResolver) (files []render.Attachment, problems []render.Problem) {
	for _, words := range page.Document.FrontMatter.Others.Files {
		file, _, err := links.locate(words.Value)
		if err == nil {
			_, err = links.workspace.Attachment(file)
		}
		if err != nil {
			problems = append(problems, render.Problem{Path: page.Source, Line: words.Line, Column: words.Column, Severity: render.Warning, Rule: problem.OtherTools, Message: fmt.Sprintf("%s: %v", words.Text, err)})
			continue
		}
		if slices.Contains(slices.Collect(maps.Values(links.names)), file) {
			continue
		}
		links.linked[file] = true
		files = append(files, render.Attachment{Path: file, Name: links.attachmentName(file)})
	}
	return files, problems
}
