// Package safeyaml parses YAML that anybody may have written: odd input makes the library neither panic nor take long.
package safeyaml

import (
	"errors"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

const maxNesting = 30

// Parse returns the tree of a text. [Where] says where it is wrong.
func Parse(source string, options ...parser.Option) (file *ast.File, err error) {
	if IsDeep(source) {
		return nil, errors.New("it is nested too deeply")
	}
	defer func() {
		if recover() != nil {
			err = errors.New("it cannot be read")
		}
	}()
	return parser.ParseBytes([]byte(source), 0, options...)
}

// IsDeep reports whether so many lists and mappings may be open at once that reading them takes long: those in brackets, and
// those that begin on one line.
func IsDeep(source string) bool {
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
	return deepest > maxNesting
}

// libraryPosition is counted within the text that was parsed.
var libraryPosition = regexp.MustCompile(` at \[\d+:\d+\]`)

// Where returns the line and the column, from 1, at which a text could not be parsed, and why.
func Where(err error) (line, column int, message string) {
	if found, ok := errors.AsType[yaml.Error](err); ok {
		line, column = Position(found.GetToken())
		return line, column, libraryPosition.ReplaceAllString(found.GetMessage(), "")
	}
	return 1, 1, err.Error()
}

// Position returns the line and the column of a token, from 1.
func Position(t *token.Token) (line, column int) {
	if t == nil || t.Position == nil {
		return 1, 1
	}
	return t.Position.Line, t.Position.Column
}
