package report

import (
	"bytes"
	"net/url"
	"path"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render/problem"
)

const home = "https://github.com/pagewright/pagewright"

// asSARIF is what was told of documents and pages, as many hosts read it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
func (r *Report) asSARIF() ([]byte, error) {
	run := sarif.NewRunWithInformationURI("pagewright", home)
	run.Tool.Driver.WithVersion(r.about.Version)
	run.WithColumnKind("unicodeCodePoints")
	for _, a := range r.told {
		rule := run.AddRule(a.rule)
		if known, found := problem.Find(a.rule); found {
			rule.WithDescription(known.Explanation).WithHelpURI(home + "/blob/main/docs/markdown.md#what-is-reported")
		} else {
			rule.WithDescription(a.Title)
		}
		result := sarif.NewRuleResult(a.rule).WithLevel(sarifLevel[a.Level]).WithMessage(sarif.NewTextMessage(a.Message))
		if a.File != "" {
			result.AddLocation(locationOf(a.Annotation))
		}
		run.AddResult(result)
	}
	log := sarif.NewReport()
	log.AddRun(run)
	var out bytes.Buffer
	err := log.PrettyWrite(&out)
	return append(out.Bytes(), '\n'), err
}

var sarifLevel = map[workflow.Level]string{workflow.Notice: "note", workflow.Warning: "warning", workflow.Error: "error"}

func locationOf(a workflow.Annotation) *sarif.Location {
	place := sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewSimpleArtifactLocation((&url.URL{Path: path.Clean(a.File)}).String()))
	if a.Line > 0 {
		region := sarif.NewRegion().WithStartLine(a.Line)
		if a.Column > 0 {
			region.WithStartColumn(a.Column)
		}
		place.WithRegion(region)
	}
	return sarif.NewLocationWithPhysicalLocation(place)
}
