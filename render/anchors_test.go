package render_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// An anchor is set once, wherever HTML can carry one.
func TestEveryAnchorIsSet(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		"<a id=\"x\"></a>",
		"<a id=\"x\" name=\"x\">text</a>",
		"text <a name=\"x\"></a> text",
		"<b><a id=\"x\"></a></b> text",
		"<p id=\"x\">text</p>",
		"<div id=\"x\">\n\ntext\n\n</div>",
		"<span id=\"x\"><p>block in a span</p></span>",
		"<img id=\"x\" src=\"a.png\">",
		"<pre id=\"x\">code</pre>",
		"<pre><a id=\"x\"></a>code</pre>",
		"<blockquote id=\"x\">quote</blockquote>",
		"<ul id=\"x\"><li>item</li></ul>",
		"<ul><li id=\"x\">item</li></ul>",
		"<table id=\"x\"><tr><td>cell</td></tr></table>",
		"<table><tbody id=\"x\"><tr><td>cell</td></tr></table>",
		"<table><tr id=\"x\"><td>cell</td></tr></table>",
		"<table><tr><td id=\"x\">cell</td></tr></table>",
		"<table><tr><td id=\"x\"></td></tr></table>\n\ntext",
		"<details id=\"x\"><summary>s</summary>text</details>",
		"<details><summary id=\"x\">s</summary>text</details>",
		"<details><summary><b id=\"x\">s</b></summary>text</details>",
		"<details><summary><h2>X</h2></summary>text</details>",
		"<hr id=\"x\">",
		"<dl><dt id=\"x\">term</dt></dl>",
		"- [ ] <a id=\"x\"></a>task",
		"| a |\n|---|\n| <a id=\"x\"></a> |",
		"> [!NOTE]\n> <a id=\"x\"></a> text",
	} {
		d, _ := render.Parse("a.md", []byte("[link](#x)\n\n"+source))
		result := d.Render(render.Options{Resolver: site{}})
		if n := strings.Count(result.Body, `<ac:parameter ac:name="">x</ac:parameter>`); n != 1 || len(result.Problems) > 0 {
			t.Errorf("%s sets the anchor %d times, problems %v:\n%s", source, n, result.Problems, result.Body)
		}
	}
}

// A heading with an anchor macro in it would get another anchor, so what is
// set at a heading leads to the heading's own anchor.
func TestAnchorsAtHeadingsAreTheHeadings(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		"<a id=\"x\"></a>\n## The heading",
		"## <a id=\"x\"></a>The heading",
		"## The heading<a name=\"x\"></a>",
		"<h2 id=\"x\">The heading</h2>",
		"<div id=\"x\">\n\n## The heading\n\n</div>",
	} {
		d, _ := render.Parse("a.md", []byte("[link](#x)\n\n"+source))
		body := d.Render(render.Options{}).Body
		if !strings.Contains(body, `<ac:link ac:anchor="The-heading">`) || strings.Contains(body, `ac:name="anchor"`) {
			t.Errorf("%s became\n%s", source, body)
		}
	}
}
