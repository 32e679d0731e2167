package confluence

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

type v1Page struct {
	ID       string  `json:"id"`
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   string  `json:"status"`
	Subtype  string  `json:"subType"`
	Position ordinal `json:"position"` // Data Center
	Space    struct {
		ID json.Number `json:"id"`
	} `json:"space"`
	Version struct {
		Number    int    `json:"number"`
		Message   string `json:"message"`
		MinorEdit bool   `json:"minorEdit"`
		When      moment `json:"when"`
		By        v1User `json:"by"`
	} `json:"version"`
	Ancestors []struct {
		ID   string `json:"id"`
		Type string `json:"type"`
	} `json:"ancestors"`
	Body struct {
		Storage v1Body `json:"storage"`
	} `json:"body"`
	Metadata struct {
		Labels *collection[label] `json:"labels"`
	} `json:"metadata"`
	Children struct {
		Attachments *collection[v1Attachment] `json:"attachment"`
	} `json:"children"`
	Extensions struct {
		Position ordinal `json:"position"`
	} `json:"extensions"`
	Links links `json:"_links"`
}

func (p v1Page) isComplete() bool { return p.ID != "" }

type v1User struct {
	AccountID   string `json:"accountId"` // Cloud
	UserKey     string `json:"userKey"`   // Data Center
	Username    string `json:"username"`
	DisplayName string `json:"displayName"`
	PublicName  string `json:"publicName"`
}

func (u v1User) id() string   { return cmp.Or(u.AccountID, u.UserKey, u.Username) }
func (u v1User) name() string { return cmp.Or(u.DisplayName, u.PublicName, u.Username) }

type v1Body struct {
	Value          string `json:"value"`
	Representation string `json:"representation"`
}

// labels are the global ones.
func (p v1Page) labels() []string {
	labels, all := p.Metadata.Labels.inFull()
	if !all {
		return nil
	}
	names := []string{}
	for _, l := range labels {
		if l.Prefix == "global" {
			names = append(names, l.Name)
		}
	}
	return names
}

func (p v1Page) attachments() []Attachment {
	files, all := p.Children.Attachments.inFull()
	if !all {
		return nil
	}
	attachments := []Attachment{}
	for _, file := range files {
		attachments = append(attachments, file.attachment())
	}
	return attachments
}

func (r *v1) convert(p v1Page) Page {
	out := Page{
		ID: p.ID, Title: p.Title, SpaceID: p.Space.ID.String(), Status: p.Status, Subtype: p.Subtype,
		Body: p.Body.Storage.Value, WebURL: r.webURL(p.Links), IsFolder: p.Type == "folder",
		Position: int(cmp.Or(p.Position, p.Extensions.Position)),
		Labels:   p.labels(), Attachments: p.attachments(),
		Version: Version{
			Number: p.Version.Number, Message: p.Version.Message, MinorEdit: p.Version.MinorEdit,
			AuthorID: p.Version.By.id(), AuthorName: p.Version.By.name(), CreatedAt: p.Version.When.Time,
		},
	}
	if n := len(p.Ancestors); n > 0 {
		out.ParentID, out.ParentType = p.Ancestors[n-1].ID, cmp.Or(p.Ancestors[n-1].Type, "page")
	}
	return out
}

func (r *v1) page(ctx context.Context, id string, withBody bool) (Page, error) {
	parts := []string{"version", "ancestors", "space"}
	if withBody {
		parts = append([]string{"body.storage"}, parts...)
	}
	p, err := ask[v1Page](ctx, r.root, call{
		op: ReadPage, method: http.MethodGet, path: contentPath(id), subject: "page " + id,
		query: url.Values{"status": {"any"}, "expand": {expand(parts...)}},
	})
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}

func (r *v1) pageVersion(ctx context.Context, id string, number int) (Page, error) {
	p, err := ask[v1Page](ctx, r.root, call{
		op: ReadPage, method: http.MethodGet, path: contentPath(id), subject: "page " + id,
		query: url.Values{"status": {"historical"}, "version": {strconv.Itoa(number)}, "expand": {expand("body.storage", "version")}},
	})
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}

func (r *v1) pageByTitle(ctx context.Context, s Space, title string) (Page, error) {
	c := call{
		op: FindPage, method: http.MethodGet, path: "/content", subject: "page " + strconv.Quote(title),
		query: url.Values{"spaceKey": {s.Key}, "title": {title}, "type": {"page"}, "status": {"any"}, "expand": {expand("version", "ancestors", "space")}},
	}
	for p, err := range rows[v1Page](ctx, r.root, c) {
		if err != nil {
			return Page{}, err
		}
		if holdsTitle(p.Title, p.Status, title) {
			return r.convert(p), nil
		}
	}
	return Page{}, missing(r.root, c)
}

