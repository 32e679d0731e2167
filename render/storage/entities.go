package storage

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// htmlEntities are those that Confluence's document type declares besides XML's own.
var htmlEntities = xml.HTMLEntity

var xmlEntities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// maxName is longer than any name of an entity, and than any number of a character that somebody writes.
const maxName = 64

// reference reads a reference to an entity or a character, with which s begins: what it stands for, its length, and if it
// is none, what is wrong with it.
func reference(s string, named map[string]string) (value string, length int, message string) {
	name := s[1:min(len(s), maxName)]
	length = 1 + strings.IndexFunc(name+";", func(r rune) bool { return r >= utf8.RuneSelf || !isNameByte(byte(r)) && r != '#' })
	name = s[1:length]
	if !strings.HasPrefix(s[length:], ";") {
		return "", length, "invalid character entity &" + name + " (no semicolon)"
	}
	length++
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		code, err := strconv.ParseUint(digits, base, 32)
		if err == nil && code <= utf8.MaxRune && Allowed(rune(code)) {
			return string(rune(code)), length, ""
		}
	} else if value, ok := xmlEntities[name]; ok {
		return value, length, ""
	} else if value, ok := named[name]; ok {
		return value, length, ""
	}
	return "", length, "invalid character entity &" + name + ";"
}

func isNameByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// lineEnds are read as XML's parsers read them (https://www.w3.org/TR/xml/#sec-line-ends).
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// unescape returns what text or the value of an attribute says. References that mean nothing stand for themselves.
func unescape(raw string) string {
	if strings.IndexByte(raw, '\r') >= 0 {
		raw = lineEnds.Replace(raw)
	}
	at := strings.IndexByte(raw, '&')
	if at < 0 {
		return raw
	}
	var out strings.Builder
	out.Grow(len(raw))
	for ; at >= 0; at = strings.IndexByte(raw, '&') {
		out.WriteString(raw[:at])
		value, length, message := reference(raw[at:], htmlEntities)
		if message != "" {
			value = raw[at : at+length]
		}
		out.WriteString(value)
		raw = raw[at+length:]
	}
	out.WriteString(raw)
	return out.String()
}

// unescapeCDATA returns what a CDATA section says.
func unescapeCDATA(raw string) string {
	return lineEnds.Replace(raw[len(cdataStart) : len(raw)-len(cdataEnd)])
}

// valueSpace is read as a space in the value of an attribute (https://www.w3.org/TR/xml/#AVNormalize).
var valueSpace = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\t", " ")

// says returns the value of an attribute.
func (a rawAttr) says() string { return unescape(valueSpace.Replace(a.value)) }
