package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

	"github.com/pagewright/pagewright/render/nearest"
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
	return slices.Contains(ownNames, key) || isHoldWord(key) || clearWords[holdWord(key)] != "" || othersKey(key) != nil
}

// othersKeys are keys of other tools that look like slips of ours.
var othersKeys = []string{"publisher"}

// foreign looks at a key that is not ours: it may be a slip of one that is.
func (r *matterReader) foreign(key string, line int) {
	r.matter.Lines[key] = line
	if slices.Contains(othersKeys, key) {
		return
	}
	if meant := cmp.Or(nearestHoldWord(key), nearest.Name(key, ownNames)); meant != "" {
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
	} else if text := scalar(value); r.held == nil && holdsClearly(key, text) {
		r.held = &HeldBack{Words: key + ": " + text, Line: line}
	}
	if take := othersKey(key); take != nil && !isEmpty(value) {
		r.matter.Lines[key] = line
		r.others = append(r.others, func(r *matterReader) { takeEach(r, take, key, value, line) })
		return
	}
	read := ownReader(key)
	if read == nil {
		if !isHoldWord(key) {
			r.foreign(key, line)
		}
		return
	}
	r.matter.Lines[key] = line
	if must := read(&r.matter, value); must != "" {
		r.report(line, Error, fmt.Sprintf("%s is %s, but must be %s", key, describe(value), must))
	}
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
