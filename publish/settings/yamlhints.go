package settings

import "strings"

// yamlHints are what to do about a text that is not valid YAML, by parts of what the library says of it.
var yamlHints = []struct{ says, what string }{
	{"\t", "a tab stands where the line is indented: indent with spaces"},
	{"tab character", "a tab stands where the line is indented: indent with spaces"},
	{"double-quoted text", `a text that begins with " is not closed: put a " behind it`},
	{"single-quoted text", "a text that begins with ' is not closed: put a ' behind it, and write ' within it twice"},
	{"or ']' must", "a list in brackets is not closed: put ] behind it, and commas between its entries"},
	{"token ']' not found", "a list in brackets is not closed: put ] behind it, and commas between its entries"},
	{"token '}'", "a brace is not closed: put } behind it, or the whole text in quotes"},
	{"flow map", "a brace is not closed: put } behind it, or the whole text in quotes"},
	{"could not find '", "a bracket or brace is closed that none has opened: remove it, or put the text in quotes"},
	{"mapping value is not allowed", "a second colon, or a line that is indented further than the one before: put a text with a colon in quotes, and begin all names at the same column"},
	{"map key-value is pre-defined", "something stands behind a text in quotes: put all of it in quotes"},
	{"value is not allowed in this context", "the line is indented otherwise than those above: begin all names at the same column"},
	{"unexpected key name", "a line without a colon and a blank, or one indented otherwise than those above: write each as a name with a value, such as space: DOCS"},
	{"non-map value", "the line is no name with a value: write it as in space: DOCS, with a colon and a blank"},
	{"reserved character", "a text begins with @ or `: put it in quotes"},
	{"directive", "a text begins with %: put it in quotes"},
	{"unexpected scalar value", "a text begins with a sign that means something in YAML, such as *: put it in quotes"},
	{"undefined a", "a text begins with * or &: put it in quotes"},
	{"invalid header option", "a text begins with | or >: put it in quotes"},
	{"escape character", `a \ stands in double quotes: write it twice, or take single quotes`},
}

// withHint says what is wrong with a text that is not valid YAML, and what to do.
func withHint(message string) string {
	for _, hint := range yamlHints {
		if strings.Contains(message, hint.says) {
			return hint.what
		}
	}
	return message
}
