package gfm

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// GitHub makes links of what looks like one (https://github.github.com/gfm/#autolinks-extension-). gomarkdown finds those with
// a scheme, and asks here whether it may link them; www. and e-mail addresses are found here.

var bareAddress = regexp.MustCompile(`www\.[^ \t\n<]+|xmpp:` + mailAddress + `(?:/[A-Za-z0-9@.]+)?|(?:mailto:)?` + mailAddress)

const mailAddress = `[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+`

// findAddress finds the first bare address in a text, and where it leads. Before is what stands before the text.
func findAddress(text, before []byte) (at, length int, destination string) {
	if bytes.IndexByte(text, '@') < 0 && !bytes.Contains(text, []byte("www.")) {
		return 0, 0, ""
	}
	for from := 0; from < len(text); {
		found := bareAddress.FindIndex(text[from:])
		if found == nil {
			break
		}
		at = from + found[0]
		if at > 0 {
			before = text[:at]
		}
		address, destination := autolink(before, string(text[at:from+found[1]]))
		if destination != "" {
			return at, len(address), destination
		}
		from += found[1]
	}
	return 0, 0, ""
}

// autolink returns the address that a candidate begins with and where it leads, nothing if it is none.
func autolink(before []byte, candidate string) (address, destination string) {
	if !strings.HasPrefix(candidate, "www.") {
		switch {
		case !unicode.IsLetter(rune(candidate[len(candidate)-1])):
			return "", ""
		case strings.HasPrefix(candidate, "mailto:"), strings.HasPrefix(candidate, "xmpp:"):
			return candidate, candidate
		}
		return candidate, "mailto:" + candidate
	}
	if last, _ := utf8.DecodeLastRune(before); len(before) > 0 && !unicode.IsSpace(last) && !strings.ContainsRune("*_~(", last) {
		return "", ""
	}
	if hostLength(candidate) == 0 {
		return "", ""
	}
	address = trimAddress(candidate)
	return address, "http://" + address
}

// isBareURL reports whether a text of gomarkdown's begins with a URL that is linked.
func (b *builder) isBareURL(text []byte) bool {
	text = text[:min(len(text), len("https://")+maxHost)]
	if b.leaf.guarded.any {
		text = []byte(b.leaf.guarded.verbatim(text))
	}
	return isURL(text)
}

// isURL reports whether a text begins with a scheme and a host.
func isURL(text []byte) bool {
	for _, scheme := range []string{"http://", "https://", "ftp://"} {
		if len(text) > len(scheme) && strings.EqualFold(string(text[:len(scheme)]), scheme) {
			return hostLength(string(text[len(scheme):min(len(text), len(scheme)+maxHost)])) > 0
		}
	}
	return false
}

// maxHost bounds how far the end of a host is looked for.
const maxHost = 1024

// hostLength gives the length of the host that a text begins with. There is none if one of its last two labels has an
// underscore.
func hostLength(text string) int {
	if first, _ := utf8.DecodeRuneInString(text); !isHostRune(first) {
		return 0
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r != '-' && r != '_' && r != '.' && !isHostRune(r) })
	if end < 0 {
		end = len(text)
	}
	labels := strings.Split(text[:end], ".")
	if strings.Contains(strings.Join(labels[max(len(labels)-2, 0):], ""), "_") {
		return 0
	}
	return end
}

// isHostRune reports whether a host may have a character; stand-ins are none.
func isHostRune(r rune) bool {
	return r != utf8.RuneError && !(r >= '\uFDD0' && r <= '\uFDEF') && !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r)
}

// trailingEntity is what looks like an entity at the end of an address.
var trailingEntity = regexp.MustCompile(`&[A-Za-z]+;$`)

// trimAddress takes off what ends a sentence rather than an address.
func trimAddress(s string) string {
	unopened := strings.Count(s, ")") - strings.Count(s, "(")
	for {
		switch last := s[len(s)-1]; {
		case last == ')' && unopened > 0:
			unopened--
		case last == ';':
			if entity := trailingEntity.FindStringIndex(s); entity != nil {
				s = s[:entity[0]]
				continue
			}
		case strings.IndexByte("?!.,:*_~'\"", last) < 0:
			return s
		}
		s = s[:len(s)-1]
	}
}

