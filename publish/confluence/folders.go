package confluence

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
)

var folderAddresses = regexp.MustCompile(`/spaces/[^/]+/folder/([0-9]+)(?:[/?#]|$)`)

// Folder reads a folder, which only Cloud has: ID, Title, SpaceID, ParentID and
// Status, with IsFolder set.
//
// Errors: NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-folder/
func (c *Client) Folder(ctx context.Context, id string) (Page, error) {
	if !isID(id) {
		return Page{}, c.notHere("folder "+id, noNote, "")
	}
	return onRoot(ctx, c, ReadFolder, func(r contentRoot) (Page, error) { return r.folder(ctx, id) })
}

// folder asks for it as for any content, which tells the type.
func (r *v1) folder(ctx context.Context, id string) (Page, error) {
	c := call{
		op: ReadFolder, method: http.MethodGet, path: contentPath(id), subject: "folder " + id,
		query: url.Values{"expand": {expand("ancestors", "space")}},
	}
	p, err := ask[v1Page](ctx, r.root, c)
	if err == nil && p.Type != "folder" {
		err = missing(r.root, c)
	}
	return r.convert(p), err
}

func (r *v2) folder(ctx context.Context, id string) (Page, error) {
	p, err := ask[v2Page](ctx, r.root, call{op: ReadFolder, method: http.MethodGet, path: pathBelow("/folders/", id), subject: "folder " + id})
	if err != nil {
		return Page{}, err
	}
	r.folders.Store(id, nil)
	folder := r.convert(p)
	folder.IsFolder = true
	return folder, nil
}

// folderByTitle searches for a folder of a space. Search sees a new one only after a
// while.
//
// Errors: NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content/#api-wiki-rest-api-content-search-get
func (c *Client) folderByTitle(ctx context.Context, s Space, title string) (Page, error) {
	if !mayBeTitle(title) {
		return Page{}, c.noneOfTitle("folder", title)
	}
	at := c.v1
	asked := call{
		op: FindFolder, method: http.MethodGet, path: "/content/search", subject: "folder " + strconv.Quote(title),
		query: url.Values{"cql": {"type=folder and space=" + strconv.Quote(s.Key) + " and title=" + strconv.Quote(title)}},
	}
	for found, err := range rows[v1Page](ctx, at, asked) {
		if err != nil {
			return Page{}, err
		}
		if sameTitle(found.Title, title) {
			return c.Folder(ctx, found.ID)
		}
	}
	return Page{}, missing(at, asked)
}

// folderNamed finds the folder of a space that a person names as they may name a
// page: by id, address or title.
func (c *Client) folderNamed(ctx context.Context, s Space, name string) (Page, error) {
	id := ""
	if m := folderAddresses.FindStringSubmatch(bareValue(name)); m != nil {
		id = m[1]
	} else if isID(name) {
		id = name
	}
	if _, isAddress := asAddress(name); id == "" && !isAddress {
		return c.folderByTitle(ctx, s, name)
	} else if id == "" {
		return Page{}, c.notHere("folder", noNote, "")
	}
	folder, err := c.Folder(ctx, id)
	if err == nil && folder.SpaceID != "" && folder.SpaceID != s.ID {
		return Page{}, c.notHere("folder "+strconv.Quote(folder.Title), noteOtherSpace, "")
	}
	return folder, err
}
