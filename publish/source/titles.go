package source

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// title settles the title that a document asks for: the front matter's, else that of its first heading, else its name.
func (r *treeReader) title(page *Page) {
	frontMatter, heading := page.Document.FrontMatter.Title, page.Document.Heading
	wanted := page.name()
	if wanted == "." {
		wanted = path.Base(r.workspace.Dir)
	}
	wanted = r.navTitle(page, page.Source, wanted)
	switch {
	case frontMatter != "":
		wanted = frontMatter
		page.plain = ""
		page.HasTitle = title.Clean(heading) == title.Clean(frontMatter)
	case heading != "" && r.settings.TitleFrom == "heading":
		wanted, page.plain = heading, ""
		page.HasTitle = true
	}
	r.decorate(page, wanted)
}

func (r *treeReader) decorate(page *Page, wanted string) {
	page.plainTitle = title.Clean(wanted)
	page.Title = title.Clean(r.settings.TitlePrefix + wanted + r.settings.TitleSuffix)
	if title.IsBlank(page.Title) {
		r.fail(page, "title", problem.TitleBlank, "the title is empty, or has only characters that nobody sees, and Confluence takes no such title: give the document a title in its front matter or in its first heading, or a folder another name")
	}
	if strings.ContainsRune(page.Title, utf8.RuneError) {
		r.fail(page, "title", problem.TitleDamaged, "the title has characters that were lost in a conversion (shown as \uFFFD), and a page with a damaged title is not created: save the file as UTF-8 and write the title again")
	}
	if n := title.Length(page.Title); n > title.Max {
		r.fail(page, "title", problem.TitleTooLong, fmt.Sprintf("the title has %d characters, Confluence stores at most %d: give the document a shorter title in its front matter", n, title.Max))
	}
}

// settleNavTitles takes the titles that site generators are told only where no other page asks for the same.
func (r *treeReader) settleNavTitles() {
	count := map[string]int{}
	for page := range r.tree.All() {
		count[title.Fold(page.Title)]++
	}
	for page := range r.tree.All() {
		if page.plain != "" && count[title.Fold(page.Title)] > 1 {
			r.decorate(page, page.plain)
		}
	}
}

// warnOfLookalikes warns of titles that only characters nobody sees tell from those of other documents.
func (r *treeReader) warnOfLookalikes() {
	seen := map[string]*Page{}
	for page := range r.tree.All() {
		looks := title.Fold(title.Seen(page.Title))
		other := seen[looks]
		switch {
		case page.Document == nil:
		case other == nil:
			seen[looks] = page
		case !page.Broken && title.Fold(page.Title) != title.Fold(other.Title):
			r.problems = append(r.problems, page.problem("title", render.Warning, problem.TitleLookalike,
				fmt.Sprintf("the title looks like that of %s, and only characters that nobody sees tell them apart: it is %+q, the other one %+q", other.Source, page.Title, other.Title)))
		}
	}
}

// titled holds the pages of a tree by their titles, folded, with what title-prefix and title-suffix add and without it.
type titled map[string][]*Page

func (t titled) add(page *Page) {
	whole, plain := title.Fold(page.Title), title.Fold(page.plainTitle)
	t[whole] = append(t[whole], page)
	if plain != whole {
		t[plain] = append(t[plain], page)
	}
}

// named returns the pages of a title: folders without a document only where no document has it, for nobody chose theirs, and
// the page that asks only where no other one has it.
func (t titled) named(ref string, asks *Page) []*Page {
	found := t[title.Fold(title.Clean(ref))]
	for _, isWorse := range []func(*Page) bool{
		func(page *Page) bool { return page.Document == nil },
		func(page *Page) bool { return page == asks },
	} {
		if better := slices.DeleteFunc(slices.Clone(found), isWorse); len(better) > 0 {
			found = better
		}
	}
	return found
}
