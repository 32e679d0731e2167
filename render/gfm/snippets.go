package gfm

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gomarkdown/markdown/ast"

	"github.com/pagewright/pagewright/render/problem"
)

// Snippets are https://facelessuser.github.io/pymdown-extensions/extensions/snippets/: a line --8<-- "file" is replaced by the file,
// or by a part of it ("file:section", "file:4:6"); so are lines with names between two lines --8<--. Problems in what is included are
// at the line that includes it.

func init() {
	onBlock(blockHook{foreign: foreign{in: MkDocs, like: `--8<-- "file"`, signs: []string{"-8<-"}}, rank: 44, first: "-", find: findSnippet})
	cutsParagraph(cut{
		foreign: foreign{in: MkDocs},
		may: func(line []byte) bool {
			return bytes.HasPrefix(trimLeft(line), []byte("-")) && bytes.Contains(line, []byte("-8<-"))
		},
		at: func(_ *blockParser, _, line []byte) (bool, bool) { return false, snippetLine.Match(line) },
	})
	builds(func(b *builder, n *snippet) {
		for _, message := range n.faults {
			b.report(b.src.start(b.line), problem.Dialect, message)
		}
		outer := b.from
		b.from = strings.Join(n.files, ", ")
		b.blocks(n, false)
		b.from = outer
	})
}

var (
	snippetLine    = regexp.MustCompile(`^ {0,3}-+8<-+(?:[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'))?[ \t]*$`)
	snippetPart    = regexp.MustCompile(`^(.+?)(?::(\d*)(?::(\d*))?|:([A-Za-z_][\w-]*))$`)
	snippetSection = regexp.MustCompile(`-+8<-+[ \t]*\[(start|end)(?::[ \t]*([\w-]+))?\]`)
)

// maxIncluded is how deeply files may include each other, maxIncludedBytes how much a document may include.
const (
	maxIncluded      = 20
	maxIncludedBytes = 16 << 20
)

func findSnippet(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, length := cutLine(rest)
	match := snippetLine.FindSubmatch(line)
	if match == nil {
		return nil, nil, 0
	}
	names := []string{string(match[1]) + string(match[2])}
	if names[0] == "" {
		names = nil
		closed := false
		for !closed && length < len(rest) {
			line, next := cutLine(rest[length:])
			length += next
			name := strings.TrimSpace(string(line))
			closed = snippetLine.Match(line)
			if !closed && name != "" && !strings.HasPrefix(name, ";") {
				names = append(names, name)
			}
		}
		if !closed {
			return nil, nil, 0
		}
	}
	n := &snippet{}
	if b.options.Dialects&MkDocs == 0 {
		return n, nil, length
	}
	inside = []byte{}
	for _, name := range names {
		text, file, err := b.include(name)
		if err != nil {
			n.faults = append(n.faults, err.Error())
		}
		n.files = append(n.files, file)
		inside = append(append(inside, text...), '\n')
	}
	return n, inside, length
}

// include returns what is included under a name, and the file it comes from.
func (b *blockParser) include(name string) (text, file string, err error) {
	file = name
	part := snippetPart.FindStringSubmatch(name)
	if part != nil {
		file = part[1]
	}
	around := b.includedAround()
	switch {
	case b.options.Include == nil:
		return "", file, fmt.Errorf("%s cannot be included: there are no other files here", file)
	case strings.Contains(file, "://"):
		return "", file, fmt.Errorf("%s is not included: only files are, from inside the docs", file)
	case slices.Contains(around, file) || len(around) >= maxIncluded:
		return "", file, fmt.Errorf("%s is not included again: it includes itself", file)
	}
	text, err = b.options.Include(file)
	if err != nil {
		return "", file, err
	}
	if part != nil && part[4] != "" {
		found := false
		if text, found = section(text, part[4]); !found {
			return "", file, fmt.Errorf("%s has no section %s (--8<-- [start:%s])", file, part[4], part[4])
		}
	} else if part != nil {
		text = someLines(text, part[2], part[3])
	}
	if b.included += len(text); b.included > maxIncludedBytes {
		return "", file, fmt.Errorf("%s is not included: the document has more than %d MB with what it includes", file, maxIncludedBytes>>20)
	}
	text = withTabStops(withoutSections(text))
	b.tables = b.tables || mayHaveTables(newSource(text))
	b.footnotes = b.footnotes || mayHaveFootnotes(text)
	return text, file, nil
}

// includedAround returns the files that what is being parsed is a part of.
func (b *blockParser) includedAround() (files []string) {
	for at := b.here().at; at >= 0; at = int(b.places[at].outer) {
		if n, is := b.places[at].node.(*snippet); is {
			files = append(files, n.files...)
		}
	}
	return files
}

// section returns a section of a text.
func section(text, name string) (lines string, found bool) {
	var all strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		if mark := snippetSection.FindStringSubmatch(line); mark != nil && mark[2] == name {
			inside = mark[1] == "start"
			found = true
			continue
		}
		if inside {
			all.WriteString(line)
		}
	}
	return all.String(), found
}

// withoutSections returns a text without the lines that say where its sections begin and end.
func withoutSections(text string) string {
	if !snippetSection.MatchString(text) {
		return text
	}
	var all strings.Builder
	for line := range strings.Lines(text) {
		if !snippetSection.MatchString(line) {
			all.WriteString(line)
		}
	}
	return all.String()
}

// someLines returns lines of a text, from 1: all up to the last, or from the first on, where a number is missing.
func someLines(text, first, last string) string {
	from, _ := strconv.Atoi(first)
	to, err := strconv.Atoi(last)
	if err != nil {
		to = maxIncludedBytes
	}
	var all strings.Builder
	number := 0
	for line := range strings.Lines(text) {
		if number++; number >= from && number <= to {
			all.WriteString(line)
		}
	}
	return all.String()
}
