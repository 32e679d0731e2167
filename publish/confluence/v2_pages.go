package confluence

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

type v2Page struct {
	ID         string  `json:"id"`
	Title      string  `json:"title"`
	Status     string  `json:"status"`
	Subtype    string  `json:"subtype"`
	SpaceID    string  `json:"spaceId"`
	ParentID   string  `json:"parentId"`
	ParentType string  `json:"parentType"`
	Position   ordinal `json:"position"`
	Version    struct {
		Number    int    `json:"number"`
		Message   string `json:"message"`
		MinorEdit bool   `json:"minorEdit"`
		AuthorID  string `json:"authorId"`
		CreatedAt moment `json:"createdAt"`
	} `json:"version"`
	Body struct {
		Storage v2Body `json:"storage"`
	} `json:"body"`
	Links links `json:"_links"`
}

func (p v2Page) isComplete() bool { return p.ID != "" }

type v2Body struct {
	Representation string `json:"representation"`
	Value          string `json:"value"`
}

func (r *v2) convert(p v2Page) Page {
	if p.ParentType == "folder" {
		r.folders.Store(p.ParentID, nil)
	}
	return Page{
		ID: p.ID, Title: p.Title, SpaceID: p.SpaceID, ParentID: p.ParentID, ParentType: p.ParentType,
		Status: p.Status, Subtype: p.Subtype, Body: p.Body.Storage.Value, WebURL: r.webURL(p.Links), Position: int(p.Position),
		Version: Version{
			Number: p.Version.Number, Message: p.Version.Message, MinorEdit: p.Version.MinorEdit,
			AuthorID: p.Version.AuthorID, CreatedAt: p.Version.CreatedAt.Time,
		},
	}
}

func (r *v2) page(ctx context.Context, id string, withBody bool) (Page, error) {
	p, err := ask[v2Page](ctx, r.root, call{op: ReadPage, method: http.MethodGet, path: pagePath(id), query: bodyFormat(withBody), subject: "page " + id})
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}

func (r *v2) pageVersion(ctx context.Context, id string, number int) (Page, error) {
	query := bodyFormat(true)
	query.Set("version", strconv.Itoa(number))
	p, err := ask[v2Page](ctx, r.root, call{op: ReadPage, method: http.MethodGet, path: pagePath(id), query: query, subject: "page " + id})
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}

func bodyFormat(withBody bool) url.Values {
	if withBody {
		return url.Values{"body-format": {"storage"}}
	}
	return url.Values{}
}

// listing names the space by id; v2 does not know keys here.
func (r *v2) listing(ctx context.Context, op Operation, s Space, query url.Values) (call, error) {
	id, err := r.spaceID(ctx, s.ID, s.Key)
	return call{op: op, method: http.MethodGet, path: "/spaces/" + url.PathEscape(id) + "/pages", query: query, subject: "space " + s.Key}, err
}

func (r *v2) spaceID(ctx context.Context, id, key string) (string, error) {
	if id != "" {
		return id, nil
	}
	s, err := r.space(ctx, key)
	return s.ID, err
}

// pageByTitle leaves status out: the default is current and archived, which is
// what holds a title.
func (r *v2) pageByTitle(ctx context.Context, s Space, title string) (Page, error) {
	c, err := r.listing(ctx, FindPage, s, url.Values{"title": {title}})
	if err != nil {
		return Page{}, err
	}
	c.subject = "page " + strconv.Quote(title)
	for p, err := range rows[v2Page](ctx, r.root, c) {
		if err != nil {
			return Page{}, err
		}
		if holdsTitle(p.Title, p.Status, title) {
			return r.convert(p), nil
		}
	}
	return Page{}, missing(r.root, c)
}

func (r *v2) pages(ctx context.Context, s Space) iter.Seq2[Page, error] {
	c, err := r.listing(ctx, ListPages, s, url.Values{"status": {"current"}, "limit": {v2Rows}})
	if err != nil {
		return func(yield func(Page, error) bool) { yield(Page{}, err) }
	}
	return convertEach(rows[v2Page](ctx, r.root, c), r.convert)
}

type v2Write struct {
	ID       string     `json:"id,omitempty"`
	SpaceID  string     `json:"spaceId,omitempty"`
	Status   string     `json:"status"`
	Title    string     `json:"title"`
	ParentID string     `json:"parentId,omitempty"`
	Body     v2Body     `json:"body"`
	Version  *v2Version `json:"version,omitempty"`
}

type v2Version struct {
	Number  int    `json:"number"`
	Message string `json:"message,omitempty"`
}

func (r *v2) createPage(ctx context.Context, p NewPage) (Page, error) {
	space, err := r.spaceID(ctx, p.SpaceID, p.SpaceKey)
	if err != nil {
		return Page{}, err
	}
	return r.write(ctx, call{
		op: CreatePage, method: http.MethodPost, path: "/pages", subject: "page " + strconv.Quote(p.Title),
		json: v2Write{SpaceID: space, Status: "current", Title: p.Title, ParentID: p.ParentID, Body: v2Body{"storage", p.Body}},
	})
}

func (r *v2) updatePage(ctx context.Context, u PageUpdate) (Page, error) {
	return r.write(ctx, call{
		op: UpdatePage, method: http.MethodPut, path: pagePath(u.ID), subject: "page " + strconv.Quote(u.Title),
		json: v2Write{
			ID: u.ID, Status: "current", Title: u.Title, ParentID: u.ParentID, Body: v2Body{"storage", u.Body},
			Version: &v2Version{u.Version, message(u.Message)},
		},
	})
}

// restorePage sends the text that stands, since the document asks for one; of a page
// in the trash only the status changes.
func (r *v2) restorePage(ctx context.Context, p Page, n VersionNote) (Page, error) {
	return r.write(ctx, call{
		op: RestorePage, method: http.MethodPut, path: pagePath(p.ID), subject: "page " + p.ID,
		json: v2Write{
			ID: p.ID, Status: "current", Title: p.Title, Body: v2Body{"storage", p.Body},
			Version: &v2Version{p.Version.Number + 1, message(n.Message)},
		},
	})
}

func (r *v2) write(ctx context.Context, c call) (Page, error) {
	p, err := ask[v2Page](ctx, r.root, c)
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}

func (r *v2) deletePage(ctx context.Context, id string) error {
	return send(ctx, r.root, call{op: DeletePage, method: http.MethodDelete, path: pagePath(id), repeatable: true, subject: "page " + id})
}
