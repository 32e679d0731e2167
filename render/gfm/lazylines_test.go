package gfm

import "testing"

// What comes right below a quote, a list or a footnote that ends in a paragraph, and what is still a line of that paragraph.
func TestLinesBelowParagraphs(t *testing.T) {
	t.Parallel()
	checkAsGitHub(t, []asGitHub{
		{"> [!NOTE]\n> Mind it.\n2. Next step", []string{`blockquote note>p|Mind it.`, `ol 2>li|Next step`}},
		{"> quote\n2. two", []string{`blockquote>p|quote`, `ol 2>li|two`}},
		{"> quote\n-", []string{`blockquote>p|quote`, `ul>li|nothing`}},
		{"> quote\n+ \n  b", []string{`blockquote>p|quote`, `ul>li|b`}},
		{"> quote\n<img src=\"pic.png\">", []string{`blockquote>p|quote`, `|image[pic.png||]`}},
		{"> quote\n</span>\ntext", []string{`blockquote>p|quote`, `|text`}},
		{"- > quote\n  2. x", []string{`ul>li>blockquote>p|quote`, `ul>li>ol 2>li|x`}},
		{"1. > a\n   b\n   3. d", []string{`ol>li>blockquote>p|a b`, `ol>li>ol 3>li|d`}},
		{"> a\n> - b\n2. c", []string{`blockquote>p|a`, `blockquote>ul>li|b`, `ol 2>li|c`}},
		{"> > a\n2. c", []string{`blockquote>blockquote>p|a`, `ol 2>li|c`}},
		{"> > a\n> 2. c", []string{`blockquote>blockquote>p|a`, `blockquote>ol 2>li|c`}},
		{"> a\nb\nc\n7) d", []string{`blockquote>p|a b c`, `ol 7>li|d`}},
		{"> a\n===\n2. b", []string{`blockquote>p|a ===`, `ol 2>li|b`}},
		{"> a\n    2. c", []string{`blockquote>p|a 2. c`}},
		{"> ```\n> code\ntext\n2. x", []string{`blockquote|code[]"code"`, `p|text 2. x`}},
		{"> ```\n> code\ntext\n<img src=\"x\">", []string{`blockquote|code[]"code"`, `p|text image[x||]`}},
		{"> quote\n[^1]: note\n\n    more\n\nx[^1]", []string{`blockquote>p|quote`, `p|xnote[1]`, `|rule`, `ol>li>p|note`, `ol>li>p|more`}},
		{"> a\n[b]: c", []string{`blockquote>p|a [b]: c`}},
		{"- a\n<img src=\"pic.png\">", []string{`ul>li|a`, `|image[pic.png||]`}},
		{"- a\n  b\n<span>\n- c", []string{`ul>li|a b`, `|- c`}},
		{"- > a\n<img src=\"pic.png\">", []string{`ul>li>blockquote>p|a`, `|image[pic.png||]`}},
		{"1. a\n   - b\n<img src=\"pic.png\">\n\n2. x", []string{`ol>li|a`, `ol>li>ul>li|b`, `|image[pic.png||]`, `ol 2>li|x`}},
		{"> - a\n><span>\n> - c", []string{`blockquote>ul>li|a`, `blockquote|- c`}},
		{"- ```\n  code\ntext\n<img src=\"x\">", []string{`ul>li|code[]"code"`, `p|text image[x||]`}},
		{"-\n\n  foo\n<img src=\"x\">", []string{`ul>li|nothing`, `p|foo image[x||]`}},
		{"- a\n[^1]: x\n\n    y\n\nz[^1]", []string{`ul>li|a`, `p|znote[1]`, `|rule`, `ol>li>p|x`, `ol>li>p|y`}},
		{"[^1]: a\n2. b\n\nx[^1]", []string{`ol 2>li|b`, `p|xnote[1]`, `|rule`, `ol>li>p|a`}},
		{"[^1]: a\n<img src=\"x\">\n\nb[^1]", []string{`|image[x||]`, `p|bnote[1]`, `|rule`, `ol>li>p|a`}},
		{"[^1]: a\nb\n\nb[^1]", []string{`p|bnote[1]`, `|rule`, `ol>li>p|a b`}},
	})
}
