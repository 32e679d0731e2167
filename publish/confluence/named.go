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
// for the space's home page. The host of an address is not looked at, see
// [Client.ParentPage].
//
// Errors: NotFound if the account can see no such page in the space.
func (c *Client) PageNamed(ctx context.Context, s Space, name string) (Page, error) {
	if id, isAddress := PageIDIn(name); isAddress {
		return c.pageOfSpace(ctx, s, id)
	}
	if id, isAddress := pageIDInShareLink(name); isAddress {
		return c.pageOfSpace(ctx, s, id)
	}
	if a, isAddress := readPageAddress(name); isAddress {
		return c.pageAt(ctx, s, a)
	}
	if !isID(name) {
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
		return Page{}, c.notHere("page "+strconv.Quote(page.Title), noteOtherSpace, "")
	}
	return page, err
}

func (c *Client) pageAt(ctx context.Context, s Space, a pageAddress) (Page, error) {
	subject := "page " + strconv.Quote(cmp.Or(a.title, "home of "+a.key))
	switch {
	case !sameKey(a.key, s.Key):
		return Page{}, c.notHere(subject, noteOtherSpace, "")
	case a.title != "":
		return c.PageByTitle(ctx, s, a.title)
	}
	return c.homePage(ctx, s)
}

func homePageOf(s Space) string { return "page at the top of the space " + s.Key }

func (c *Client) homePage(ctx context.Context, s Space) (Page, error) {
	if s.HomepageID == "" {
		return Page{}, c.notHere(homePageOf(s), noteNoHomePage, s.Key)
	}
	page, err := c.Page(ctx, s.HomepageID)
	if IsKind(err, NotFound) || IsKind(err, Forbidden) {
		e := asError(err)
		e.Kind, e.note, e.Subject, e.detail = NotFound, noteHomePage, homePageOf(s), s.Key
	}
	return page, err
}

// A pageAddress names a page without its id. Title "" is the space's home page.
type pageAddress struct{ key, title string }

// readPageAddress reads …/spaces/KEY, …/spaces/KEY/overview, …/display/KEY,
// …/display/KEY/Title+of+page and …?spaceKey=KEY&title=Title+of+page. A title may
// have slashes too, so that only what begins as an address does is one.
func readPageAddress(text string) (pageAddress, bool) {
	u, isAddress := asAddress(text)
	if !isAddress {
		var err error
		if u, err = url.Parse(bareValue(text)); err != nil || !strings.HasPrefix(u.Path, "/") {
			return pageAddress{}, false
		}
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

// isOwn reports whether an address is one of the Confluence that the client
// speaks to, as the settings or Confluence itself name it. While a gateway has
// not told the name of its site, every address may be.
func (c *Client) isOwn(u *url.URL) bool {
	r := c.at()
	bases := []string{r.site(), c.transport.given}
	if r.endpoint.kind != Gateway {
		bases = append(bases, r.endpoint.base())
	}
	known := false
	for _, base := range bases {
		b, err := url.Parse(base)
		if base == "" || err != nil {
			continue
		}
		known = true
		if sameHost(b, u) && strings.HasPrefix(u.EscapedPath()+"/", strings.TrimSuffix(b.EscapedPath(), "/")+"/") {
			return true
		}
	}
	return !known
}

// sameHost reports whether two addresses name the same host. A host is also
// known by the first part of its name within its own network, and this machine by
// several names.
func sameHost(a, b *url.URL) bool {
	x, y := strings.ToLower(strings.TrimSuffix(a.Hostname(), ".")), strings.ToLower(strings.TrimSuffix(b.Hostname(), "."))
	port := func(u *url.URL) string {
		return cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	}
	samePort := port(a) == port(b) || a.Port() == "" && b.Port() == ""
	short := func(name, of string) bool { return !strings.Contains(name, ".") && strings.HasPrefix(of, name+".") }
	return samePort && (x == y || short(x, y) || short(y, x) || isLoopback(x) && isLoopback(y))
}
