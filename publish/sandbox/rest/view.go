package rest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// view shows a page's body as HTML, roughly as Confluence does: elements of HTML stay, macros become blocks with their
// name for class, links and images get addresses.
func (c *call) view(page store.Page) string {
	v := viewer{c: c, page: page}
	for token, fault := range markup.Walk(page.Body()) {
		switch {
		case fault != nil:
		case token.Kind == markup.Start:
			v.start(token)
		case token.Kind == markup.End:
			v.end(token.Name)
		case token.Kind == markup.Text && v.hidden == 0:
			v.out.WriteString(escape(token.Text))
		}
	}
	return v.out.String()
}

type viewer struct {
	c      *call
	page   store.Page
	out    strings.Builder
	hidden int      // inside of what is not shown
	closes []string // what ends each open ac: element
	link   string   // address of the open link
	named  string   // what the open link shows if it holds no text of its own
	image  *markup.Token
}

func (v *viewer) start(t markup.Token) {
	switch {
	case strings.HasPrefix(t.Name, "ac:"):
		v.startMacro(t)
	case strings.HasPrefix(t.Name, "ri:"):
		v.resource(t)
	default:
		v.out.WriteString("<" + t.Name)
		for _, a := range t.Attributes {
			if a.Name != "local-id" && !strings.Contains(a.Name, ":") && !strings.HasPrefix(a.Name, "on") {
				v.out.WriteString(" " + a.Name + `="` + escape(a.Value) + `"`)
			}
		}
		v.out.WriteString(">")
	}
}

func (v *viewer) startMacro(t markup.Token) {
	open, end := "", ""
	switch t.Name {
	case "ac:structured-macro":
		open, end = `<div class="confluence-information-macro macro-`+escape(t.Attribute("ac:name"))+`">`, "</div>"
	case "ac:plain-text-body":
		open, end = "<pre>", "</pre>"
	case "ac:parameter", "ac:task-id", "ac:task-uuid", "ac:task-status":
		v.hidden++
		end = "hidden"
	case "ac:link":
		v.link, v.named = "#"+t.Attribute("ac:anchor"), t.Attribute("ac:anchor")
		end = "link"
	case "ac:link-body", "ac:plain-text-link-body":
		open, end = `<a href="`+escape(v.link)+`">`, "</a>"
		v.named = ""
	case "ac:image":
		v.image = &t
	case "ac:task-list":
		open, end = `<ul class="inline-task-list">`, "</ul>"
	case "ac:task":
		open, end = "<li>", "</li>"
	}
	v.out.WriteString(open)
	v.closes = append(v.closes, end)
}

// resource fills in where an open link or image points to.
func (v *viewer) resource(t markup.Token) {
	base := v.c.context
	switch t.Name {
	case "ri:page":
		v.named = t.Attribute("ri:content-title")
		v.link = base + v.pageAddress(t.Attribute("ri:space-key"), v.named) + strings.TrimSuffix(v.link, "#")
	case "ri:attachment":
		v.named = t.Attribute("ri:filename")
		v.link = base + "/download/attachments/" + v.page.ID + "/" + url.PathEscape(v.named)
		v.drawImage(v.link)
	case "ri:url":
		v.link = t.Attribute("ri:value")
		v.drawImage(v.link)
	}
}

func (v *viewer) drawImage(address string) {
	if v.image == nil {
		return
	}
	v.out.WriteString(`<img class="confluence-embedded-image" src="` + escape(address) + `" alt="` + escape(v.image.Attribute("ac:alt")) + `">`)
	v.image = nil
}

func (v *viewer) pageAddress(key, title string) string {
	spaceID := v.page.SpaceID
	if space, err := v.c.Store.SpaceByKey(key); err == nil {
		spaceID = space.ID
	}
	if page, err := v.c.Store.PageByTitle(spaceID, title); err == nil {
		return v.c.webUI(page)
	}
	return "/pages/createpage.action?title=" + url.QueryEscape(title)
}

func (v *viewer) end(name string) {
	switch {
	case strings.HasPrefix(name, "ri:"):
	case strings.HasPrefix(name, "ac:"):
		last := len(v.closes) - 1
		end := v.closes[last]
		v.closes = v.closes[:last]
		switch {
		case end == "hidden":
			v.hidden--
		case end != "link":
			v.out.WriteString(end)
		case v.named != "":
			v.out.WriteString(`<a href="` + escape(v.link) + `">` + escape(v.named) + "</a>")
		}
	case !slices.Contains([]string{"br", "hr", "col", "img"}, name):
		v.out.WriteString("</" + name + ">")
	}
}

// plainText returns the text of a body, its pieces apart from each other.
func plainText(body string) string {
	var b strings.Builder
	for token := range markup.Tokens(body) {
		b.WriteString(" " + token.Text)
	}
	return b.String()
}
