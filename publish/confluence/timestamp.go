package confluence

import (
	"strings"
	"time"
)

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
