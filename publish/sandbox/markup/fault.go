package markup

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// Fault is where a body stops being well-formed, in the words of Confluence's parser.
type Fault struct {
	At          int // in bytes
	Row, Column int // from 1, columns in characters
	Detail      string
}

func (f *Fault) Error() string {
	return fmt.Sprintf("not well-formed at row %d, column %d: %s", f.Row, f.Column, f.Detail)
}

// fault is an error at the token just read.
func (w *walker) fault(format string, arguments ...any) *Fault {
	return w.faultAt(w.at, fmt.Sprintf(format, arguments...))
}

func (w *walker) faultAt(offset int, detail string) *Fault {
	before := w.body[:offset]
	row := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return &Fault{At: w.at, Row: row, Column: column, Detail: detail}
}

// syntax words what the XML decoder found as the parser in Confluence does.
func (w *walker) syntax(err error) *Fault {
	detail := err.Error()
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		detail = syntax.Msg
	}
	offset := int(w.decoder.InputOffset())
	unexpected := func(wanted string) string {
		if offset >= len(w.body) {
			return "Unexpected end of input block" + wanted
		}
		r := []rune(w.body[offset:min(offset+4, len(w.body))])[0]
		return fmt.Sprintf("Unexpected character '%c' (code %d)%s", r, r, wanted)
	}
	switch {
	case strings.HasPrefix(detail, "invalid character entity"):
		name := strings.TrimSuffix(strings.TrimPrefix(detail, "invalid character entity &"), ";")
		name = strings.TrimSuffix(name, " (no semicolon)")
		if name == "" {
			detail = unexpected(" (expected a name start character)")
		} else {
			detail = fmt.Sprintf(`Undeclared general entity "%s"`, name)
		}
	case detail == "attribute name without = in element":
		offset-- // the decoder has read past the character that it did not like
		detail = unexpected(" expected '='")
	case detail == "unquoted or missing attribute value in element":
		offset--
		detail = unexpected(" in start tag Expected a quote")
	case detail == "expected attribute name in element":
		detail = unexpected(` excepted space, or '>' or "/>"`)
	case detail == "expected element name after <", detail == "expected element name after </":
		detail = unexpected(" in content after '<' (malformed start element?).")
	case detail == "unescaped ]]> not in CDATA section":
		detail = "CDATA block has embedded ']]>' in it"
	case strings.HasPrefix(detail, "illegal character code"):
		detail = "Illegal character (" + strings.TrimPrefix(detail, "illegal character code ") + ")"
	case detail == "unexpected EOF":
		detail = "Unexpected end of input block"
	}
	return w.faultAt(offset, detail)
}