func (r *v1) pages(ctx context.Context, s Space) iter.Seq2[Page, error] {
	return convertEach(rows[v1Page](ctx, r.root, call{
		op: ListPages, method: http.MethodGet, path: "/content", subject: "space " + s.Key,
		query: url.Values{"spaceKey": {s.Key}, "type": {"page"}, "status": {"current"}, "limit": {v1Rows}, "expand": {expand("version", "ancestors", "space")}},
	}), r.convert)
}

type v1Write struct {
	ID        string            `json:"id,omitempty"`
	Type      string            `json:"type"`
	Status    string            `json:"status,omitempty"`
	Title     string            `json:"title"`
	Space     *v1Key            `json:"space,omitempty"`
	Ancestors []v1Ref           `json:"ancestors,omitempty"`
	Position  *int              `json:"position,omitempty"` // Data Center
	Version   *v1Version        `json:"version,omitempty"`
	Body      map[string]v1Body `json:"body,omitempty"`
	Metadata  any               `json:"metadata,omitempty"`
}

type v1Key struct {
	Key string `json:"key"`
}

type v1Ref struct {
	ID string `json:"id"`
}

type v1Version struct {
	Number    int    `json:"number"`
	Message   string `json:"message,omitempty"`
	MinorEdit bool   `json:"minorEdit,omitempty"`
}

func storageBody(body string) map[string]v1Body {
	return map[string]v1Body{"storage": {Value: body, Representation: "storage"}}
}

func below(parentID string) []v1Ref {
	if parentID == "" {
		return nil
	}
	return []v1Ref{{parentID}}
}

// createPage asks for the new editor on Cloud, which v1 leaves out otherwise.
func (r *v1) createPage(ctx context.Context, p NewPage) (Page, error) {
	w := v1Write{
		Type: "page", Status: "current", Title: p.Title, Space: &v1Key{p.SpaceKey}, Ancestors: below(p.ParentID), Body: storageBody(p.Body),
	}
	if r.endpoint.kind == DataCenter && p.Position >= FirstPosition {
		number := p.Position - 1
		w.Position = &number
	}
	if r.endpoint.kind != DataCenter {
		w.Metadata = map[string]any{"properties": map[string]any{"editor": map[string]any{"value": "v2"}}}
	}
	return r.write(ctx, call{
		op: CreatePage, method: http.MethodPost, path: "/content", json: w, subject: "page " + strconv.Quote(p.Title),
		query: url.Values{"expand": {expand("version", "ancestors", "space")}},
	})
}

// updatePage repeats the id in the body where the document asks for it. Unlike
// a creation it takes no expand.
func (r *v1) updatePage(ctx context.Context, u PageUpdate) (Page, error) {
	w := v1Write{
		Type: "page", Status: "current", Title: u.Title, Ancestors: below(u.ParentID), Body: storageBody(u.Body),
		Version: &v1Version{Number: u.Version, Message: message(u.Message), MinorEdit: u.MinorEdit},
	}
	if r.endpoint.kind == DataCenter {
		w.ID = u.ID
	}
	return r.write(ctx, call{op: UpdatePage, method: http.MethodPut, path: contentPath(u.ID), json: w, subject: "page " + strconv.Quote(u.Title)})
}

// putWithoutBody changes what is not the text. The title is repeated, since Cloud's
// document asks for it.
func (r *v1) putWithoutBody(ctx context.Context, op Operation, p Page, change v1Write, n VersionNote) (Page, error) {
	change.Type, change.Title = "page", p.Title
	change.Version = &v1Version{Number: p.Version.Number + 1, Message: message(n.Message), MinorEdit: n.MinorEdit}
	if r.endpoint.kind == DataCenter {
		change.ID = p.ID
	}
	return r.write(ctx, call{op: op, method: http.MethodPut, path: contentPath(p.ID), json: change, subject: "page " + p.ID})
}

// restorePage sends no text: the documents say that nothing but the status changes.
func (r *v1) restorePage(ctx context.Context, p Page, n VersionNote) (Page, error) {
	return r.putWithoutBody(ctx, RestorePage, p, v1Write{Status: "current"}, n)
}

func (r *v1) write(ctx context.Context, c call) (Page, error) {
	p, err := ask[v1Page](ctx, r.root, c)
	if err != nil {
		return Page{}, err
	}
	return r.convert(p), nil
}
