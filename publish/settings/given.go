package settings

import "strings"

// given is the value of a setting and the place that it was found in.
type given struct {
	value, where string
	items        []string // of a list in the file
	isList       bool
	places       []string // of the items, in the file
	isFlag       bool
	standard     bool // nobody set it
}

// list returns the items of a list.
func (g given) list() []string {
	if g.isList {
		return g.items
	}
	return splitList(g.value)
}

func (s Setting) apply(settings *Settings, found given) error {
	if s.items != nil {
		if s.Name == "docs" {
			settings.DocsAt = found.places
		}
		return s.items(settings, found.list())
	}
	value := found.value
	if s.Values != nil {
		value = strings.ToLower(strings.TrimSpace(value))
		if err := oneOf(value, s.Values); err != nil {
			return err
		}
	}
	return s.set(settings, value)
}
