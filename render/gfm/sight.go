package gfm

import (
	"bytes"
	"unicode/utf8"
)

// sight is what is seen in a text at a glance.
type sight struct {
	plain      bool // there is nothing but words and single backticks, so that no parser needs to look for more
	ticks      int  // single backticks
	dollars    int
	brackets   int
	backslash  bool
	tilde      bool
	delimiters bool // of emphasis
	uneven     bool // their runs differ in length, or are long
	address    bool // there may be bare addresses
	odd        bool // with something beside or in them that gomarkdown may read otherwise than GitHub
	bare       bool // some of them without a scheme
	foreign    bool // there are characters beyond ASCII
}

// special marks the bytes at which gomarkdown, or one of the files here, may find something in a text.
var special = func() (is [256]bool) {
	for _, c := range []byte("*_[]}`<\\&~$@:\nw") {
		is[c] = true
	}
	for c := utf8.RuneSelf; c < len(is); c++ {
		is[c] = true
	}
	return is
}()

// lookAt looks at a text.
func lookAt(text []byte) (s sight) {
	s.plain = true
	shortest, longest := 0, 0 // runs of * and _
	for i, c := range text {
		if !special[c] {
			continue
		}
		switch c {
		case ':':
			if i+1 < len(text) && text[i+1] == '/' {
				s.address = true
				s.odd = s.odd || isBelowDigit(text[:i])
			}
			if i+1 < len(text) && text[i+1] == '/' || i > 0 && text[i-1]|0x20 == 'o' {
				s.plain = false // http://, mailto:
			}
		case '\n':
			if i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
				s.plain = false // a line break
			}
		case 'w':
			if bytes.HasPrefix(text[i+1:], []byte("ww.")) {
				s.plain, s.address, s.bare = false, true, true
			}
		case '`':
			if s.ticks++; i+1 < len(text) && text[i+1] == '`' {
				s.plain = false
			}
		case '$':
			s.dollars++
			s.plain = false
		case '[':
			s.brackets++
			s.plain = false
		case ']', '}':
			s.odd = s.odd || c == '}' || s.brackets == 0
		case '&':
			s.odd, s.plain = true, false
		case '\\':
			s.backslash, s.odd, s.plain = true, true, false
		case '*', '_':
			s.delimiters, s.plain = true, false
			if i == 0 || text[i-1] != c {
				run := pastRun(text, i) - i
				if longest = max(longest, run); shortest == 0 || run < shortest {
					shortest = run
				}
			}
		case '~':
			s.tilde, s.delimiters, s.plain = true, true, false
		default:
			if c >= utf8.RuneSelf {
				s.foreign = true
			} else {
				s.plain = false
			}
		}
	}
	s.uneven = longest > 2 || longest != shortest
	return s
}

// isBelowDigit reports whether there is a digit in front of the scheme that a text ends in.
func isBelowDigit(text []byte) bool {
	at := len(text)
	for at > 0 && isAlphanumeric(text[at-1]) && text[at-1] > '9' {
		at--
	}
	return at > 0 && at < len(text) && isAlphanumeric(text[at-1])
}
