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
	foreign    bool // there are characters beyond ASCII
}

// special marks the bytes at which gomarkdown, or one of the files here, may find something in a text.
var special = func() (is [256]bool) {
	for _, c := range []byte("*_[]`<\\&~$@:\nw") {
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
	for i, c := range text {
		if !special[c] {
			continue
		}
		switch c {
		case ':':
			if i+1 < len(text) && text[i+1] == '/' || i > 0 && text[i-1]|0x20 == 'o' {
				s.plain = false // http://, mailto:
			}
		case '\n':
			if i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
				s.plain = false // a line break
			}
		case 'w':
			if bytes.HasPrefix(text[i+1:], []byte("ww.")) {
				s.plain = false
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
		case '\\':
			s.backslash, s.plain = true, false
		case '*', '_':
			s.delimiters, s.plain = true, false
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
	return s
}
