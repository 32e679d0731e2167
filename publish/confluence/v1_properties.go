package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
)

type v1Property struct {
	ID      json.Number     `json:"id"`
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value"`
	Version struct {
		Number int    `json:"number"`
		When   moment `json:"when"`
		By     v1User `json:"by"` // Data Center
	} `json:"version"`
}

func (p v1Property) property() Property {
	return Property{
		ID: p.ID.String(), Key: p.Key, Value: p.Value, Version: p.Version.Number, AuthorID: p.Version.By.id(), Created: p.Version.When.Time,
	}
}

func (r *v1) property(ctx context.Context, pageID, key string) (Property, error) {
	p, err := ask[v1Property](ctx, r.root, call{
		op: ReadProperty, method: http.MethodGet, path: contentPath(pageID, "property", key), subject: "property " + strconv.Quote(key),
		query: url.Values{"expand": {"version"}},
	})
	if err != nil {
		return Property{}, err
	}
	return p.property(), nil
}

func (r *v1) properties(ctx context.Context, pageID string) ([]Property, error) {
	return collect(rows[v1Property](ctx, r.root, call{
		op: ReadProperty, method: http.MethodGet, path: contentPath(pageID, "property"), subject: "page " + pageID,
		query: url.Values{"expand": {"version"}, "limit": {v1Rows}},
	}), v1Property.property)
}

func (r *v1) createProperty(ctx context.Context, pageID, key string, value json.RawMessage) (Property, error) {
	return r.writeProperty(ctx, call{
		op: CreateProperty, method: http.MethodPost, path: contentPath(pageID, "property"), subject: "property " + strconv.Quote(key),
		json: map[string]any{"key": key, "value": value},
	})
}

// updateProperty repeats id and key in the body where the document asks for it.
func (r *v1) updateProperty(ctx context.Context, pageID string, p Property) (Property, error) {
	body := map[string]any{"value": p.Value, "version": map[string]any{"number": p.Version, "minorEdit": true}}
	if r.endpoint.kind == DataCenter {
		body["id"], body["key"] = p.ID, p.Key
	}
	return r.writeProperty(ctx, call{
		op: UpdateProperty, method: http.MethodPut, path: contentPath(pageID, "property", p.Key), json: body, subject: "property " + strconv.Quote(p.Key),
	})
}

func (r *v1) deleteProperty(ctx context.Context, pageID string, p Property) error {
	return send(ctx, r.root, call{
		op: DeleteProperty, method: http.MethodDelete, path: contentPath(pageID, "property", p.Key), subject: "property " + strconv.Quote(p.Key), repeatable: true,
	})
}

func (r *v1) writeProperty(ctx context.Context, c call) (Property, error) {
	p, err := ask[v1Property](ctx, r.root, c)
	return p.property(), propertyRefusal(err)
}
