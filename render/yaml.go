package render

import (
	"strconv"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"
)

// yamlEntry is one key of a mapping, with the lines that its value takes.
type yamlEntry struct {
	key  string
	text string
	line int // from 1
}

// yamlEntries cuts a mapping at its keys, without regard to whether it is
// valid YAML: a key begins at the start of its line.
func yamlEntries(source string) []yamlEntry {
	var entries []yamlEntry
	number, at := 0, 0
	for line := range strings.Lines(source) {
		number++
		key, _, found := strings.Cut(line, ":")
		if found && key != "" && !strings.ContainsAny(key[:1], " \t#-?[]{}|>&*!%@`") {
			entries = append(entries, yamlEntry{key: strings.Trim(strings.TrimSpace(key), `"'`), line: number})
		}
		if n := len(entries); n > 0 {
			entries[n-1].text = source[at-len(entries[n-1].text) : at+len(line)]
		}
		at += len(line)
	}
	return entries
}

// plainValue takes the anchor and the tag off a value.
func plainValue(n yamlast.Node) yamlast.Node {
	for {
		switch tagged := n.(type) {
		case *yamlast.AnchorNode:
			n = tagged.Value
		case *yamlast.TagNode:
			n = tagged.Value
		default:
			return n
		}
	}
}

// scalar gives a text, number or truth value as it is written; "" for
// anything else.
func scalar(n yamlast.Node) string {
	switch n := n.(type) {
	case *yamlast.StringNode:
		return strings.TrimSpace(n.Value)
	case *yamlast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *yamlast.IntegerNode, *yamlast.FloatNode, *yamlast.BoolNode:
		return n.GetToken().Value
	}
	return ""
}

// isEmpty reports whether a value is as good as not given, as in templates.
func isEmpty(n yamlast.Node) bool {
	switch n := n.(type) {
	case nil, *yamlast.NullNode:
		return true
	case *yamlast.StringNode:
		return strings.TrimSpace(n.Value) == ""
	case *yamlast.LiteralNode:
		return strings.TrimSpace(n.Value.Value) == ""
	}
	return false
}

func describe(n yamlast.Node) string {
	switch n.(type) {
	case *yamlast.MappingNode, *yamlast.MappingValueNode:
		return "a mapping"
	case *yamlast.SequenceNode:
		return "a list"
	}
	return strconv.Quote(scalar(n))
}

// truth reads a value as yes or no; clear is false where it says neither.
func truth(value yamlast.Node) (yes, clear bool) {
	return truthOf(scalar(value))
}

func truthOf(word string) (yes, clear bool) {
	switch strings.ToLower(word) {
	case "true", "yes", "on", "y", "1":
		return true, true
	case "false", "no", "off", "n", "0":
		return false, true
	}
	return false, false
}
