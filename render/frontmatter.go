package render

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	yamlast "github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// FrontMatter is what a document says about its page between two lines "---"
// at its very start. Keys it does not know belong to other tools.
type FrontMatter struct {
	Title     string
	Parent    string         // of the page: id, title or URL
	Order     *int           // among its siblings
	Labels    []string       // a YAML list, or a string with commas
	PageID    string         // page-id: the page this document is bound to
	Publish   *bool          // false keeps the document out of Confluence
	PageWidth string         // page-width
	Lines     map[string]int // the line of each key, from 1
}

// cutFrontMatter takes the front matter off a text. Yaml begins at line 2.
func cutFrontMatter(text string) (yaml, rest string, found bool) {
	first, after, more := strings.Cut(text, "\n")
	if !more || strings.TrimRight(first, " \t") != "---" {
		return "", text, false
	}
	for at := 0; at < len(after); {
		line, _, _ := strings.Cut(after[at:], "\n")
		next := min(at+len(line)+1, len(after))
		if end := strings.TrimRight(line, " \t"); end == "---" || end == "..." {
			return after[:at], after[next:], true
		}
		at = next
	}
	return "", text, false
}

// parseFrontMatter reads front matter that begins at line 2 of its document.
// Ok is false if it is no mapping, that is, just text between two rules.
func parseFrontMatter(source string) (matter FrontMatter, problems []Problem, ok bool) {
	file, err := parseYAML(source)
	if err != nil {
		line, message := yamlError(err)
		return matter, []Problem{{Line: line + 1, Severity: Error, Rule: RuleFrontMatter,
			Message: fmt.Sprintf("the front matter is not valid YAML: %s. Texts with special characters need quotes", message)}}, true
	}
	r := matterReader{matter: FrontMatter{Lines: map[string]int{}}}
	for _, document := range file.Docs {
		switch body := document.Body.(type) {
		case nil, *yamlast.NullNode, *yamlast.CommentGroupNode:
		case *yamlast.MappingNode:
			for _, entry := range body.Values {
				r.entry(entry)
			}
		default:
			return matter, nil, false
		}
	}
	return r.matter, r.problems, true
}

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

type matterReader struct {
	matter   FrontMatter
	problems []Problem
}

func (r *matterReader) entry(e *yamlast.MappingValueNode) {
	key := scalar(e.Key)
	value := plainValue(e.Value)
	line := lineOf(e.Key.GetToken())
	r.matter.Lines[key] = line
	wrong := func(allowed string) {
		r.problems = append(r.problems, Problem{Line: line, Severity: Error, Rule: RuleFrontMatter,
			Message: fmt.Sprintf("%s is %s, but must be %s", key, describe(value), allowed)})
	}
	text := func(into *string) {
		if *into = scalar(value); *into == "" && !isEmpty(value) {
			wrong("a text")
		}
	}
	switch key {
	case "title":
		text(&r.matter.Title)
	case "parent":
		text(&r.matter.Parent)
	case "page-id":
		if text(&r.matter.PageID); strings.Trim(r.matter.PageID, "0123456789") != "" {
			wrong("the number in the page's URL, such as 123456")
			r.matter.PageID = ""
		}
	case "page-width":
		text(&r.matter.PageWidth)
	case "order":
		if n, err := strconv.Atoi(scalar(value)); err == nil {
			r.matter.Order = &n
		} else if !isEmpty(value) {
			wrong("a whole number, such as 10")
		}
	case "publish":
		if b, ok := value.(*yamlast.BoolNode); ok {
			r.matter.Publish = &b.Value
		} else if !isEmpty(value) {
			wrong("true or false")
		}
	case "labels":
		var ok bool
		if r.matter.Labels, ok = labels(value); !ok {
			wrong("a list of words, such as [guide, api], or a text with commas")
		}
	}
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

func labels(value yamlast.Node) (found []string, ok bool) {
	if isEmpty(value) {
		return nil, true
	}
	list, isList := value.(*yamlast.SequenceNode)
	if !isList {
		text := scalar(value)
		for label := range strings.SplitSeq(text, ",") {
			if label = strings.TrimSpace(label); label != "" {
				found = append(found, label)
			}
		}
		return found, text != ""
	}
	for _, item := range list.Values {
		label := strings.TrimSpace(scalar(item))
		if label == "" {
			return nil, false
		}
		found = append(found, label)
	}
	return found, true
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

// lineOf gives the document's line of a token; the front matter begins one
// line below the document.
func lineOf(t *token.Token) int {
	if t == nil || t.Position == nil {
		return 1
	}
	return t.Position.Line + 1
}
