package source

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

func TestBodyThatConfluenceWouldRefuseIsAnErrorOfItsDocument(t *testing.T) {
	t.Parallel()
	if problems := checkBody("docs/a.md", `<p>see <ac:link><ri:page ri:content-title="A" /></ac:link></p>`); len(problems) > 0 {
		t.Errorf("a sound body has problems: %v", problems)
	}
	problems := checkBody("docs/a.md", "<p>one<p>two</p>")
	if len(problems) != 1 || problems[0].Path != "docs/a.md" || problems[0].Severity != render.Error || !strings.Contains(problems[0].Message, "please report it") {
		t.Errorf("got %v", problems)
	}
}
