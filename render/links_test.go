package render_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// However a scheme is hidden, no link on a page runs a script.
func TestNoLinkRunsAScript(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		"[x](javascript:alert(1))",
		"[x](JaVaScRiPt:alert(1))",
		"[x](<javascript:alert(1)>)",
		"[x](&#106;avascript:alert(1))",
		"[x](java&#10;script:alert(1))",
		"[x](\x01javascript:alert(1))",
		"[x][r]\n\n[r]: javascript:alert(1)",
		"<javascript:alert(1)>",
		"<a href=\"javascript:alert(1)\">x</a>",
		"<a href=\" java\nscript:alert(1)\">x</a>",
		"<a href=\"&#1;javascript:alert(1)\">x</a>",
		"<a href=\"&#xFFFE;javascript:alert(1)\">x</a>",
		"<a href='vbscript:x'>x</a>",
		"<a href=data:text/html,x>x</a>",
		"<img src=\"javascript:alert(1)\">",
		"<a href=\"x\" onclick=\"alert(1)\" style=\"x\">x</a>",
	} {
		d, _ := render.Parse("a.md", []byte(source))
		body := d.Render(render.Options{}).Body
		for _, bad := range []string{`"javascript:`, `"vbscript:`, `"data:`, "onclick", "style"} {
			if strings.Contains(strings.ToLower(body), bad) {
				t.Errorf("%q became %s", source, body)
			}
		}
	}
}
