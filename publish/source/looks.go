package source

import (
	"cmp"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// Looks are what a page asks for besides its text, by the settings or its own front matter.
type Looks struct {
	Width     string // "": as it is
	Message   string // of its versions
	MinorEdit bool
	banner    string
}

// looksOf reads them. What the front matter says wrongly is left to the settings.
func looksOf(page *Page, s settings.Settings) (l Looks, problems []render.Problem) {
	l = Looks{Width: s.PageWidth, Message: s.Message, MinorEdit: s.MinorEdit, banner: s.Banner}
	if page.Document == nil {
		l.banner = settings.NoBanner
		return l, nil
	}
	own := page.Document.FrontMatter
	l.Message = cmp.Or(own.Message, l.Message)
	if own.MinorEdit != nil {
		l.MinorEdit = *own.MinorEdit
	}
	take := func(key, value string, check func(string) (string, error), into *string) {
		if value == "" {
			return
		}
		checked, err := check(value)
		if err != nil {
			problems = append(problems, page.problem(key, render.Warning, render.RuleFrontMatter, key+": "+err.Error()))
			return
		}
		*into = checked
	}
	take("page-width", own.PageWidth, settings.Width, &l.Width)
	take("banner", own.Banner, settings.Banner, &l.banner)
	return l, problems
}
