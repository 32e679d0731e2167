package confluence

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Property is a content property of a page, or of a folder: any JSON under a key.
type Property struct {
	ID, Key  string
	Value    json.RawMessage
	Version  int
	AuthorID string    // of the version; "" on v1 of Cloud, whose document does not have it
	Created  time.Time // when the version was made, by the server's clock; zero where it is not told
}

// Property reads one property. Errors: NotFound if the page does not have it.
func (c *Client) Property(ctx context.Context, pageID, key string) (Property, error) {
	return onRoot(ctx, c, ReadProperty, func(r contentRoot) (Property, error) { return r.property(ctx, pageID, key) })
}

// Properties reads all properties of a page, Confluence's own among them.
func (c *Client) Properties(ctx context.Context, pageID string) ([]Property, error) {
	return onRoot(ctx, c, ReadProperty, func(r contentRoot) ([]Property, error) { return r.properties(ctx, pageID) })
}

// mostConflicts bounds how often a write of a property starts again. Confluence
// writes properties of its own just after it has created a page, so that one
// conflict is no surprise.
const mostConflicts = 3

// SetProperty creates or updates a property; one that has the value already is
// left alone. A conflict, and a write whose answer was lost, is settled by
// reading the property again.
//
// Errors: Forbidden, NotFound (the page).
func (c *Client) SetProperty(ctx context.Context, pageID, key string, value any) error {
	want, err := encode(value)
	if err != nil {
		return &Error{Kind: Unexpected, Operation: UpdateProperty, Cause: err}
	}
	conflicts, doubts := 0, 0
	_, err = persist(ctx, c.wire.persistence, UpdateProperty,
		func() (struct{}, error) { return struct{}{}, c.writeProperty(ctx, pageID, key, want) },
		func(e *Error) bool {
			if e.Kind == Conflict || e.Kind == PropertyExists {
				conflicts++
				return conflicts <= mostConflicts
			}
			if e.doubtful {
				doubts++
				return doubts <= mostDoubts
			}
			return e.lost
		},
		c.wire.noteRepeat(UpdateProperty))
	return err
}

func (c *Client) writeProperty(ctx context.Context, pageID, key string, want json.RawMessage) error {
	subject := "property " + strconv.Quote(key)
	p, err := c.Property(ctx, pageID, key)
	switch {
	case IsKind(err, NotFound):
		pageIsRead := asError(err).Status == 0 // v2 listed the page's properties, and this was not among them
		made, err := onRoot(ctx, c, CreateProperty, func(r contentRoot) (Property, error) { return r.createProperty(ctx, pageID, key, want) })
		err = c.doubt(CreateProperty, subject, made.contradicts(key, 1), err)
		return hiddenRefusal(err, func() bool { return pageIsRead })
	case err != nil:
		return err
	case sameJSON(p.Value, want):
		return nil
	}
	p.Value, p.Version = want, p.Version+1
	made, err := onRoot(ctx, c, UpdateProperty, func(r contentRoot) (Property, error) { return r.updateProperty(ctx, pageID, p) })
	err = c.doubt(UpdateProperty, subject, made.contradicts(key, p.Version), err)
	return hiddenRefusal(err, func() bool { return true })
}

// contradicts says in which way the answer to a write is about another property
// than the one that was sent, "" if it is not.
func (p Property) contradicts(key string, version int) string {
	switch {
	case p.Key != "" && p.Key != key:
		return "does not name the property"
	case p.Version != 0 && p.Version != version:
		return fmt.Sprintf("tells of version %d, and version %d was sent", p.Version, version)
	}
	return ""
}

// hiddenRefusal recognises a refusal that v2 words as a missing page: it hides
// from those who may not edit a page that there is one, and shows it to the same
// account when it is read.
func hiddenRefusal(err error, isReadable func() bool) error {
	if e := asError(err); err != nil && e.Kind == NotFound && e.Route.Version == V2 && e.Status == http.StatusNotFound && isReadable() {
		e.Kind, e.note = Forbidden, noteHiddenRefusal
	}
	return err
}

// DeleteProperty removes a property; one that is not there is no failure.
func (c *Client) DeleteProperty(ctx context.Context, pageID, key string) error {
	p, err := c.Property(ctx, pageID, key)
	if err == nil {
		err = onRootDo(ctx, c, DeleteProperty, func(r contentRoot) error { return r.deleteProperty(ctx, pageID, p) })
	}
	if IsKind(err, NotFound) {
		return nil
	}
	return err
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return bytes.Equal(p, q)
}
