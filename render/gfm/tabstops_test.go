package gfm

import "testing"

// Where tabs lead to that come after the markers of quotes and items.
func TestTabStops(t *testing.T) {
	t.Parallel()
	checkAsGitHub(t, []asGitHub{
		{"> >\tcode", []string{`blockquote>blockquote>p|code`}},
		{"> > \tcode", []string{`blockquote>blockquote|code[]"code"`}},
		{"> > \t- a", []string{`blockquote>blockquote|code[]"- a"`}},
		{"> > \t~~~", []string{`blockquote>blockquote|code[]"~~~"`}},
		{"- - \tx", []string{`ul>li>ul>li|code[]"x"`}},
		{"> 1.\t  x", []string{`blockquote>ol>li|code[]" x"`}},
		{"> >\t  code", []string{`blockquote>blockquote>p|code`}},
		{"* >\t  y", []string{`ul>li>blockquote>p|y`}},
		{"1. -\t\tcode", []string{`ol>li>ul>li|code[]"   code"`}},
		{"10)\t- \ta", []string{`ol 10>li>ul>li|a`}},
		{"  -\tx\n\n\ty", []string{`ul>li>p|x`, `ul>li>p|y`}},
		{"- a\n\n\t-\tb\n\n\t\t\tc", []string{`ul>li>p|a`, `ul>li>ul>li>p|b`, `ul>li>ul>li|code[]"c"`}},
		{"- a\n\n  -\t\tcode\n\n  \tc", []string{`ul>li>p|a`, `ul>li>ul>li|code[]"code"`, `ul>li>ul>li>p|c`}},
		{">\t-\tb\n>\n>\t\tc", []string{`blockquote>ul>li>p|b`, `blockquote>ul>li>p|c`}},
		{"> -\t```\n>  \t\ta\tb\n>  \t```", []string{`blockquote>ul>li|code[]"\ta\tb"`}},
		{"-     code\n\n  c", []string{`ul>li|code[]"code"`, `ul>li>p|c`}},
		{"-     code\n  c\n-     d", []string{`ul>li|code[]"code"`, `ul>li|c`, `ul>li|code[]"d"`}},
		{"```\n>\t>\tx\n\t-\tx\n```", []string{`|code[]">\t>\tx\n\t-\tx"`}},
		{"\t-\tx\n\n\t>\t>\ty", []string{`|code[]"-\tx\n\n>\t>\ty"`}},
		{"> > x\n\n- - \t\ta\tb", []string{`blockquote>blockquote>p|x`, `ul>li>ul>li|code[]"\ta\tb"`}},
	})
}
