package confluence

import (
	"strings"
	"time"
)

// v1 is the root wiki/rest/api of Cloud and rest/api of Data Center.
// https://developer.atlassian.com/cloud/confluence/rest/v1/intro/
// https://developer.atlassian.com/server/confluence/rest/v1000/
type v1 struct{ *root }

func contentPath(id string, more ...string) string { return pathBelow("/content/", id, more...) }

// v1 lists up to this many rows with the expansions used here; it gives fewer
// where it has a lower limit, and says in _links.next how to go on.
const v1Rows = "200"

// A moment is a time in any of the forms in which Confluence has written it; one
// that cannot be read is no reason to refuse a page.
type moment struct{ time.Time }

// UnmarshalJSON reads RFC 3339, and the zone without a colon as old servers write it.
func (m *moment) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999Z0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			m.Time = t
			return nil
		}
	}
	return nil
}

func expand(names ...string) string { return strings.Join(names, ",") }
