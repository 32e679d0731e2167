package render

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// byteOrderMarks are the encodings that a file names in its first bytes. UTF-32 comes before UTF-16, whose mark its own
// begins with.
var byteOrderMarks = []struct {
	name    string
	mark    []byte
	decoder encoding.Encoding // nil: UTF-8
}{
	{"UTF-8", []byte{0xEF, 0xBB, 0xBF}, nil},
	{"UTF-32", []byte{0xFF, 0xFE, 0, 0}, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"UTF-32", []byte{0, 0, 0xFE, 0xFF}, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"UTF-16", []byte{0xFF, 0xFE}, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"UTF-16", []byte{0xFE, 0xFF}, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func unixLines(source []byte) string {
	if bytes.IndexByte(source, '\r') < 0 {
		return string(source)
	}
	return lineEnds.Replace(string(source))
}

// decode gives the source as UTF-8 without a byte order mark, its lines ended by "\n". Bytes that are no UTF-8 are read as Windows-1252, which is
// what old editors on Windows write; where they mean nothing there either, that is an Error.
func decode(source []byte) (string, []Problem) {
	for _, e := range byteOrderMarks {
		rest, found := bytes.CutPrefix(source, e.mark)
		if !found {
			continue
		}
		if e.decoder == nil {
			return decodeBytes(rest)
		}
		decoded, _ := e.decoder.NewDecoder().Bytes(rest)
		text := unixLines(decoded)
		if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
			line, column := positionAt(text, at)
			return text, []Problem{{Line: line, Column: column, Severity: Error, Rule: RuleEncoding,
				Message: fmt.Sprintf("the file says that it is %s, but here it is not: save it as UTF-8", e.name)}}
		}
		return text, nil
	}
	if text, is := withoutMark(source); is {
		return text, []Problem{{Line: 1, Severity: Warning, Rule: RuleEncoding,
			Message: "the file is read as UTF-16, though it has no byte order mark: save it as UTF-8"}}
	}
	return decodeBytes(source)
}

// withoutMark reads UTF-16 without a byte order mark, known by a first character of ASCII: no other text has a zero there.
func withoutMark(source []byte) (text string, is bool) {
	if len(source) < 2 || len(source)%2 != 0 || (source[0] == 0) == (source[1] == 0) {
		return "", false
	}
	order := unicode.LittleEndian
	if source[0] == 0 {
		order = unicode.BigEndian
	}
	decoded, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(source)
	return lineEnds.Replace(string(decoded)), err == nil && !bytes.ContainsRune(decoded, utf8.RuneError)
}

func decodeBytes(source []byte) (string, []Problem) {
	lines := unixLines(source)
	if utf8.ValidString(lines) {
		return lines, nil
	}
	var text strings.Builder
	var problems []Problem
	report := func(severity Severity, message string) {
		if len(problems) == 0 || problems[0].Severity < severity {
			line, column := positionAt(text.String(), text.Len())
			problems = []Problem{{Line: line, Column: column, Severity: severity, Rule: RuleEncoding, Message: message}}
		}
	}
	for len(lines) > 0 {
		r, size := utf8.DecodeRuneInString(lines)
		if r == utf8.RuneError && size == 1 {
			if r = charmap.Windows1252.DecodeByte(lines[0]); undefinedInWindows1252(lines[0]) {
				r = utf8.RuneError
				report(Error, fmt.Sprintf("the byte %02X is neither UTF-8 nor a character of Windows-1252, so the document is not published: save the file as UTF-8", lines[0]))
			} else {
				report(Warning, fmt.Sprintf("the file is not valid UTF-8: this byte and those like it are read as Windows-1252 (here as %q); save the file as UTF-8", r))
			}
		}
		text.WriteRune(r)
		lines = lines[size:]
	}
	return text.String(), problems
}

// undefinedInWindows1252 holds for the bytes that have no character there:
// https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
func undefinedInWindows1252(b byte) bool {
	switch b {
	case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
		return true
	}
	return false
}

// positionAt gives line and column, both from 1, of the byte at an offset.
func positionAt(text string, offset int) (line, column int) {
	before := text[:max(offset, 0)]
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
