package rest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// maxRequest is what Cloud takes in one request to write content (SPEC1-2024 POST /content, SPEC2 POST /pages).
const maxRequest = 5 * 1024 * 1024

// call is one request to an operation.
type call struct {
	*API
	place
	op      *operation
	caller  caller
	request *http.Request
	params  map[string]string
	header  http.Header // of the answer
}

// object is a JSON object of an answer.
type object map[string]any

func (c *call) param(name string) string { return c.params[name] }

// query returns a parameter; what the operation does not have is ignored.
func (c *call) query(name string) string {
	if _, known := c.op.query[name]; !known {
		return ""
	}
	return c.request.URL.Query().Get(name)
}

// list returns a parameter that may be repeated or hold commas.
func (c *call) list(name string) []string {
	if _, known := c.op.query[name]; !known {
		return nil
	}
	return splitList(c.request.URL.Query()[name])
}

func (c *call) flag(name string) bool {
	set, _ := strconv.ParseBool(c.query(name))
	return set
}

// number gives a whole number, or what the table says where the request does not; the table's largest number is the
// largest that there is.
func (c *call) number(name string) int {
	p := c.op.query[name]
	n, err := strconv.Atoi(c.query(name))
	if err != nil {
		return p.number
	}
	if p.kind == "range" {
		n = min(n, p.most)
	}
	return n
}

// decode reads the JSON body.
func (c *call) decode(into any) error {
	body, err := io.ReadAll(io.LimitReader(c.request.Body, 100*maxRequest))
	if err != nil {
		return err
	}
	if len(body) > maxRequest && c.family != dc {
		return tooLarge("Request is too large. Requests for this resource can be at most 5242880 bytes")
	}
	media := c.request.Header.Get("Content-Type")
	if mime, _, _ := strings.Cut(media, ";"); !strings.EqualFold(strings.TrimSpace(mime), "application/json") {
		return failure(http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "Content type '%s' not supported", media)
	}
	if err := json.Unmarshal(body, into); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return badRequest("Invalid type for field '%s': %s", wrong.Field, wrong.Value)
		}
		return badRequest("Error reading entity: %v", err)
	}
	return nil
}

// id is an id in a request: v1 takes numbers and text alike.
type id string

func (i *id) UnmarshalJSON(data []byte) error {
	var n json.Number
	if err := json.Unmarshal(data, &n); err == nil {
		*i = id(n)
		return nil
	}
	var text *string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if text != nil {
		*i = id(*text)
	}
	return nil
}

// visible returns a page or folder of any status that the caller may see.
func (c *call) visible(id string) (store.Page, error) {
	page, err := c.Store.Page(id)
	if err != nil || !c.mayView(page) || c.tooNew(page) {
		return store.Page{}, c.noSuchContent(id)
	}
	return page, nil
}

// tooNew reports whether a page cannot be read by its id yet; it can be written.
func (c *call) tooNew(page store.Page) bool {
	return (c.request.Method == http.MethodGet || c.request.Method == http.MethodHead) && c.Store.TooNew(page.ID)
}

// mayView hides drafts from everybody but their author.
func (c *call) mayView(page store.Page) bool {
	if page.Status == store.Draft && page.AuthorID != c.caller.user.AccountID {
		return false
	}
	return c.Store.MayView(c.caller.user, page)
}

// editable returns a page that the caller may change; one that may only be seen is refused as the API does.
func (c *call) editable(id string) (store.Page, error) {
	page, err := c.visible(id)
	if err != nil {
		return store.Page{}, err
	}
	if !c.Store.MayEdit(c.caller.user, page) {
		return store.Page{}, c.forbidden(id)
	}
	return page, nil
}

// visibleSpace returns a space that the caller may see.
func (c *call) visibleSpace(space store.Space, err error) (store.Space, bool) {
	return space, err == nil && c.Store.MayViewSpace(c.caller.user, space)
}

// spaceOf returns the space of a page; the store knows no page without one.
func (c *call) spaceOf(page store.Page) store.Space {
	space, _ := c.Store.Space(page.SpaceID)
	return space
}

func isNumber(id string) bool {
	_, err := strconv.ParseUint(id, 10, 63)
	return err == nil
}
