package render

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	yamlast "github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// parseYAML shields the caller from the library's panics on odd input, and
// from the time it takes for deeply nested one.
func parseYAML(source string) (file *yamlast.File, err error) {
	if nesting(source) > maxYAMLNesting {
		return nil, errors.New("it is nested too deeply")
	}
	defer func() {
		if recover() != nil {
			err = errors.New("it cannot be read")
		}
	}()
	return parser.ParseBytes([]byte(source), 0)
}

const maxYAMLNesting = 30

// nesting tells how many lists and mappings may be open at once: those in
// brackets, or those that begin on one line.
func nesting(source string) int {
	deepest, open := 0, 0
	for line := range strings.Lines(source) {
		content := strings.TrimLeft(line, "-? \t")
		deepest = max(deepest, strings.Count(line[:len(line)-len(content)], "-"), strings.Count(line[:len(line)-len(content)], "?"))
		for _, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open--
			}
			deepest = max(deepest, open)
		}
	}
	return deepest
}

// libraryPosition is counted within the front matter.
var libraryPosition = regexp.MustCompile(` at \[\d+:\d+\]`)

func yamlError(err error) (line int, message string) {
	if found, ok := errors.AsType[yaml.Error](err); ok {
		line = 1
		if t := found.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
		return line, libraryPosition.ReplaceAllString(found.GetMessage(), "")
	}
	return 1, err.Error()
}

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

// lineOf gives the line of a token in its source, from 1.
func lineOf(t *token.Token) int {
	if t == nil || t.Position == nil {
		return 1
	}
	return t.Position.Line
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
