package browser

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/browser/draw"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageView is a page as it is read.
type pageView struct {
	heading
	Body     template.HTML
	Wide     bool
	Folder   bool
	Labels   []draw.Link
	Comments []comment
	Old      *oldVersion
}

// heading is what all views of a page have on top.
type heading struct {
	ID, Title, Emoji string
	Crumbs           []draw.Link
	Views            []view
	Author           person
	Version          store.Version
	HistoryURL       string
	Status           string // "" for a current page
}

// view is one of the ways to look at a page.
type view struct {
	Name    string
	URL     string
	Count   int
	Counted bool
	Current bool
}

type oldVersion struct {
	Number     int
	CurrentURL string
	DiffURL    string
}

type comment struct {
	Author    person
	At        time.Time
	Selection string
	Body      template.HTML
	Status    string
}

func (h *Handler) page(w http.ResponseWriter, r *http.Request) {
	space, page, ok := h.find(r.PathValue("id"))
	if !ok {
		h.nowhere(w, r)
		return
	}
	if key := r.PathValue("key"); key != space.Key {
		http.Redirect(w, r, h.pageURL(space.Key, page), http.StatusFound)
		return
	}
	number, err := strconv.Atoi(r.URL.Query().Get("pageVersion"))
	version, found := page.VersionNumber(number)
	if err != nil || !found {
		version = page.Version()
	}
	h.showPage(w, space, page, version)
}

// find returns a page with its space; a page whose space is gone cannot be shown.
func (h *Handler) find(id string) (store.Space, store.Page, bool) {
	page, err := h.store.Page(id)
	if err != nil {
		return store.Space{}, store.Page{}, false
	}
	space, err := h.store.Space(page.SpaceID)
	return space, page, err == nil
}

func (h *Handler) showPage(w http.ResponseWriter, space store.Space, page store.Page, version store.Version) {
	body := version.Body
	if page.Type == store.FolderType {
		body = folderBody
	}
	around := site{h, space, page}
	drawing := draw.Body(body, around)
	content := pageView{
		heading: h.heading(space, page, "Page"),
		Body:    drawing.HTML,
		Wide:    h.wide(page.ID),
		Folder:  page.Type == store.FolderType,
		Labels:  h.labels(space, page),
	}
	styles := drawing.Styles
	if current := page.Version().Number; version.Number != current {
		content.Title, content.Version = version.Title, version
		content.Author = h.person(version.AuthorID)
		content.Old = &oldVersion{version.Number, h.pageURL(space.Key, page), h.diffURL(page.ID, version.Number, current)}
	} else {
		var more template.CSS
		content.Comments, more = h.comments(around)
		styles += more
	}
	h.show(w, http.StatusOK, "page.html", frame{
		Title: content.Title, Space: h.sidebar(space, page.ID), Styles: styles, Content: content,
		Problems: h.problemsOf(page.ID),
	})
}

// folderBody shows a folder as the list of what is in it.
const folderBody = `<ac:structured-macro ac:name="children"/>`

func (h *Handler) heading(space store.Space, page store.Page, current string) heading {
	top := heading{
		ID: page.ID, Title: page.Title, Emoji: h.emoji(page.ID), Crumbs: h.crumbs(space, page),
		Author: h.person(page.Version().AuthorID), Version: page.Version(), HistoryURL: h.historyURL(page.ID),
	}
	if page.Status != store.Current {
		top.Status = string(page.Status)
	}
	if h.static {
		top.HistoryURL = ""
		return top
	}
	top.Views = []view{{Name: "Page", URL: h.pageURL(space.Key, page)}}
	if page.Type == store.PageType {
		top.Views = append(top.Views,
			view{Name: "History", URL: h.historyURL(page.ID), Count: len(page.Versions), Counted: true},
			view{Name: "Attachments", URL: h.attachmentsURL(page.ID), Count: len(h.store.Attachments(page.ID)), Counted: true},
			view{Name: "Storage format", URL: h.sourceURL(page.ID)})
	}
	top.Views = append(top.Views, view{Name: "Information", URL: h.informationURL(page.ID)})
	for i := range top.Views {
		top.Views[i].Current = top.Views[i].Name == current
	}
	return top
}

func (h *Handler) crumbs(space store.Space, page store.Page) []draw.Link {
	crumbs := []draw.Link{{Name: space.Name, URL: h.spaceURL(space.Key) + "/overview"}}
	for _, a := range h.store.Ancestors(page.ID) {
		if a.ID != space.HomepageID {
			crumbs = append(crumbs, draw.Link{Name: a.Title, URL: h.pageURL(space.Key, a)})
		}
	}
	return crumbs
}

func (h *Handler) labels(space store.Space, page store.Page) []draw.Link {
	var list []draw.Link
	for _, l := range page.Labels {
		list = append(list, draw.Link{Name: l.Name, URL: h.labelURL(space.Key, l.Name)})
	}
	return list
}

func (h *Handler) comments(around site) ([]comment, template.CSS) {
	var list []comment
	var styles template.CSS
	for _, c := range h.store.Comments(around.page.ID) {
		drawing := draw.Body(c.Body, around)
		styles += drawing.Styles
		list = append(list, comment{h.person(c.AuthorID), c.CreatedAt, c.Selection, drawing.HTML, c.Resolution})
	}
	slices.SortStableFunc(list, func(a, b comment) int { return a.At.Compare(b.At) })
	return list, styles
}
