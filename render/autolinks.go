package render

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GitHub makes links of what looks like one
// (https://github.github.com/gfm/#autolinks-extension-). URLs with a scheme
// are gomarkdown's work; www. and e-mail addresses are done here.

var (
	bareLink = regexp.MustCompile(`www\.[^ \t\n<]+|[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+`)
	hostEnd  = func(r rune) bool {
		return r != '-' && r != '_' && r != '.' && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r))
	}
)

// linked writes text, with links where it has bare ones.
func (b *treeBuilder) linked(text string) {
	if b.inLink > 0 || b.gate.depth["a"] > 0 || !strings.Contains(text, "@") && !strings.Contains(text, "www.") {
		b.text(text)
		return
	}
	done := 0
	for _, at := range bareLink.FindAllStringIndex(text, -1) {
		address, destination := autolink(text[:at[0]], text[at[0]:at[1]])
		if destination == "" {
			continue
		}
		b.text(text[done:at[0]])
		b.open("a", "href", destination, originAttr, b.from(origin{line: b.line, text: address}))
		b.text(address)
		b.close("a")
		done = at[0] + len(address)
	}
	b.text(text[done:])
}

// autolink gives the address that a candidate begins with and where it leads;
// nothing if it is none.
func autolink(before, candidate string) (address, destination string) {
	if !strings.HasPrefix(candidate, "www.") {
		if !unicode.IsLetter(rune(candidate[len(candidate)-1])) {
			return "", ""
		}
		return candidate, "mailto:" + candidate
	}
	if last, _ := utf8.DecodeLastRuneInString(before); before != "" && !unicode.IsSpace(last) && !strings.ContainsRune("*_~(", last) {
		return "", ""
	}
	host := candidate
	if end := strings.IndexFunc(host, hostEnd); end >= 0 {
		host = host[:end]
	}
	if labels := strings.Split(host, "."); strings.Contains(labels[len(labels)-1]+labels[len(labels)-2], "_") {
		return "", ""
	}
	address = trimAddress(candidate)
	return address, "http://" + address
}

// trimAddress takes off what ends a sentence rather than an address.
func trimAddress(s string) string {
	for {
		last := s[len(s)-1]
		if !strings.ContainsRune("?!.,:*_~'\"", rune(last)) && (last != ')' || strings.Count(s, "(") >= strings.Count(s, ")")) {
			return s
		}
		s = s[:len(s)-1]
	}
}
