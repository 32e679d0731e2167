package preview

import (
	"fmt"
	"html"
	"strings"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
)

// entrance is the home page: people begin there, unless all pages are below one of theirs.
type entrance struct {
	follows bool // it changes with the documents
	id      string
	body    string // as it was sent
}

// show puts on it what there is.
func (e *entrance) show(server *sandbox.Server, report *report.Report) error {
	at, err := server.Store().SpaceByKey(space)
	if err != nil {
		return err
	}
	body := listOfPages
	if len(server.Store().Children(at.HomepageID)) == 0 {
		body = nothingYet(report, e.follows)
	}
	e.id = at.HomepageID
	if e.body == body {
		return nil
	}
	e.body = body
	return server.Person(space).Edit(e.id, body, "")
}

// mostReasons is how many reasons the entrance shows.
const mostReasons = 50

// nothingYet says in storage format why there are no pages.
func nothingYet(report *report.Report, follows bool) string {
	var b strings.Builder
	b.WriteString(`<ac:structured-macro ac:name="note"><ac:rich-text-body><p>There is no page yet.`)
	if report.Error != "" {
		b.WriteString(" This is why: " + escaped(strings.TrimPrefix(report.Error, settings.ErrUsage.Error()+": ")))
	}
	b.WriteString(`</p>`)
	var reasons []string
	named := map[string]bool{}
	for _, problem := range report.Problems {
		if problem.Severity == "error" {
			place := problem.Path
			named[place] = true
			if problem.Line > 0 {
				place = fmt.Sprintf("%s:%d", place, problem.Line)
			}
			reasons = append(reasons, "<code>"+escaped(place)+"</code>: "+escaped(problem.Message))
		}
	}
	for _, page := range report.Pages {
		if page.Action == plan.Failed && !named[page.Source] {
			reasons = append(reasons, "<code>"+escaped(page.Source)+"</code>: "+escaped(page.Reason))
		}
	}
	if more := len(reasons) - mostReasons; more > 0 {
		reasons = append(reasons[:mostReasons], fmt.Sprintf("and %d more, in the terminal", more))
	}
	if len(reasons) > 0 {
		b.WriteString("<ul><li>" + strings.Join(reasons, "</li><li>") + "</li></ul>")
	}
	b.WriteString(`</ac:rich-text-body></ac:structured-macro>`)
	if follows {
		b.WriteString(`<p>When a document is written or changed, its page appears here.</p>`)
	}
	return b.String()
}

// escaped is a text on one line, without what XML does not allow.
func escaped(text string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "")))
}
