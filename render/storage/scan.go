package storage

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is the kind of a token.
type kind uint8

const (
	textToken kind = iota // character data outside CDATA; unescape gives what it says
	cdataToken
	startToken
	endToken // also after an element that closes itself; such a token has no length
	commentToken
	instructionToken
	declarationToken
)

// token is a piece of a body. All tokens together are the body, byte for byte.
type token struct {
	kind     kind
	name     string // of a start or end: the element's, with its prefix
	from, to int    // offsets in the body
}

// rawAttr is an attribute of a start tag as the body spells it, without its quotes.
type rawAttr struct{ name, value string }

// scanner reads the tokens of a body. It holds it to XML's rules for the content of an element
// (https://www.w3.org/TR/xml/#NT-content); names are ASCII, as all names of the storage format are.
type scanner struct {
	body       string
	named      map[string]string // entities known besides XML's own five
	pos        int
	open       []string  // elements, the innermost last
	attrs      []rawAttr // of the start tag read last
	selfClosed bool      // the element opened last is to be closed without an end tag
}

// next returns the next token, io.EOF at the end, or a *SyntaxError, after which there is nothing more to read.
func (s *scanner) next() (token, error) {
	from := s.pos
	if s.selfClosed {
		s.selfClosed = false
		return token{endToken, s.pop(), from, from}, nil
	}
	rest := s.body[from:]
	switch {
	case rest == "":
		if len(s.open) > 0 {
			return token{}, s.fault(from, "<%s> is never closed", s.open[len(s.open)-1])
		}
		return token{}, io.EOF
	case rest[0] != '<':
		return s.text()
	case strings.HasPrefix(rest, "<!--"):
		return s.comment()
	case strings.HasPrefix(rest, cdataStart):
		return s.section(cdataToken, len(cdataStart), cdataEnd)
	case strings.HasPrefix(rest, "<!"):
		return s.section(declarationToken, len("<!"), ">")
	case strings.HasPrefix(rest, "<?"):
		return s.section(instructionToken, len("<?"), "?>")
	case strings.HasPrefix(rest, "</"):
		return s.endTag()
	}
	return s.startTag()
}

const cdataStart, cdataEnd = "<![CDATA[", "]]>"

func (s *scanner) pop() string {
	last := len(s.open) - 1
	name := s.open[last]
	s.open = s.open[:last]
	return name
}

// fault makes the error of something wrong at an offset.
func (s *scanner) fault(at int, format string, arguments ...any) error {
	before := s.body[:at]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return &SyntaxError{
		Row:     strings.Count(before, "\n") + 1,
		Column:  utf8.RuneCountInString(line) + 1,
		Message: fmt.Sprintf(format, arguments...),
	}
}

func (s *scanner) cutOff() error { return s.fault(len(s.body), "unexpected end") }

// characters reads text, or the value of an attribute, that goes on to an offset.
func (s *scanner) characters(to int) error {
	for s.pos < to {
		switch c := s.body[s.pos]; {
		case c == '&':
			_, length, message := reference(s.body[s.pos:to], s.named)
			s.pos += length
			if message != "" {
				return s.fault(s.pos, "%s", message)
			}
		case c >= ' ' && c < utf8.RuneSelf:
			s.pos++
		default:
			r, size := utf8.DecodeRuneInString(s.body[s.pos:to])
			s.pos += size
			if r == utf8.RuneError && size == 1 {
				return s.fault(s.pos, "invalid UTF-8")
			}
			if !Allowed(r) {
				return s.fault(s.pos, "illegal character code %U", r)
			}
		}
	}
	return nil
}

func (s *scanner) text() (token, error) {
	from, to := s.pos, len(s.body)
	if length := strings.IndexByte(s.body[from:], '<'); length >= 0 {
		to = from + length
	}
	if err := s.characters(to); err != nil {
		return token{}, err
	}
	if at := strings.Index(s.body[from:to], cdataEnd); at >= 0 {
		return token{}, s.fault(from+at+len(cdataEnd), "unescaped ]]> not in CDATA section")
	}
	return token{textToken, "", from, to}, nil
}

// section reads a token that goes on to the first occurrence of its end.
func (s *scanner) section(k kind, opening int, closing string) (token, error) {
	from := s.pos
	length := strings.Index(s.body[from+opening:], closing)
	if length < 0 {
		return token{}, s.cutOff()
	}
	s.pos += opening + length + len(closing)
	for at, r := range s.body[from:s.pos] {
		if !Allowed(r) || r == utf8.RuneError && !validError(s.body[from+at:]) {
			return token{}, s.fault(from+at+1, "illegal character code %U", r)
		}
	}
	return token{k, "", from, s.pos}, nil
}

