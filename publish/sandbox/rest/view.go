package rest

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// view shows a page's body as HTML, roughly as Confluence does: elements of HTML stay, macros become blocks with their
// name for class, links and images get addresses.
func (c *call) view(page store.Page) string {
	v := viewer{c: c, page: page}
	d := xml.NewDecoder(strings.NewReader(page.Body()))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.RawToken()
		if err != nil {
			return v.out.String()
		}
		switch t := token.(type) {
		case xml.StartElement:
			v.start(t)
		case xml.EndElement:
			v.end(t.Name)
		case xml.CharData:
			v.text(string(t))
		}
	}
}

type viewer struct {
	c      *call
	page   store.Page
	out    strings.Builder
	hidden int      // inside of what is not shown
	closes []string // what ends each open ac: element
	link   string   // address of the open link
	named  string   // what the open link shows if it holds no text of its own
	image  xml.StartElement
}

func (v *viewer) text(text string) {
	if v.hidden == 0 {
		v.out.WriteString(escape(text))
	}
}

func (v *viewer) start(t xml.StartElement) {
	switch t.Name.Space {
	case "ac":
		v.startMacro(t)
	case "ri":
		v.resource(t)
	default:
		v.out.WriteString("<" + t.Name.Local)
		for _, a := range t.Attr {
			if a.Name.Space == "" && a.Name.Local != "local-id" && !strings.HasPrefix(a.Name.Local, "on") {
				v.out.WriteString(" " + a.Name.Local + `="` + escape(a.Value) + `"`)
			}
		}
		v.out.WriteString(">")
	}
}

func (v *viewer) startMacro(t xml.StartElement) {
	open, end := "", ""
	switch t.Name.Local {
	case "structured-macro":
		open, end = `<div class="confluence-information-macro macro-`+escape(attribute(t, "name"))+`">`, "</div>"
	case "plain-text-body":
		open, end = "<pre>", "</pre>"
	case "parameter", "task-id", "task-uuid", "task-status":
		v.hidden++
		end = "hidden"
	case "link":
		v.link, v.named = "#"+attribute(t, "anchor"), attribute(t, "anchor")
		end = "link"
	case "link-body", "plain-text-link-body":
		open, end = `<a href="`+escape(v.link)+`">`, "</a>"
		v.named = ""
	case "image":
		v.image = t
	case "task-list":
		open, end = `<ul class="inline-task-list">`, "</ul>"
	case "task":
		open, end = "<li>", "</li>"
	}
	v.out.WriteString(open)
	v.closes = append(v.closes, end)
}

// resource fills in where an open link or image points to.
func (v *viewer) resource(t xml.StartElement) {
	base := v.c.context
	switch t.Name.Local {
	case "page":
		v.named = attribute(t, "content-title")
		v.link = base + v.pageAddress(attribute(t, "space-key"), attribute(t, "content-title")) + strings.TrimSuffix(v.link, "#")
	case "attachment":
		v.link = base + "/download/attachments/" + v.page.ID + "/" + url.PathEscape(attribute(t, "filename"))
		v.named = attribute(t, "filename")
		v.drawImage(v.link)
	case "url":
		v.link = attribute(t, "value")
		v.drawImage(v.link)
	}
}

func (v *viewer) drawImage(address string) {
	if v.image.Name.Local == "" {
		return
	}
	v.out.WriteString(`<img class="confluence-embedded-image" src="` + escape(address) + `" alt="` + escape(attribute(v.image, "alt")) + `">`)
	v.image = xml.StartElement{}
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

func (v *viewer) end(name xml.Name) {
	switch name.Space {
	case "ri":
		return
	case "ac":
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
	case "":
		if !slices.Contains([]string{"br", "hr", "col", "img"}, name.Local) {
			v.out.WriteString("</" + name.Local + ">")
		}
	}
}

func attribute(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
