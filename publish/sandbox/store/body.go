package store

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxBody is the largest body that Cloud takes (SPEC2 POST /pages: 413 above 5 MB). Data Center's document has no limit.
const maxBody = 5 * 1024 * 1024

// CheckBody tells whether a storage body is well-formed: elements closed, attributes quoted and not doubled, the
// entities of HTML, prefixes ac, ri and at without declaration. The error is BodyMalformed, worded as Confluence's
// parser words it.
func CheckBody(body string) error {
	_, err := rewriteBody(body, nil)
	return err
}

// storeBody gives a body of a space as the server keeps it.
func (s *Store) storeBody(body, spaceID string, editor Editor) (string, error) {
	if editor == NewEditor && len(body) > maxBody {
		return "", &Error{Rule: TooLarge, What: "body", Limit: maxBody}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return rewriteBody(body, &additions{editor: editor, uuid: s.uuid, exists: func(key, title string) bool {
		in := spaceID
		if space := s.spaceByKey(key); space != nil {
			in = space.ID
		}
		_, ok := s.titles[newTitleKey(in, PageType, title)]
		return ok
	}})
}

// rewriteBody checks a body and, if there are additions to make, writes it anew with them.
func rewriteBody(body string, add *additions) (string, error) {
	in := newScanner(body)
	for {
		token, raw, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		if add != nil {
			add.token(token, raw, in)
		}
	}
	if add == nil {
		return "", nil
	}
	return string(add.out), nil
}

// scanner reads the tokens of a body with their own spelling and keeps the open elements.
type scanner struct {
	body    string
	decoder *xml.Decoder
	open    []element
	start   int64 // of the token just read
}

type element struct {
	name     string
	prefixes []string // declared on it
}

func newScanner(body string) *scanner {
	d := xml.NewDecoder(strings.NewReader(body))
	d.Entity = xml.HTMLEntity
	return &scanner{body: body, decoder: d}
}

// next gives a token and how it is spelled in the body; the end that belongs to a self-closed element is spelled "".
func (s *scanner) next() (xml.Token, string, error) {
	s.start = s.decoder.InputOffset()
	token, err := s.decoder.RawToken()
	raw := s.body[s.start:s.decoder.InputOffset()]
	if errors.Is(err, io.EOF) {
		if n := len(s.open); n > 0 {
			return nil, "", s.fault("Unexpected end of input block in end tag; expected </%s>.", s.open[n-1].name)
		}
		return nil, "", io.EOF
	}
	if err != nil {
		return nil, "", s.syntax(err)
	}
	switch t := token.(type) {
	case xml.StartElement:
		err = s.opened(t)
	case xml.EndElement:
		err = s.closed(qualified(t.Name))
	case xml.ProcInst:
		if strings.EqualFold(t.Target, "xml") {
			err = s.fault(`Illegal processing instruction target ("xml"); xml (case insensitive) is reserved by the specs.`)
		}
	case xml.Directive:
		err = s.fault("Unexpected '<!' in content; only comments and CDATA sections may stand there")
	}
	return token, raw, err
}

// rest is what follows the token just read.
func (s *scanner) rest() string { return s.body[s.decoder.InputOffset():] }

func (s *scanner) opened(t xml.StartElement) error {
	e := element{name: qualified(t.Name)}
	seen := map[xml.Name]bool{}
	for _, a := range t.Attr {
		if seen[a.Name] {
			return s.fault("Duplicate attribute '%s'.", qualified(a.Name))
		}
		seen[a.Name] = true
		if a.Name.Space == "xmlns" {
			e.prefixes = append(e.prefixes, a.Name.Local)
		}
	}
	s.open = append(s.open, e)
	if !s.declared(t.Name.Space) {
		return s.fault(`Undeclared namespace prefix "%s"`, t.Name.Space)
	}
	for _, a := range t.Attr {
		if !s.declared(a.Name.Space) {
			return s.fault(`Undeclared namespace prefix "%s" (for attribute "%s")`, a.Name.Space, a.Name.Local)
		}
	}
	return nil
}

func (s *scanner) closed(name string) error {
	n := len(s.open)
	if n == 0 {
		return s.fault("Unexpected close tag </%s>; no element is open.", name)
	}
	if s.open[n-1].name != name {
		return s.fault("Unexpected close tag </%s>; expected </%s>.", name, s.open[n-1].name)
	}
	s.open = s.open[:n-1]
	return nil
}

func (s *scanner) declared(prefix string) bool {
	switch prefix {
	case "", "ac", "ri", "at", "xml", "xmlns":
		return true
	}
	for _, e := range s.open {
		for _, p := range e.prefixes {
			if p == prefix {
				return true
			}
		}
	}
	return false
}

// fault is an error at the token just read.
func (s *scanner) fault(format string, arguments ...any) error {
	return s.faultAt(s.start, fmt.Sprintf(format, arguments...))
}

func (s *scanner) faultAt(offset int64, detail string) error {
	before := s.body[:offset]
	row := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return &Error{Rule: BodyMalformed, Detail: detail, Row: row, Column: column}
}

// syntax words what the XML decoder found as the parser in Confluence does.
func (s *scanner) syntax(err error) error {
	detail := err.Error()
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		detail = syntax.Msg
	}
	offset := s.decoder.InputOffset()
	unexpected := func(wanted string) string {
		if offset >= int64(len(s.body)) {
			return "Unexpected end of input block" + wanted
		}
		r := []rune(s.body[offset:min(offset+4, int64(len(s.body)))])[0]
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
	return s.faultAt(offset, detail)
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escapeText(text string) string { return textEscaper.Replace(text) }
