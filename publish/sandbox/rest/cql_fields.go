package rest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// errEmptyText is a search for no words, which Confluence answers with 500.
type errEmptyText struct{}

func (errEmptyText) Error() string { return "the text to search for is empty" }

// cqlTest returns the test of one clause. With several values one must match.
func cqlTest(field, operator string, values []string) (condition, error) {
	var one func(found, string) bool
	allowed := "="
	switch field {
	case "space", "space.key":
		one = func(f found, v string) bool { return strings.EqualFold(f.spaceKey, v) }
	case "id", "content":
		one = func(f found, v string) bool { return f.ID == v }
	case "type":
		one = func(f found, v string) bool { return strings.EqualFold(string(f.Type), v) }
	case "parent":
		one = func(f found, v string) bool { return f.ParentID == v }
	case "ancestor":
		one = func(f found, v string) bool { return slices.Contains(f.ancestors(), v) }
	case "label":
		one = hasLabel
	case "creator":
		one = func(f found, v string) bool { return f.AuthorID == v }
	case "contributor":
		one = func(f found, v string) bool {
			return slices.ContainsFunc(f.Versions, func(x store.Version) bool { return x.AuthorID == v })
		}
	case "title":
		allowed = "= ~"
		one = func(f found, v string) bool { return strings.EqualFold(f.Title, v) }
		if operator == "~" {
			one = func(f found, v string) bool { return hasWords(f.Title, v) }
		}
		if slices.Contains(values, "") {
			return nil, fmt.Errorf("a title cannot be empty")
		}
	case "text", "sitesearch":
		allowed = "~"
		one = func(f found, v string) bool { return hasWords(f.Title+" "+plainText(f.Body()), v) }
		if slices.Contains(values, "") {
			return nil, errEmptyText{}
		}
	case "created", "lastmodified":
		allowed = "= > >= < <="
		one = byTime(field, operator)
	default:
		return nil, fmt.Errorf("there is no field %s", field)
	}
	if !slices.Contains(strings.Fields(allowed), operator) {
		return nil, fmt.Errorf("the field %s has no operator %s", field, operator)
	}
	return func(f found) bool {
		return slices.ContainsFunc(values, func(v string) bool { return one(f, v) })
	}, nil
}

func hasLabel(f found, value string) bool {
	return slices.ContainsFunc(f.Labels, func(l store.Label) bool {
		return strings.EqualFold(l.Name, value) || strings.EqualFold(l.Prefix+":"+l.Name, value)
	})
}

func byTime(field, operator string) func(found, string) bool {
	return func(f found, value string) bool {
		t := f.Version().CreatedAt
		if field == "created" {
			t = f.CreatedAt
		}
		value = strings.ReplaceAll(value, "/", "-")
		text := cqlTime(t)[:min(len(value), len("2006-01-02 15:04"))]
		switch order := cmp.Compare(text, value); operator {
		case ">":
			return order > 0
		case ">=":
			return order >= 0
		case "<":
			return order < 0
		case "<=":
			return order <= 0
		default:
			return order == 0
		}
	}
}

// hasWords reports whether every word of a query is a word of a text; "*" at its end matches any ending.
func hasWords(text, query string) bool {
	words := textWords(text, "")
	for _, wanted := range textWords(query, "*") {
		prefix, open := strings.CutSuffix(wanted, "*")
		if !slices.ContainsFunc(words, func(w string) bool { return w == wanted || open && strings.HasPrefix(w, prefix) }) {
			return false
		}
	}
	return true
}

// textWords returns the words of a text in lower case; keep are characters that belong to words.
func textWords(text, keep string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(keep, r)
	})
}

// sort orders what was found; without an order the newest change comes first.
func (q cql) sort(list []found) {
	fields := map[string]func(a, b found) int{
		"title":        func(a, b found) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) },
		"created":      func(a, b found) int { return a.CreatedAt.Compare(b.CreatedAt) },
		"lastmodified": func(a, b found) int { return a.Version().CreatedAt.Compare(b.Version().CreatedAt) },
		"id":           func(a, b found) int { return byID(a.ID, b.ID) },
		"space":        func(a, b found) int { return cmp.Compare(a.spaceKey, b.spaceKey) },
	}
	slices.SortStableFunc(list, func(a, b found) int {
		for _, o := range q.orders {
			order := fields[o.field](a, b)
			if o.descending {
				order = -order
			}
			if order != 0 {
				return order
			}
		}
		return 0
	})
}
