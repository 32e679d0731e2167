package confluence

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// PageNamed finds the page of a space that a person names: by its id, its
// address or its title, which may be a number too. The address of a space stands
// for the space's home page.
//
// Errors: NotFound if the account can see no such page in the space.
func (c *Client) PageNamed(ctx context.Context, s Space, name string) (Page, error) {
	if id, isAddress := PageIDIn(name); isAddress {
		return c.pageOfSpace(ctx, s, id)
	}
	if a, isAddress := readPageAddress(name); isAddress {
		return c.pageAt(ctx, s, a)
	}
	if _, err := strconv.ParseUint(name, 10, 64); err != nil {
		return c.PageByTitle(ctx, s, name)
	}
	page, err := c.pageOfSpace(ctx, s, name)
	if e := asError(err); IsKind(err, NotFound) && e.note != noteOtherSpace {
		return c.PageByTitle(ctx, s, name)
	}
	return page, err
}

func (c *Client) pageOfSpace(ctx context.Context, s Space, id string) (Page, error) {
	page, err := c.Page(ctx, id)
	if err == nil && page.SpaceID != "" && page.SpaceID != s.ID {
		return Page{}, c.notHere("page "+strconv.Quote(page.Title), noteOtherSpace)
	}
	return page, err
}

func (c *Client) pageAt(ctx context.Context, s Space, a pageAddress) (Page, error) {
	subject := "page " + strconv.Quote(cmp.Or(a.title, "home of "+a.key))
	switch {
	case !sameKey(a.key, s.Key):
		return Page{}, c.notHere(subject, noteOtherSpace)
	case a.title != "":
		return c.PageByTitle(ctx, s, a.title)
	case s.HomepageID == "":
		return Page{}, c.notHere(subject, noNote)
	}
	return c.Page(ctx, s.HomepageID)
}

func (c *Client) notHere(subject string, n note) error {
	return c.at().explain(&Error{Kind: NotFound, note: n, credential: c.wire.credential}, call{op: ReadPage, subject: subject})
}

// A pageAddress names a page without its id. Title "" is the space's home page.
type pageAddress struct{ key, title string }

// readPageAddress reads …/spaces/KEY, …/spaces/KEY/overview, …/display/KEY,
// …/display/KEY/Title+of+page and …?spaceKey=KEY&title=Title+of+page. A title may
// have slashes too, so that only what begins as an address does is one.
func readPageAddress(text string) (pageAddress, bool) {
	text = bareValue(text)
	if host, _, hasPath := strings.Cut(text, "/"); hasPath && !strings.Contains(text, "://") && strings.ContainsAny(host, ".:") && !strings.Contains(host, " ") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" && !strings.HasPrefix(text, "/") {
		return pageAddress{}, false
	}
	if key := u.Query().Get("spaceKey"); key != "" {
		return pageAddress{key, u.Query().Get("title")}, true
	}
	segments := strings.FieldsFunc(u.EscapedPath(), func(r rune) bool { return r == '/' })
	at := slices.IndexFunc(segments, func(s string) bool { return s == "spaces" || s == "display" })
	if at < 0 || at+1 == len(segments) {
		return pageAddress{}, false
	}
	key, err := url.PathUnescape(segments[at+1])
	rest := segments[at+2:]
	switch {
	case err != nil:
		return pageAddress{}, false
	case len(rest) == 0, segments[at] == "spaces" && slices.Equal(rest, []string{"overview"}):
		return pageAddress{key: key}, true
	case segments[at] == "spaces":
		return pageAddress{}, false
	}
	title, err := url.QueryUnescape(rest[0]) // + is a space in these paths
	return pageAddress{key, title}, err == nil
}
