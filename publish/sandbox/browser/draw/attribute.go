package draw

import (
	"slices"
	"strings"
)

type attribute struct{ name, value string }

func class(names ...string) attribute {
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" })
	return attribute{"class", strings.Join(names, " ")}
}

func role(name string) attribute   { return attribute{"role", name} }
func spoken(text string) attribute { return attribute{"aria-label", text} }
func hint(text string) attribute   { return attribute{"title", text} }
func ident(name string) attribute  { return attribute{"id", name} }
func address(url string) attribute { return attribute{"href", url} }
func bare(name string) attribute   { return attribute{name: name} }

// isBare reports whether an attribute means something without a value.
func isBare(a attribute) bool {
	return slices.Contains([]string{"alt", "checked", "disabled", "open"}, a.name)
}