// stretch is a part of a text.
type stretch struct{ from, to int }

// findAddresses returns where there are bare addresses in a text, if no code, HTML or link has them.
func findAddresses(text []byte) (found []stretch) {
	for at := 0; at < len(text); at++ {
		start := at
		switch {
		case text[at] == ':' && bytes.HasPrefix(text[at:], []byte("://")):
			for start > 0 && text[start-1]|0x20 >= 'a' && text[start-1]|0x20 <= 'z' {
				start--
			}
			if isDestination := bytes.HasSuffix(text[:start], []byte("](")) || bytes.HasSuffix(text[:start], []byte("](<")); isDestination || !isURL(text[start:]) {
				continue
			}
		case text[at] != 'w' || !bytes.HasPrefix(text[at:], []byte("www.")):
			continue
		}
		end := start
		for end < len(text) && !isSpace(text[end]) && text[end] != '<' {
			end++
		}
		if inBrackets := bytes.IndexByte(text[:start], '[') >= 0; inBrackets {
			if close := bytes.IndexByte(text[start:end], ']'); close >= 0 {
				end = start + close
			}
		}
		address := ""
		if start < at && start > 0 && text[start-1] == '<' { // its end is given
			address, _, _ = strings.Cut(string(text[start:end]), ">")
		} else if start < at {
			address = trimAddress(string(text[start:end]))
		} else {
			address, _ = autolink(text[:start], string(text[start:end]))
		}
		if address != "" {
			found = append(found, stretch{start, start + len(address)})
			at = start + len(address) - 1
		}
	}
	return found
}

// inAddresses returns what gomarkdown would not take for a part of the bare addresses of a text: to GitHub, there are no escapes or
// character references in them, they may end in braces and brackets, and a digit may stand in front of them.
func inAddresses(text []byte, addresses []stretch, seen sight) (pieces []piece) {
	for _, a := range addresses {
		if a.from > 0 && text[a.from-1] >= '0' && text[a.from-1] <= '9' {
			pieces = append(pieces, piece{at: a.from})
		}
		for i := a.from; i < a.to; {
			length := 0
			switch c := text[i]; {
			case c == '\\' && i+1 < a.to:
				length = 2
			case c == '\\' && i+1 < len(text) && text[i+1] == '\n': // a line break
			case c == '\\', c == '}', c == ']' && seen.brackets == 0:
				length = 1
			case c == '&':
				if found := characterReference.FindIndex(text[i:min(i+maxEntity, a.to)]); found != nil && found[0] == 0 {
					length = found[1]
				}
			}
			if length > 0 {
				pieces = append(pieces, piece{at: i, raw: string(text[i : i+length])})
			}
			i += max(length, 1)
		}
	}
	return pieces
}

var characterReference = regexp.MustCompile(`&#?[A-Za-z0-9]+;`)

// cutAddress takes off a bare address of gomarkdown's tree what does not belong to it, though gomarkdown could not see that.
func (g *guarded) cutAddress(n *ast.Link) (rest []byte) {
	text, ok := ast.GetFirstChild(n).(*ast.Text)
	if !ok || len(n.Children) != 1 || string(n.Destination) != encodedAddress(string(text.Literal)) {
		return nil
	}
	if _, _, r := g.nextRun(text.Literal); r == nil {
		return nil
	}
	at := 0
	for left := len(trimAddress(g.verbatim(text.Literal))); left > 0; {
		raw, length := string(text.Literal[at:at+1]), 1
		if isStandIn(text.Literal[at:]) {
			raw, length = g.original(text.Literal[at:])
		}
		at += length
		left -= len(raw)
	}
	rest = text.Literal[at:]
	text.Literal = text.Literal[:at]
	n.Destination = []byte(encodedAddress(string(text.Literal)))
	return rest
}

// encodedAddress percent-encodes in an address what gomarkdown encodes in destinations.
func encodedAddress(address string) string {
	var encoded strings.Builder
	for i := range len(address) {
		if c := address[i]; c >= utf8.RuneSelf || c <= ' ' || strings.IndexByte("\"<>\\`{}|^[]", c) >= 0 {
			fmt.Fprintf(&encoded, "%%%02X", c)
		} else {
			encoded.WriteByte(c)
		}
	}
	return encoded.String()
}
