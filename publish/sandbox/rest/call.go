package rest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
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
	caller  caller
	request *http.Request
	params  map[string]string
	header  http.Header // of the answer
}

// object is a JSON object of an answer.
type object map[string]any

func (c *call) param(name string) string { return c.params[name] }

func (c *call) query(name string) string { return c.request.URL.Query().Get(name) }

// list gives a parameter that may be repeated or hold commas.
func (c *call) list(name string) []string {
	var values []string
	for _, value := range c.request.URL.Query()[name] {
		for part := range strings.SplitSeq(value, ",") {
			if part = strings.TrimSpace(part); part != "" {
				values = append(values, part)
			}
		}
	}
	return values
}

// oneOf gives a parameter that has a fixed set of values, or nothing.
func (c *call) oneOf(name string, allowed ...string) (string, error) {
	values, err := c.someOf(name, allowed...)
	if len(values) == 0 {
		return "", err
	}
	return values[0], err
}

func (c *call) someOf(name string, allowed ...string) ([]string, error) {
	values := c.list(name)
	for _, v := range values {
		if !slices.Contains(allowed, v) {
			return nil, invalidParameter(name, v, "one of "+strings.Join(allowed, ", "))
		}
	}
	return values, nil
}

func (c *call) flag(name string) (bool, error) {
	value := c.query(name)
	if value == "" {
		return false, nil
	}
	set, err := strconv.ParseBool(value)
	if err != nil {
		return false, invalidParameter(name, value, "boolean")
	}
	return set, nil
}

// number gives a whole number within bounds; most < least means that there is no upper bound.
func (c *call) number(name string, fallback, least, most int) (int, error) {
	value := c.query(name)
	if value == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < least || most >= least && n > most {
		return 0, invalidParameter(name, value, "integer")
	}
	return n, nil
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

// visible gives a page or folder of any status that the caller may see.
func (c *call) visible(id string) (store.Page, error) {
	page, err := c.Store.Page(id)
	if err != nil || !c.mayView(page) || c.tooNew(page) {
		return store.Page{}, c.noSuchContent(id)
	}
	return page, nil
}

// tooNew tells whether a page cannot be read by its id yet; it can be written.
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

// editable gives a page that the caller may change; one that may only be seen is refused as the API does.
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

// visibleSpace gives a space that the caller may see.
func (c *call) visibleSpace(space store.Space, err error) (store.Space, bool) {
	return space, err == nil && c.Store.MayViewSpace(c.caller.user, space)
}

// spaceOf gives the space of a page; the store knows no page without one.
func (c *call) spaceOf(page store.Page) store.Space {
	space, _ := c.Store.Space(page.SpaceID)
	return space
}

func isNumber(id string) bool {
	_, err := strconv.ParseUint(id, 10, 63)
	return err == nil
}
