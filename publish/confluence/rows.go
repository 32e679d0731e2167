package confluence

import (
	"context"
	"iter"
	"net/url"
)

// A collection is a page of rows; both roots use this shape.
type collection[T any] struct {
	Results []T   `json:"results"`
	Limit   int   `json:"limit"` // v1 only
	Links   links `json:"_links"`
}

func (c collection[T]) isComplete() bool { return c.Results != nil }

// inFull returns the rows of a list that came within another answer, and whether it
// came, and to its end. There, Cloud links to the next rows whether there are any or
// not, so that fewer than its limit are all.
func (c *collection[T]) inFull() ([]T, bool) {
	if c == nil || c.Results == nil || c.Links.Next != "" && len(c.Results) >= c.Limit {
		return nil, false
	}
	return c.Results, true
}

// rows walks through a collection of any length. Of _links.next only the query
// is taken: its path is the site's, whichever way the request came.
func rows[T any](ctx context.Context, r *root, c call) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		asked := map[string]bool{}
		for {
			asked[c.query.Encode()] = true
			page, err := ask[collection[T]](ctx, r, c)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			r.learn(page.Links)
			for _, row := range page.Results {
				if !yield(row, nil) {
					return
				}
			}
			next, err := url.Parse(page.Links.Next)
			if err != nil || next.RawQuery == "" || asked[next.Query().Encode()] {
				return // the end, or a server that names the same pages for ever
			}
			c.query = next.Query()
		}
	}
}

func collect[T, U any](seq iter.Seq2[T, error], convert func(T) U) ([]U, error) {
	var all []U
	for row, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, convert(row))
	}
	return all, nil
}

func convertEach[T, U any](seq iter.Seq2[T, error], convert func(T) U) iter.Seq2[U, error] {
	return func(yield func(U, error) bool) {
		for row, err := range seq {
			if !yield(convert(row), err) {
				return
			}
		}
	}
}
