package rest

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageLinks returns the links of a page that are relative to the base.
func (c *call) pageLinks(page store.Page) object {
	links := object{"webui": c.webUI(page), "tinyui": "/x/" + tinyID(page.ID)}
	edit := "/pages/resumedraft.action?draftId=" + page.ID
	switch {
	case c.family == dc:
		links["edit"] = edit
	default:
		links["editui"], links["edituiv2"] = edit, "/spaces/"+c.spaceOf(page).Key+"/pages/edit-v2/"+page.ID
	}
	return links
}

// webUI is where people read a page. The slug of the title is for the eye only; characters outside of letters and digits
// vanish from it.
func (c *call) webUI(page store.Page) string {
	space := c.spaceOf(page)
	switch {
	case c.family == dc && slugs(page.Title):
		return "/display/" + space.Key + "/" + slug(page.Title)
	case c.family == dc:
		return "/pages/viewpage.action?pageId=" + page.ID
	case page.Type == store.FolderType:
		return "/spaces/" + space.Key + "/folder/" + page.ID
	case page.ID == space.HomepageID:
		return "/spaces/" + space.Key + "/overview"
	}
	return "/spaces/" + space.Key + "/pages/" + page.ID + "/" + slug(page.Title)
}

func slug(title string) string {
	var b strings.Builder
	parted := true // a "+" would stand at the beginning or behind another one
	for _, r := range title {
		switch {
		case r == ' ' && !parted:
			b.WriteByte('+')
			parted = true
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-_.~", r):
			b.WriteString(url.PathEscape(string(r)))
			parted = false
		}
	}
	return b.String()
}

// slugs reports whether Data Center puts a title into the address; else it uses the id.
func slugs(title string) bool {
	return !strings.ContainsFunc(title, func(r rune) bool {
		return r > 127 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -_.", r)
	})
}

// tinyID shortens an id as Confluence's /x/ links do: its bytes from the lowest, in base 64.
func tinyID(id string) string {
	n, _ := strconv.ParseUint(id, 10, 64)
	var raw []byte
	for ; n > 0; n >>= 8 {
		raw = append(raw, byte(n))
	}
	text := base64.RawStdEncoding.EncodeToString(raw)
	return strings.NewReplacer("/", "-", "+", "_").Replace(strings.TrimRight(text, "A"))
}

// self is the absolute address of a v1 resource; it stands on the site even when the gateway was asked.
func (p place) self(path string) string { return p.base + "/rest/api" + path }

// withBase adds what a single answer says beside its own links.
func (c *call) withBase(links object) object {
	links["base"] = c.base
	if c.family != v2 {
		links["context"] = c.context
	}
	return links
}

// alone adds that to an answer which is about one thing.
func (c *call) alone(o object) object {
	c.withBase(o["_links"].(object))
	return o
}

// nextQuery is the request's own query with some parameters replaced ("" removes).
func (c *call) nextQuery(replace ...string) string {
	query := c.request.URL.Query()
	for pair := range slices.Chunk(replace, 2) {
		if query.Set(pair[0], pair[1]); pair[1] == "" {
			query.Del(pair[0])
		}
	}
	return query.Encode()
}
