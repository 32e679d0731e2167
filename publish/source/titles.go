package source

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/pagewright/pagewright/publish/title"
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
	page.Title = title.Clean(r.settings.TitlePrefix + wanted + r.settings.TitleSuffix)
	if strings.ContainsRune(page.Title, utf8.RuneError) {
		r.fail(page, "title", "title-damaged", "the title has characters that were lost in a conversion (shown as \uFFFD), and a page with a damaged title is not created: save the file as UTF-8 and write the title again")
	}
	if n := title.Length(page.Title); n > title.Max {
		r.fail(page, "title", "title-too-long", fmt.Sprintf("the title has %d characters, Confluence stores at most %d: give the document a shorter title in its front matter", n, title.Max))
	}
}
