package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

	"github.com/pagewright/pagewright/render/nearest"
	"github.com/pagewright/pagewright/render/pageid"
	"github.com/pagewright/pagewright/render/safeyaml"
)

// cutFrontMatter takes the front matter off a text: what stands between two
// lines "---", which is YAML, or "+++", which is TOML. It begins at line 2.
func cutFrontMatter(text string) (matter, rest string, isTOML, found bool) {
	first, after, more := strings.Cut(text, "\n")
	fence := strings.TrimRight(first, " \t")
	if !more || fence != "---" && fence != "+++" {
		return "", text, false, false
	}
	for at := 0; at < len(after); {
		line, _, _ := strings.Cut(after[at:], "\n")
		next := min(at+len(line)+1, len(after))
		if end := strings.TrimRight(line, " \t"); end == fence || end == "..." && fence == "---" {
			return after[:at], after[next:], fence == "+++", true
		}
		at = next
	}
	return "", text, false, false
}

// readFrontMatter reads front matter that begins at line 2 of its document.
// Ok is false if it is no mapping, that is, just text between two rules.
// Where it is not valid YAML, or long, only the keys that are read here are
// parsed, each by itself: what other tools' keys say is not our business.
func readFrontMatter(source string) (r matterReader, ok bool) {
	r.matter.Lines = map[string]int{}
	if len(source) > maxWholeYAML {
		return r, r.entries(source)
	}
	file, err := safeyaml.Parse(source)
	if err == nil {
		return r, r.file(file, 2)
	}
	ok = r.entries(source)
	if len(r.problems) == 0 {
		line, column, message := safeyaml.Where(err)
		r.report(line+1, Warning, fmt.Sprintf("the front matter is not valid YAML: %s. Texts with special characters need quotes. What Pagewright reads of it could be read", message))
		r.problems[0].Column = column
	}
	return r, ok
}

// file reads YAML whose first line has the given number. It reports whether
// it is a mapping.
func (r *matterReader) file(file *yamlast.File, first int) bool {
	for _, document := range file.Docs {
		switch body := document.Body.(type) {
		case nil, *yamlast.NullNode, *yamlast.CommentGroupNode:
		case *yamlast.MappingNode:
			for _, entry := range body.Values {
				r.entry(entry, first)
			}
		default:
			return false
		}
	}
	return true
}

// entries reads the keys one by one. It reports whether there are any.
func (r *matterReader) entries(source string) bool {
	entries := yamlEntries(source)
	for _, e := range entries {
		line := e.line + 1
		isOthers := othersKey(e.key) != nil
		if !isRead(e.key) {
			r.foreign(e.key, line)
			continue
		}
		isLong := len(e.text) > maxWholeYAML
		if isLong && !isOthers {
			r.matter.Lines[e.key] = line
			r.report(line, Error, fmt.Sprintf("%s is longer than %d KB", e.key, maxWholeYAML>>10))
		}
		if isLong {
			continue
		}
		file, err := safeyaml.Parse(e.text)
		if err != nil && isOthers {
			continue
		}
		if err != nil {
			at, column, message := safeyaml.Where(err)
			r.reportAt(Words{Line: line + at - 1, Column: column}, fmt.Sprintf("%s is not valid YAML: %s. Texts with special characters need quotes", e.key, message))
			continue
		}
		r.file(file, line)
	}
	return len(entries) > 0
}

// isRead reports whether a key means something here, as ours or as another
// tool's.
func isRead(key string) bool {
	return slices.Contains(ownKeys, key) || isHoldWord(key) || othersKey(key) != nil
}

// othersKeys are keys of other tools that look like slips of ours.
var othersKeys = []string{"publisher"}

// foreign looks at a key that is not ours: it may be a slip of one that is.
func (r *matterReader) foreign(key string, line int) {
	r.matter.Lines[key] = line
	if slices.Contains(othersKeys, key) {
		return
	}
	if meant := cmp.Or(nearestHoldWord(key), nearest.Name(key, ownKeys)); meant != "" {
		r.report(line, Warning, fmt.Sprintf("the key %q is not read: did you mean %s?", key, meant))
	}
}

func (r *matterReader) entry(e *yamlast.MappingValueNode, first int) {
	line, _ := safeyaml.Position(e.Key.GetToken())
	r.take(scalar(e.Key), plainValue(e.Value), line+first-1)
}

// take reads what a key says.
func (r *matterReader) take(key string, value yamlast.Node, line int) {
	if isHoldWord(key) {
		r.hold(key, value, line)
	}
	if take := othersKey(key); take != nil && !isEmpty(value) {
		r.matter.Lines[key] = line
		r.others = append(r.others, func(r *matterReader) { takeEach(r, take, key, value, line) })
		return
	}
	if !slices.Contains(ownKeys, key) {
		if !isHoldWord(key) {
			r.foreign(key, line)
		}
		return
	}
	r.matter.Lines[key] = line
	wrong := func(allowed string) {
		r.report(line, Error, fmt.Sprintf("%s is %s, but must be %s", key, describe(value), allowed))
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
		if text(&r.matter.PageID); r.matter.PageID != "" && !pageid.Valid(r.matter.PageID) {
			wrong("the number in the page's URL, such as 123456")
			r.matter.PageID = ""
		}
	case "page-width":
		text(&r.matter.PageWidth)
	case "message":
		text(&r.matter.Message)
	case "banner":
		text(&r.matter.Banner)
	case "minor-edit":
		if yes, clear := truth(value); clear {
			r.matter.MinorEdit = &yes
		} else if !isEmpty(value) {
			wrong("true or false")
		}
	case "order":
		if n, err := strconv.Atoi(scalar(value)); err == nil {
			r.matter.Order = &n
		} else if !isEmpty(value) {
			wrong("a whole number, such as 10")
		}
	case "publish":
		if yes, clear := truth(value); clear {
			yes = yes && (r.matter.Publish == nil || *r.matter.Publish) // said twice: rather not
			r.matter.Publish = &yes
		} else if !isEmpty(value) {
			wrong("true or false")
		}
	case "toc":
		// Other tools say more with this key, such as how many levels there are.
		if yes, clear := truth(value); clear {
			r.matter.TOC = &yes
		}
	case "labels":
		var ok bool
		if r.matter.Labels, ok = labels(value); !ok {
			wrong("a list of words, such as [guide, api], or a text with commas")
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

// hold takes a key that may hold the document back. What such a key says
// unclearly holds it back too, but for published, which is often a date.
func (r *matterReader) hold(key string, value yamlast.Node, line int) {
	if key == "publish" || isEmpty(value) || r.held != nil {
		return
	}
	word := holdWord(key)
	yes, clear := truth(value)
	if clear && yes != holdWords[word] || !clear && word == "published" {
		return
	}
	r.held = &HeldBack{Words: key + ": " + scalar(value), Line: line}
	if !clear {
		r.report(line, Warning, fmt.Sprintf("%s is %s, which is neither true nor false: the document is not published; publish: true publishes it", key, describe(value)))
	}
}