func (s *scanner) comment() (token, error) {
	t, err := s.section(commentToken, len("<!--"), "-->")
	if err != nil {
		return token{}, err
	}
	content := s.body[t.from+len("<!--") : t.to-len("-->")]
	if at := strings.Index(content+"-", "--"); at >= 0 {
		return token{}, s.fault(t.from+len("<!--")+at, "-- has no place in a comment")
	}
	return t, nil
}

func (s *scanner) endTag() (token, error) {
	from := s.pos
	s.pos += len("</")
	name, err := s.name("element")
	if err != nil {
		return token{}, err
	}
	s.space()
	if err := s.expect('>', "invalid characters between </%s and >", name); err != nil {
		return token{}, err
	}
	switch {
	case len(s.open) == 0:
		return token{}, s.fault(from, "</%s> closes nothing", name)
	case s.open[len(s.open)-1] != name:
		return token{}, s.fault(from, "</%s> where </%s> is expected", name, s.open[len(s.open)-1])
	}
	return token{endToken, s.pop(), from, s.pos}, nil
}

func (s *scanner) startTag() (token, error) {
	from := s.pos
	s.pos++
	name, err := s.name("element")
	if err != nil {
		return token{}, err
	}
	s.attrs = s.attrs[:0]
	for {
		spaced := s.space()
		switch {
		case s.pos == len(s.body):
			return token{}, s.cutOff()
		case s.body[s.pos] == '>':
			s.pos++
			return s.opened(token{startToken, name, from, s.pos})
		case s.body[s.pos] == '/':
			s.pos++
			if err := s.expect('>', "expected /> in element <%s>", name); err != nil {
				return token{}, err
			}
			s.selfClosed = true
			return s.opened(token{startToken, name, from, s.pos})
		case !spaced:
			return token{}, s.fault(s.pos+1, "no white space before an attribute of <%s>", name)
		}
		if err := s.attribute(); err != nil {
			return token{}, err
		}
	}
}

func (s *scanner) opened(t token) (token, error) {
	if name := doubled(s.attrs); name != "" {
		return token{}, s.fault(t.from, "<%s> has the attribute %s twice", t.name, name)
	}
	s.open = append(s.open, t.name)
	return t, nil
}

// doubled returns the name of an attribute that is given more than once, "" if there is none.
func doubled(attrs []rawAttr) string {
	if len(attrs) < 2 {
		return ""
	}
	names := make([]string, len(attrs))
	for i, a := range attrs {
		names[i] = a.name
	}
	slices.Sort(names)
	for i := range names {
		if i > 0 && names[i] == names[i-1] {
			return names[i]
		}
	}
	return ""
}

func (s *scanner) attribute() error {
	name, err := s.name("attribute")
	if err != nil {
		return err
	}
	s.space()
	if err := s.expect('=', "attribute %s without = in element", name); err != nil {
		return err
	}
	s.space()
	if s.pos == len(s.body) {
		return s.cutOff()
	}
	quote := s.body[s.pos]
	s.pos++
	if quote != '"' && quote != '\'' {
		return s.fault(s.pos, "unquoted or missing attribute value in element")
	}
	from := s.pos
	length := strings.IndexByte(s.body[from:], quote)
	if length < 0 {
		return s.cutOff()
	}
	value := s.body[from : from+length]
	if at := strings.IndexByte(value, '<'); at >= 0 {
		return s.fault(from+at+1, "unescaped < in the value of the attribute %s", name)
	}
	s.attrs = append(s.attrs, rawAttr{name, value})
	if err := s.characters(from + length); err != nil {
		return err
	}
	s.pos++
	return nil
}

// value returns an attribute of the start tag read last, "" if the tag has none of this name.
func (s *scanner) value(name string) string {
	for _, a := range s.attrs {
		if a.name == name {
			return a.says()
		}
	}
	return ""
}

// expect reads one character, or says what is wrong behind it.
func (s *scanner) expect(c byte, format, name string) error {
	if s.pos == len(s.body) {
		return s.cutOff()
	}
	s.pos++
	if s.body[s.pos-1] != c {
		return s.fault(s.pos, format, name)
	}
	return nil
}

func (s *scanner) space() bool {
	from := s.pos
	for s.pos < len(s.body) && strings.IndexByte(" \t\r\n", s.body[s.pos]) >= 0 {
		s.pos++
	}
	return s.pos > from
}

// name reads a name with or without a prefix.
func (s *scanner) name(of string) (string, error) {
	from, initial, colons := s.pos, true, 0
	for ; s.pos < len(s.body); s.pos++ {
		c := s.body[s.pos]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		switch {
		case letter, !initial && (c >= '0' && c <= '9' || c == '-' || c == '.'):
			initial = false
			continue
		case c == ':' && !initial && colons == 0:
			initial, colons = true, 1
			continue
		}
		break
	}
	if initial {
		if s.pos == len(s.body) {
			return "", s.cutOff()
		}
		return "", s.fault(s.pos+1, "expected a name of an %s", of)
	}
	return s.body[from:s.pos], nil
}
