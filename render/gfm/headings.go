package gfm

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// headings are the elements of headings, by their levels from 1 on.
var headings = func() (tags [7]*Tag) {
	for level := 1; level < len(tags); level++ {
		tags[level] = element(Tag{Name: "h" + strconv.Itoa(level), Block: true})
	}
	return tags
}()

// HeadingTag returns the tag of headings of a level, from 1 to 6.
func HeadingTag(level int) *Tag { return headings[level] }

func init() {
	builds(func(b *builder, n *ast.Heading) {
		tag := headings[n.Level]
		b.level = n.Level
		text, attrs := b.ends(tag, n.Content)
		b.open(tag, b.src.start(b.line), attrs...)
		b.inHeading = true
		b.content(text)
		b.inHeading = false
		b.close(tag)
	})
}

// HeadingLevel returns the level of a heading, 0 of what is none.
func (n *Node) HeadingLevel() int {
	if n.Tag != nil && len(n.Tag.Name) == 2 && n.Tag.Name[0] == 'h' && n.Tag != Rule {
		return int(n.Tag.Name[1] - '0')
	}
	return 0
}

// Slugs makes the fragments that GitHub gives headings, which it is given in their order. Duplicates get -1, -2. The zero
// value is ready for use.
type Slugs struct{ used map[string]int }

// Slug returns the fragment of the next heading.
func (s *Slugs) Slug(text string) string {
	if s.used == nil {
		s.used = map[string]int{}
	}
	base := slug(text)
	unique := base
	for {
		if _, taken := s.used[unique]; !taken {
			break
		}
		s.used[base]++
		unique = base + "-" + strconv.Itoa(s.used[base])
	}
	s.used[unique] = 0
	return unique
}

// slug lower-cases a text, drops all but letters, marks, digits, connecting punctuation, hyphens and spaces, and makes each
// space a hyphen. An emoji goes, its variation selector, being a mark, stays.
func slug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r < utf8.RuneSelf:
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
				return r
			}
			return -1
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic):
			return r
		}
		return -1
	}, LowerCase(text))
}

// LowerCase lower-cases a text as Ruby, and so GitHub, does: fully, but for the Σ at the end of a word. The one letter that becomes
// two is İ (https://www.unicode.org/Public/UNIDATA/SpecialCasing.txt).
func LowerCase(text string) string {
	return strings.ToLower(strings.ReplaceAll(text, "İ", "i\u0307"))
}
