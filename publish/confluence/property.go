package confluence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Property is a content property of a page, or of a folder: any JSON under a key.
type Property struct {
	ID, Key  string
	Value    json.RawMessage
	Version  int
	AuthorID string    // of the version; "" on v1 of Cloud, whose document does not have it
	Created  time.Time // when the version was made, by the server's clock; zero where it is not told
}

// contradicts says in which way the answer to a write is about another property
// than the one that was sent, "" if it is not.
func (p Property) contradicts(key string, version int) string {
	switch {
	case p.Key != "" && p.Key != key:
		return "does not name the property"
	case p.Version != 0 && p.Version != version:
		return fmt.Sprintf("tells of version %d, and version %d was sent", p.Version, version)
	}
	return ""
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return bytes.Equal(p, q)
}
