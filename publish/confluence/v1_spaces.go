package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
)

type v1Space struct {
	ID       json.Number `json:"id"`
	Key      string      `json:"key"`
	Name     string      `json:"name"`
	Homepage *struct {
		ID string `json:"id"`
	} `json:"homepage"`
	Links links `json:"_links"`
}

func (s v1Space) isComplete() bool { return s.Key != "" }

func (s v1Space) space() Space {
	out := Space{ID: s.ID.String(), Key: s.Key, Name: s.Name}
	if s.Homepage != nil {
		out.HomepageID = s.Homepage.ID
	}
	return out
}

func (r *v1) space(ctx context.Context, key string) (Space, error) {
	c := call{
		op: FindSpace, method: http.MethodGet, path: "/space/" + url.PathEscape(key),
		query: url.Values{"expand": {"homepage"}}, subject: "space " + key,
	}
	if key == "" {
		return r.anySpace(ctx, c)
	}
	s, err := ask[v1Space](ctx, r.root, c)
	if IsKind(err, NotFound) {
		asError(err).note = noteSpace
	}
	if err != nil {
		return Space{}, err
	}
	r.learn(s.Links)
	return s.space(), nil
}

// anySpace asks for one space, whichever, to see whether the root answers.
func (r *v1) anySpace(ctx context.Context, c call) (Space, error) {
	c.path, c.query, c.subject = "/space", url.Values{"limit": {"1"}}, ""
	list, err := ask[collection[v1Space]](ctx, r.root, c)
	if err != nil {
		return Space{}, err
	}
	r.learn(list.Links)
	return Space{}, nil
}
