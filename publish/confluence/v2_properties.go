package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
)

type v2Property struct {
	ID      string          `json:"id"`
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value"`
	Version struct {
		Number    int    `json:"number"`
		AuthorID  string `json:"authorId"`
		CreatedAt moment `json:"createdAt"`
	} `json:"version"`
}

func (p v2Property) property() Property {
	return Property{
		ID: p.ID, Key: p.Key, Value: p.Value, Version: p.Version.Number, AuthorID: p.Version.AuthorID, Created: p.Version.CreatedAt.Time,
	}
}

// property asks the collection for a key: v2 addresses properties by id.
func (r *v2) property(ctx context.Context, pageID, key string) (Property, error) {
	return onOwner(r, pageID, func(at owner) (Property, error) {
		c := call{
			op: at.operation(ReadProperty), method: http.MethodGet, path: at.path("properties"),
			query: url.Values{"key": {key}}, subject: "property " + strconv.Quote(key),
		}
		for p, err := range rows[v2Property](ctx, r.root, c) {
			if err != nil {
				return Property{}, err
			}
			if p.Key == key {
				return p.property(), nil
			}
		}
		return Property{}, missing(r.root, c)
	})
}

func (r *v2) properties(ctx context.Context, pageID string) ([]Property, error) {
	return onOwner(r, pageID, func(at owner) ([]Property, error) {
		return collect(rows[v2Property](ctx, r.root, call{
			op: at.operation(ReadProperty), method: http.MethodGet, path: at.path("properties"),
			query: url.Values{"limit": {v2Rows}}, subject: "page " + pageID,
		}), v2Property.property)
	})
}

func (r *v2) createProperty(ctx context.Context, pageID, key string, value json.RawMessage) (Property, error) {
	return onOwner(r, pageID, func(at owner) (Property, error) {
		return r.writeProperty(ctx, call{
			op: at.operation(CreateProperty), method: http.MethodPost, path: at.path("properties"), subject: "property " + strconv.Quote(key),
			json: map[string]any{"key": key, "value": value},
		})
	})
}

func (r *v2) updateProperty(ctx context.Context, pageID string, p Property) (Property, error) {
	return onOwner(r, pageID, func(at owner) (Property, error) {
		return r.writeProperty(ctx, call{
			op: at.operation(UpdateProperty), method: http.MethodPut, path: at.path("properties", p.ID), subject: "property " + strconv.Quote(p.Key),
			json: map[string]any{"key": p.Key, "value": p.Value, "version": map[string]any{"number": p.Version}},
		})
	})
}

func (r *v2) deleteProperty(ctx context.Context, pageID string, p Property) error {
	_, err := onOwner(r, pageID, func(at owner) (struct{}, error) {
		return struct{}{}, send(ctx, r.root, call{
			op: at.operation(DeleteProperty), method: http.MethodDelete, path: at.path("properties", p.ID), subject: "property " + strconv.Quote(p.Key), repeatable: true,
		})
	})
	return err
}

func (r *v2) writeProperty(ctx context.Context, c call) (Property, error) {
	p, err := ask[v2Property](ctx, r.root, c)
	return p.property(), propertyRefusal(err)
}
