package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
)

// CreateProperty gives a page, or on v2 a folder, a property that it does not have.
//
// Errors: PropertyExists, Conflict if a lost or unusable answer left another value
// behind, TooLarge, Forbidden, NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/
func (c *Client) CreateProperty(ctx context.Context, pageID, key string, value json.RawMessage) (Property, error) {
	return c.writeAsSent(ctx, CreateProperty, pageID, Property{Key: key, Value: value, Version: 1}, func(r contentRoot) (Property, error) {
		return r.createProperty(ctx, pageID, key, value)
	})
}

// UpdateProperty gives a property another value. Version is the new number, the one
// that stands + 1: that nobody else has written in between is for Confluence to say.
// On v2 the ID counts, on v1 the Key.
//
// Errors: Conflict if somebody else has written or removed it, TooLarge, Forbidden,
// NotFound (the page).
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/
func (c *Client) UpdateProperty(ctx context.Context, pageID string, p Property) (Property, error) {
	return c.writeAsSent(ctx, UpdateProperty, pageID, p, func(r contentRoot) (Property, error) {
		return r.updateProperty(ctx, pageID, p)
	})
}

// RemoveProperty removes a property that was read, whatever its value is by now; one
// that is not there is no failure.
//
// Errors: Forbidden.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/
func (c *Client) RemoveProperty(ctx context.Context, pageID string, p Property) error {
	err := onRootDo(ctx, c, DeleteProperty, func(r contentRoot) error { return r.deleteProperty(ctx, pageID, p) })
	if !IsKind(err, NotFound) {
		return err
	}
	if err = hiddenRefusal(err, func() bool {
		_, err := c.Property(ctx, pageID, p.Key)
		return err == nil
	}); IsKind(err, NotFound) {
		return nil
	}
	return err
}

// writeAsSent writes a version of a property. If the answer is lost or cannot be
// believed, the property is read back: what was sent is a success, another value of
// that version or a later one is a Conflict, and only where it still stands as before
// it is written again, which its version makes safe.
func (c *Client) writeAsSent(ctx context.Context, op Operation, pageID string, sent Property, write func(contentRoot) (Property, error)) (Property, error) {
	subject, again := "property "+strconv.Quote(sent.Key), repeats(0)
	p, err := doOnce(ctx, c, op,
		func() (Property, error) {
			p, err := onRoot(ctx, c, op, write)
			err = c.doubt(op, subject, p.contradicts(sent.Key, sent.Version), err)
			if err == nil && p.ID == "" {
				err = c.doubt(op, subject, "does not name the property", nil) // v2 addresses it by its id
			}
			return p, again.allow(err)
		},
		func() (Property, bool, error) {
			now, err := c.Property(ctx, pageID, sent.Key)
			switch {
			case IsKind(err, NotFound) && sent.Version == 1:
				return now, false, nil
			case IsKind(err, NotFound):
				return now, false, c.cameTooLate(op, subject)
			case err != nil:
				return now, false, err
			case now.Version == sent.Version && sameJSON(now.Value, sent.Value):
				return now, true, nil
			case now.Version >= sent.Version:
				return now, false, c.cameTooLate(op, subject)
			}
			return now, false, nil
		})
	if IsKind(err, NotFound) {
		return p, c.whatIsMissing(ctx, op, pageID, sent, err)
	}
	if err == nil {
		p.Key, p.Value, p.Version = sent.Key, sent.Value, sent.Version // an answer may leave them out
	}
	return p, err
}

// whatIsMissing returns why a write of a property met nothing: somebody has removed the
// property, or v2 hides that the account may not edit the page.
func (c *Client) whatIsMissing(ctx context.Context, op Operation, pageID string, sent Property, err error) error {
	have, readErr := c.Properties(ctx, pageID)
	asBefore := slices.ContainsFunc(have, func(p Property) bool { return p.Key == sent.Key && p.Version < sent.Version })
	if readErr == nil && sent.Version > 1 && !asBefore {
		return c.cameTooLate(op, "property "+strconv.Quote(sent.Key))
	}
	return hiddenRefusal(err, func() bool { return readErr == nil })
}

// How it is worded that a value is too large, where it is not a 413, and that the
// property is there.
var (
	sizeRefused = regexp.MustCompile(`(?i)too (long|large|big)|(larger|longer|bigger) than|exceed`)
	keyRefused  = regexp.MustCompile(`(?i)already (exists|has|contains)`)
)

func propertyRefusal(err error) error {
	switch e := asError(err); {
	case err == nil || e.Status != http.StatusBadRequest:
	case sizeRefused.MatchString(e.Server):
		e.Kind = TooLarge
	case keyRefused.MatchString(e.Server):
		e.Kind = PropertyExists
	}
	return err
}
