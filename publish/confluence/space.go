package confluence

import "strings"

// Space is a space. ID is a number as text, the same on both roots.
type Space struct{ ID, Key, Name, HomepageID string }

func sameKey(a, b string) bool { return strings.EqualFold(a, b) }
