package gfm

import "strings"

// Tag is a kind of element. There is one value for each: tags are compared by their addresses.
type Tag struct {
	Name    string // of the HTML element
	Index   int    // among all tags, from 0
	Block   bool   // elements stand on lines of their own
	Void    bool   // elements have no content
	Visible bool   // elements are something to see even if they are empty
}

// all are the tags in the order of their indices, named gives them by the names of HTML elements. A construct's file adds its
// own.
var (
	all   []*Tag
	named = map[string]*Tag{}
)

// Tags returns how many tags there are.
func Tags() int { return len(all) }

// element makes a tag, which is that of raw HTML elements too: of the same name, and of other names that are shown alike.
func element(t Tag, others ...string) *Tag {
	tag := own(t)
	named[t.Name] = tag
	for _, name := range others {
		named[name] = tag
	}
	return tag
}

// own makes a tag that raw HTML cannot have.
func own(t Tag) *Tag {
	t.Index = len(all)
	all = append(all, &t)
	return &t
}

// The elements that are only a place for others.
var (
	// Div stands for the elements that HTML has for parts of a document.
	Div = element(Tag{Name: "div", Block: true},
		"center", "section", "article", "aside", "header", "footer", "main", "nav", "figure", "figcaption", "address", "hgroup")
	// Span stands for the elements that say nothing here about the text in them.
	Span = element(Tag{Name: "span"},
		"font", "small", "big", "acronym", "time", "label", "bdi", "bdo", "picture", "ruby", "rt", "rp")
)

func set(names string) map[string]bool {
	is := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		is[name] = true
	}
	return is
}
