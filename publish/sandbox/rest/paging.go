package rest

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// paged is one page of a v2 collection; key names an element in the cursor.
func paged[T any](c *call, list []T, key func(T) string, show func(T) object) (any, error) {
	limit := c.number("limit")
	from, err := start(c.query("cursor"), list, key)
	if err != nil {
		return nil, err
	}
	results := []object{}
	until := min(from+limit, len(list))
	for _, element := range list[from:until] {
		results = append(results, show(element))
	}
	links := object{"base": c.base}
	header := `<` + c.base + `>; rel="base"`
	if until < len(list) {
		next := "/wiki/api/v2" + c.path + "?" + c.nextQuery("limit", strconv.Itoa(limit), "cursor", cursor(until, key(list[until-1]), key(list[until])))
		links["next"] = next
		header = `<` + next + `>; rel="next", ` + header
	}
	c.header.Set("Link", header)
	return object{"results": results, "_links": links}, nil
}

// cursor remembers the last element that was shown, the one after it should that vanish, and how many there were before
// should both.
func cursor(shown int, last, next string) string {
	return base64.URLEncoding.EncodeToString([]byte(strconv.Itoa(shown) + ":" + last + ":" + next))
}

func start[T any](cursor string, list []T, key func(T) string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.URLEncoding.DecodeString(cursor)
	parts := strings.Split(string(raw), ":")
	shown, numberErr := strconv.Atoi(parts[0])
	if err != nil || len(parts) != 3 || numberErr != nil || shown < 0 {
		return 0, badRequest("Invalid cursor")
	}
	if i := slices.IndexFunc(list, func(x T) bool { return key(x) == parts[1] }); i >= 0 {
		return i + 1, nil
	}
	if i := slices.IndexFunc(list, func(x T) bool { return key(x) == parts[2] }); i >= 0 {
		return i, nil
	}
	return min(shown, len(list)), nil
}

// offset is one page of a v1 or Data Center collection.
func offset[T any](c *call, list []T, show func(T) object) object {
	limit, from := c.limit(), c.number("start")
	if vanished, _ := c.request.Context().Value(vanishedKey{}).(int); from > 0 {
		list = list[min(vanished, len(list)):]
	}
	from = min(from, len(list))
	until := min(from+limit, len(list))
	results := []object{}
	for _, element := range list[from:until] {
		results = append(results, show(element))
	}
	links := c.withBase(object{"self": c.self(c.path)})
	if query := c.request.URL.RawQuery; query != "" {
		links["self"] = c.self(c.path) + "?" + query
	}
	if until < len(list) && limit > 0 {
		next := []string{"limit", strconv.Itoa(limit), "start", strconv.Itoa(until)}
		if c.family == v1 {
			next = append(next, "next", "true")
		}
		links["next"] = "/rest/api" + c.path + "?" + c.nextQuery(next...)
	}
	if from > 0 {
		links["prev"] = "/rest/api" + c.path + "?" + c.nextQuery("limit", strconv.Itoa(limit), "start", strconv.Itoa(max(from-limit, 0)), "next", "")
	}
	return object{"results": results, "start": from, "limit": limit, "size": len(results), "_links": links}
}

// limit is how many elements a page of a v1 or Data Center collection has at most; expanded bodies make it smaller.
func (c *call) limit() int {
	e := c.expansion()
	body := e["body"]
	if body == nil {
		body = e["content"]["body"]
	}
	limit := c.number("limit")
	switch {
	case body["export_view"] != nil, body["styled_view"] != nil:
		return min(limit, 25)
	case body != nil:
		return min(limit, 50)
	}
	return limit
}

type vanishedKey struct{}

// WithVanishedRows lets a request to a collection that is paged by offset find so many rows less before its offset, as
// when they have gone since the page before: the client misses as many.
func WithVanishedRows(ctx context.Context, n int) context.Context {
	return context.WithValue(ctx, vanishedKey{}, n)
}

// inner is a collection inside an expanded content: never paged by the request.
func (c *call) inner(path string, results []object) object {
	return object{"results": results, "start": 0, "limit": 25, "size": len(results), "_links": object{"self": c.self(path)}}
}

// sorted orders a list by the field a sort parameter names; a leading "-" turns the order round.
func sorted[T any](list []T, by string, fields map[string]func(a, b T) int) []T {
	field, descending := strings.CutPrefix(by, "-")
	compare, ok := fields[field]
	if !ok {
		return list
	}
	slices.SortStableFunc(list, func(a, b T) int {
		if descending {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return list
}

func byID(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
