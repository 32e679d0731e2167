package render

import (
	"slices"
	"strconv"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

	"github.com/pagewright/pagewright/render/pageid"
)

// ownKey is a key of front matter that means something to Pagewright.
type ownKey struct {
	name string
	read readValue
}

// readValue reads a value into front matter. It returns what the value must be, as in "a text", where it is something else.
type readValue func(m *FrontMatter, value yamlast.Node) (must string)

var ownKeys = []ownKey{
	{"title", readText(func(m *FrontMatter) *string { return &m.Title })},
	{"parent", readText(func(m *FrontMatter) *string { return &m.Parent })},
	{"order", readOrder},
	{"labels", readLabels},
	{"page-id", readPageID},
	{"publish", readPublish},
	{"page-width", readText(func(m *FrontMatter) *string { return &m.PageWidth })},
	{"message", readText(func(m *FrontMatter) *string { return &m.Message })},
	{"minor-edit", readMinorEdit},
	{"banner", readText(func(m *FrontMatter) *string { return &m.Banner })},
	{"toc", readTOC},
}

// ownNames are the names of the keys that mean something to Pagewright.
var ownNames = func() []string {
	names := make([]string, len(ownKeys))
	for i, key := range ownKeys {
		names[i] = key.name
	}
	return names
}()

// ownReader returns how the value of an own key is read, nil for other keys.
func ownReader(name string) readValue {
	if at := slices.Index(ownNames, name); at >= 0 {
		return ownKeys[at].read
	}
	return nil
}

func readText(field func(*FrontMatter) *string) readValue {
	return func(m *FrontMatter, value yamlast.Node) string {
		text := scalar(value)
		*field(m) = text
		if text == "" && !isEmpty(value) {
			return "a text"
		}
		return ""
	}
}

func readPageID(m *FrontMatter, value yamlast.Node) string {
	must := readText(func(m *FrontMatter) *string { return &m.PageID })(m, value)
	if m.PageID != "" && !pageid.Valid(m.PageID) {
		m.PageID = ""
		return "the number in the page's URL, such as 123456"
	}
	return must
}

func readOrder(m *FrontMatter, value yamlast.Node) string {
	if n, err := strconv.Atoi(scalar(value)); err == nil {
		m.Order = &n
	} else if !isEmpty(value) {
		return "a whole number, such as 10"
	}
	return ""
}

func readLabels(m *FrontMatter, value yamlast.Node) string {
	var ok bool
	if m.Labels, ok = labels(value); !ok {
		return "a list of words, such as [guide, api], or a text with commas"
	}
	return ""
}

const trueOrFalse = "true or false"

func readPublish(m *FrontMatter, value yamlast.Node) string {
	if yes, clear := truth(value); clear {
		yes = yes && (m.Publish == nil || *m.Publish) // said twice: rather not
		m.Publish = &yes
	} else if !isEmpty(value) {
		return trueOrFalse
	}
	return ""
}

func readMinorEdit(m *FrontMatter, value yamlast.Node) string {
	if yes, clear := truth(value); clear {
		m.MinorEdit = &yes
	} else if !isEmpty(value) {
		return trueOrFalse
	}
	return ""
}

// readTOC reads what is clear alone: other tools say more with this key, such as how many levels there are.
func readTOC(m *FrontMatter, value yamlast.Node) string {
	if yes, clear := truth(value); clear {
		m.TOC = &yes
	}
	return ""
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
