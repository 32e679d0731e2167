package gfm

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GitHub makes links of what looks like one (https://github.github.com/gfm/#autolinks-extension-). gomarkdown finds those with
// a scheme, and asks here whether it may link them; www. and e-mail addresses are found here.

var bareAddress = regexp.MustCompile(`www\.[^ \t\n<]+|xmpp:` + mailAddress + `(?:/[A-Za-z0-9@.]+)?|(?:mailto:)?` + mailAddress)

const mailAddress = `[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+`

// findAddress finds the first bare address in a text, and where it leads.
func findAddress(text []byte) (at, length int, destination string) {
	if bytes.IndexByte(text, '@') < 0 && !bytes.Contains(text, []byte("www.")) {
		return 0, 0, ""
	}
	for from := 0; from < len(text); {
		found := bareAddress.FindIndex(text[from:])
		if found == nil {
			break
		}
		at = from + found[0]
		address, destination := autolink(text[:at], string(text[at:from+found[1]]))
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

// isBareURL reports whether a text begins with a URL that is linked.
func isBareURL(text []byte) bool {
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

func isHostRune(r rune) bool {
	return r != utf8.RuneError && !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r)
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
