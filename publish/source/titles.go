package source

import (
	"fmt"
	"iter"
	"path"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// maxTitle is the length of a title that Confluence stores, in UTF-16 units.
const maxTitle = 255

func (r *treeReader) title(page *Page) {
	frontMatter, heading := page.Document.FrontMatter.Title, page.Document.Heading
	title := page.name()
	if title == "." {
		title = path.Base(r.workspace.Dir)
	}
	switch {
	case frontMatter != "":
		title = frontMatter
		page.HasTitle = oneLine(heading) == oneLine(frontMatter)
	case heading != "" && r.settings.TitleFrom == "heading":
		title = heading
		page.HasTitle = true
	}
	r.decorate(page, title)
}

func (r *treeReader) decorate(page *Page, title string) {
	page.Title = oneLine(r.settings.TitlePrefix + title + r.settings.TitleSuffix)
	if strings.ContainsRune(page.Title, utf8.RuneError) {
		r.fail(page, "title", "title-damaged", "the title has characters that were lost in a conversion (shown as \uFFFD), and a page with a damaged title is not created: save the file as UTF-8 and write the title again")
	}
	if n := titleLength(page.Title); n > maxTitle {
		r.fail(page, "title", "title-too-long", fmt.Sprintf("the title has %d characters, Confluence stores at most %d: give the document a shorter title in its front matter", n, maxTitle))
	}
}

func titleLength(title string) int { return len(utf16.Encode([]rune(title))) }

// oneLine makes of a title what Confluence would: runs of white space are one space, control characters are gone.
func oneLine(title string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, title)
	return strings.Join(strings.Fields(clean), " ")
}

// settleTitles sees to it that no two pages of the tree have the same title: Confluence holds titles unique in a space,
// without regard to case. A folder without a document takes another title by itself, for nobody chose the one it has.
func (r *treeReader) settleTitles() {
	holder := map[string]*Page{}
	for page := range r.tree.All() {
		if page.Document != nil {
			r.settle(page, holder, r.settings.OnTitleConflict == "disambiguate")
		}
	}
	for page := range r.tree.All() {
		if page.Document == nil {
			r.decorate(page, page.Title)
			r.settle(page, holder, true)
		}
	}
}

func (r *treeReader) settle(page *Page, holder map[string]*Page, mayRename bool) {
	other := holder[FoldTitle(page.Title)]
	if other == nil {
		holder[FoldTitle(page.Title)] = page
		return
	}
	if !mayRename {
		r.fail(page, "title", "title-conflict", fmt.Sprintf("the title %q is already that of %s, and a space holds each title once: give one of them another title in its front matter, or set on-title-conflict: disambiguate", page.Title, other.Source))
		return
	}
	for title := range page.OtherTitles() {
		if holder[FoldTitle(title)] == nil && titleLength(title) <= maxTitle {
			page.Title = title
			holder[FoldTitle(title)] = page
			page.HasTitle = false
			return
		}
	}
	r.fail(page, "title", "title-conflict", fmt.Sprintf("the title %q is already that of %s, and no other could be made of it", page.Title, other.Source))
}

// OtherTitles gives titles that tell the page from others of its title: with the names of the folders it lies in, nearest
// first, ever more of them.
func (p *Page) OtherTitles() iter.Seq[string] {
	return func(yield func(string) bool) {
		dir := path.Dir(strings.TrimSuffix(p.Source, "/"))
		where := ""
		for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
			where = path.Join(path.Base(dir), where)
			if !yield(p.Title + " (" + where + ")") {
				return
			}
		}
		yield(p.Title + " (" + strings.TrimSuffix(p.Source, "/") + ")")
	}
}

// FoldTitle gives the form in which Confluence compares titles.
func FoldTitle(title string) string { return strings.ToLower(title) }
