package rest

import (
	"cmp"
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
		next := "/wiki/api/v2" + c.path + "?" + c.nextQuery("limit", strconv.Itoa(limit), "cursor", cursor(until, key(list[until-1])))
		links["next"] = next
		header = `<` + next + `>; rel="next", ` + header
	}
	c.header.Set("Link", header)
	return object{"results": results, "_links": links}, nil
}

// cursor remembers the last element that was shown and, should that vanish, how many there were before.
func cursor(shown int, last string) string {
	return base64.URLEncoding.EncodeToString([]byte(strconv.Itoa(shown) + ":" + last))
}

func start[T any](cursor string, list []T, key func(T) string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.URLEncoding.DecodeString(cursor)
	count, last, ok := strings.Cut(string(raw), ":")
	shown, numberErr := strconv.Atoi(count)
	if err != nil || !ok || numberErr != nil || shown < 0 {
		return 0, badRequest("Invalid cursor")
	}
	if i := slices.IndexFunc(list, func(x T) bool { return key(x) == last }); i >= 0 {
		return i + 1, nil
	}
	return min(shown, len(list)), nil
}

// offset is one page of a v1 or Data Center collection.
func offset[T any](c *call, list []T, show func(T) object) object {
	limit := c.limit()
	from := min(c.number("start"), len(list))
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
