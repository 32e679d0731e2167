package gfm

// A delimiter is where marked text begins or ends. Its piece has no text: it stands between the bytes of a delimiter, or, of a
// single one, on the side of what is marked, so that to gomarkdown there is punctuation beside what is marked, too.
type delimiter struct {
	tag           *Tag
	char          byte
	run           int
	opens, closes bool
}

func insideMark(at, run int, opens bool) int {
	if run > 1 {
		return at + 1
	}
	if opens {
		return at
	}
	return at + 1
}

// around tells how many bytes of a delimiter are in front of its piece, and how many behind it.
func (d *delimiter) around() (before, behind int) {
	before = insideMark(0, d.run, d.opens)
	return before, d.run - before
}

// isDelimiter reports whether a character is a delimiter of emphasis.
func isDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }

// run is a run of such delimiters (https://spec.commonmark.org/0.31.2/#delimiter-run).
type run struct {
	char          byte
	length        int
	opens, closes bool
}

func isAlphanumeric(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
