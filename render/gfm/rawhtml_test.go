package gfm

import "testing"

// What comes of a character reference in an attribute of a tag in a text.
func TestReferencesInAttributes(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		`"http://e.com/?a=1&timestamp=2&currency=EUR&region=eu&copy=3"`: "http://e.com/?a=1&timestamp=2&currency=EUR&region=eu&copy=3",
		`"?a&amp;b&copy;&#x41;&lt;&notit;"`:                             "?a&b©A<&notit;",
		`'?a&copy2'`:                                                    "?a&copy2",
		`"&copy" title="&amp"`:                                          "©",
		`'a"b&quot;&copy c'`:                                            `a"b"© c`,
		`a&copyx&amp;b`:                                                 "a&copyx&b",
		`"&"`:                                                           "&",
	} {
		for _, source := range []string{"a <img src=" + written + "> b", "<img src=" + written + ">", "<b><i>a</b></i> <img src=" + written + ">"} {
			tree, _ := Parse(source, Options{})
			got := "none"
			tree.Root.Descend(func(n *Node) bool {
				if n.Is(Image) {
					got = n.Get("src")
				}
				return true
			})
			if got != want {
				t.Errorf("%s has the address %s, want %s", source, got, want)
			}
		}
	}
}
