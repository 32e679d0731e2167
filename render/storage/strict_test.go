package storage

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// xmlToken is a token as the standard library's parser reads it, with its place in the body.
type xmlToken struct {
	token    xml.Token
	from, to int
}

// xmlTokens reads a body with the standard library's parser, which shares no code with this package, and adds the rules
// that it leaves out.
func xmlTokens(body string, entities map[string]string) ([]xmlToken, error) {
	illegal := func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF }
	if !utf8.ValidString(body) || strings.ContainsFunc(body, illegal) {
		return nil, errors.New("illegal character")
	}
	d := xml.NewDecoder(strings.NewReader(body))
	d.Entity = entities
	var list []xmlToken
	var open []string
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) > 0 {
				return nil, fmt.Errorf("open at the end: %q", open)
			}
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		raw := body[from:d.InputOffset()]
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, xmlName(t.Name))
			if err := checkStartTag(t, raw); err != nil {
				return nil, err
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != xmlName(t.Name) {
				return nil, fmt.Errorf("%s closes %q", raw, open)
			}
			open = open[:len(open)-1]
		}
		list = append(list, xmlToken{xml.CopyToken(token), int(from), int(d.InputOffset())})
	}
}

func xmlName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// checkStartTag looks for doubled attributes and attributes without white space before them.
func checkStartTag(t xml.StartElement, raw string) error {
	names := []string{xmlName(t.Name)}
	for i, a := range t.Attr {
		names = append(names, xmlName(a.Name))
		if slices.Contains(names[1:i+1], names[i+1]) {
			return fmt.Errorf("attribute %s twice", names[i+1])
		}
	}
	for _, name := range names {
		if !isASCIIName(name) {
			return fmt.Errorf("name %q", name)
		}
	}
	quote := byte(0)
	for i := range len(raw) - 1 {
		switch {
		case quote == 0 && (raw[i] == '"' || raw[i] == '\''):
			quote = raw[i]
		case quote == raw[i]:
			if strings.IndexByte(" \t\r\n/>", raw[i+1]) < 0 {
				return fmt.Errorf("no white space before an attribute in %s", raw)
			}
			quote = 0
		}
	}
	return nil
}

func isASCIIName(name string) bool {
	parts := strings.Split(name, ":")
	return len(parts) <= 2 && !slices.ContainsFunc(parts, func(part string) bool {
		return part == "" || strings.IndexByte("0123456789-.", part[0]) >= 0 || strings.ContainsFunc(part, func(r rune) bool { return r > '~' })
	})
}

// xmlText returns the text of an element's content without white space.
func xmlText(tokens []xmlToken) string {
	var out strings.Builder
	for _, t := range tokens {
		if data, ok := t.token.(xml.CharData); ok {
			out.WriteString(strings.ReplaceAll(string(data), "\u00a0", " "))
		}
	}
	return strings.Join(strings.Fields(out.String()), "")
}

// xmlMarkers returns the markers in a body: their comments, their elements and the elements they stand in.
func xmlMarkers(tokens []xmlToken) (list []xmlMarker) {
	var open []int
	for i, t := range tokens {
		switch t := t.token.(type) {
		case xml.StartElement:
			open = append(open, i)
		case xml.EndElement:
			first := open[len(open)-1]
			open = open[:len(open)-1]
			if xmlName(t.Name) != marker {
				continue
			}
			m := xmlMarker{content: tokens[first+1 : i], at: tokens[first].from}
			for _, a := range tokens[first].token.(xml.StartElement).Attr {
				if xmlName(a.Name) == "ac:ref" {
					m.ref = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(a.Value)
				}
			}
			for _, o := range open {
				m.in = append(m.in, xmlName(tokens[o].token.(xml.StartElement).Name))
			}
			list = append(list, m)
		}
	}
	return list
}

type xmlMarker struct {
	ref     string
	content []xmlToken
	in      []string
	at      int
}

// xmlWithoutMarkers returns a body without the tags of markers.
func xmlWithoutMarkers(body string, tokens []xmlToken) string {
	var out strings.Builder
	for _, t := range tokens {
		var name xml.Name
		switch t := t.token.(type) {
		case xml.StartElement:
			name = t.Name
		case xml.EndElement:
			name = t.Name
		}
		if xmlName(name) != marker {
			out.WriteString(body[t.from:t.to])
		}
	}
	return out.String()
}
