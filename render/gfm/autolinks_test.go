package gfm

import "testing"

// What becomes of bare addresses, and of what looks like them.
func TestBareAddresses(t *testing.T) {
	t.Parallel()
	checkAsGitHub(t, []asGitHub{
		{`http://e.com/a\_b http://e.com/a\\b`, []string{`p|a[http://e.com/a\_b|](http://e.com/a\_b) a[http://e.com/a\\b|](http://e.com/a\\b)`}},
		{`http://e.com/?a=1&amp;b=2 www.e.com/?a=1&amp;b=2`, []string{`p|a[http://e.com/?a=1&amp;b=2|](http://e.com/?a=1&amp;b=2) a[http://www.e.com/?a=1&amp;b=2|](www.e.com/?a=1&amp;b=2)`}},
		{`http://e.com/?a=1&copy; b`, []string{`p|a[http://e.com/?a=1|](http://e.com/?a=1)© b`}},
		{`(http://e.com/x)} http://e.com/[x] {http://e.com/y}`, []string{`p|(a[http://e.com/x)}|](http://e.com/x)}) a[http://e.com/[x]|](http://e.com/[x]) {a[http://e.com/y}|](http://e.com/y})`}},
		{`http://e.com/x]. b`, []string{`p|a[http://e.com/x]|](http://e.com/x]). b`}},
		{"[a](http://e.com/a\\_b?c&amp;d) [e]\n\n[e]: http://e.com/\\*f", []string{`p|a[http://e.com/a_b?c&d|](a) a[http://e.com/*f|](e)`}},
		{`[http://e.com/a\_b](x) [http://e.com/x](http://e.com/a\_b)`, []string{`p|a[x|](http://e.com/a_b) a[http://e.com/a_b|](http://e.com/x)`}},
		{`<http://e.com/a\_b?c&amp;d>`, []string{`p|a[http://e.com/a\_b?c&d|](http://e.com/a\_b?c&d)`}},
		{"a<br>www.e.com `c`www.e.com <b>www.e.com</b>", []string{`p|a⏎www.e.com code(c)www.e.com strong(www.e.com)`}},
		{"*www.e.com* _www.e.com/_ ~~www.e.com~~ (www.e.com)\nwww.e.com", []string{`p|em(a[http://www.e.com|](www.e.com)) em(a[http://www.e.com/|](www.e.com/)) del(a[http://www.e.com|](www.e.com)) (a[http://www.e.com|](www.e.com)) a[http://www.e.com|](www.e.com)`}},
		{`1http://e.com a1http://e.com é http://e.com`, []string{`p|1a[http://e.com|](http://e.com) a1a[http://e.com|](http://e.com) é a[http://e.com|](http://e.com)`}},
		{`**http://e.com** ~~http://e.com/~a~~ *http://e.com/*`, []string{`p|strong(a[http://e.com|](http://e.com)) del(a[http://e.com/~a|](http://e.com/~a)) em(a[http://e.com/|](http://e.com/))`}},
		{`~x~ http://e.com/~user/*a*/_b_ c*`, []string{`p|del(x) a[http://e.com/~user/*a*/_b|](http://e.com/~user/*a*/_b)_ c*`}},
		{`www.e.com/*a*/_b_/c *d*`, []string{`p|a[http://www.e.com/*a*/_b_/c|](www.e.com/*a*/_b_/c) em(d)`}},
		{"`http://e.com/a\\_b` <a href=\"http://e.com/a\\_b&amp;c}\">x</a>", []string{`p|code(http://e.com/a\_b) a[http://e.com/a\_b&c}|](x)`}},
		{`&amp;http://e.com/a\_b]`, []string{`p|&a[http://e.com/a\_b]|](http://e.com/a\_b])`}},
		{"[HTTP/3](https://e.com/rfc9114)\\\n[QUIC](https://e.com/rfc9000)", []string{`p|a[https://e.com/rfc9114|](HTTP/3)⏎a[https://e.com/rfc9000|](QUIC)`}},
		{`www.e.com\_ b`, []string{`p|a[http://www.e.com\|](www.e.com\)_ b`}},
	})
}
