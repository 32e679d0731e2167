package confluence

import (
	"context"
	"net/http"
	"net/url"
)

type v2Space struct {
	ID         string `json:"id"`
	Key        string `json:"key"`
	Name       string `json:"name"`
	HomepageID string `json:"homepageId"`
}

// space asks for the collection: v2 has no address for a key, and a key that
// is not found is an empty collection.
func (r *v2) space(ctx context.Context, key string) (Space, error) {
	c := call{op: FindSpace, method: http.MethodGet, path: "/spaces", query: url.Values{"limit": {"1"}}}
	if key != "" {
		c.query, c.subject = url.Values{"keys": {key}}, "space "+key
	}
	list, err := ask[collection[v2Space]](ctx, r.root, c)
	if IsKind(err, NotFound) {
		asError(err).Kind = WrongAddress // it is the collection that is missing
	}
	if err != nil {
		return Space{}, err
	}
	r.learn(list.Links)
	for _, s := range list.Results {
		if sameKey(s.Key, key) {
			return Space(s), nil
		}
	}
	if key == "" {
		return Space{}, nil
	}
	err = missing(r.root, c)
	asError(err).note = noteSpace
	return Space{}, err
}
