package gfm

import "testing"

// What runs of delimiters make of a text.
func TestDelimiterRuns(t *testing.T) {
	t.Parallel()
	checkAsGitHub(t, []asGitHub{
		{`价格**~~100~~**元 x*~~y~~*z`, []string{`p|价格strong(del(100))元 xem(del(y))z`}},
		{`foo**~~bar~~**`, []string{`p|foostrong(del(bar))`}},
		{`~~old~~_new_`, []string{`p|del(old)_new_`}},
		{`~~costs ~5 dollars~~`, []string{`p|~~costs ~5 dollars~~`}},
		{`~a ~~b~ c~~ ~~1~ b~~`, []string{`p|~a del(b~ c) del(1~ b)`}},
		{`~one~ ~~two~~ ~~~three~~~`, []string{`p|del(one) del(two) ~~~three~~~`}},
		{`\~a~ b~ ~\~c~`, []string{`p|~a~ b~ del(~c)`}},
		{`**w****w***:`, []string{`p|**w*em(strong(w)):`}},
		{`**a* b*c`, []string{`p|*em(a) b*c`}},
		{`a**b*c*d**`, []string{`p|astrong(bem(c)d)`}},
		{`***a** b* *c **d***`, []string{`p|em(strong(a) b) em(c strong(d))`}},
		{`*€*a **$**b *价，*c`, []string{`p|em(€)a **$**b *价，*c`}},
		{`[**~~x~~**](u) ~![*a* ~b~](i.png)~`, []string{`p|a[u|](strong(del(x))) del(image[i.png|a b|])`}},
		{"[~a *b*][*c*] ~d~\n\n[*c*]: /e", []string{`p|a[/e|](~a em(b)) del(d)`}},
		{"`~a~*b` ~c~ <b title=\"*x* ~y~\">**d**</b>", []string{`p|code(~a~*b) del(c) strong(d)`}},
		{`<http://e.com/*a~> ~b~ [c](d*e~f "*g* ~h~")`, []string{`p|a[http://e.com/*a~|](http://e.com/*a~) del(b) a[d*e~f|*g* ~h~](c)`}},
		{`a_b_c ~d~ e__f__`, []string{`p|a_b_c del(d) e__f__`}},
		{`<b>*x **</b> y** z*`, []string{`p|strong(em(x ))em(strong( y) z)`}},
		{"~**a\nb**~\\\n*c*", []string{`p|del(strong(a b))⏎em(c)`}},
	})
}
