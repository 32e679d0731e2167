package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// refusedInLabels are the characters that Confluence refuses in a label:
// https://docs.atlassian.com/atlassian-confluence/2.8.0/com/atlassian/confluence/labels/LabelParser.html.
const refusedInLabels = "!#&()*,.:;<>?@[]^"

const maxLabel = 255

// labelsOf joins the labels of the settings and of the front matter, as Confluence stores them: in lower case, without
// spaces. Those that it would refuse are left out.
func labelsOf(page *Page, s settings.Settings) ([]string, []render.Problem) {
	labels := slices.Clone(s.Labels)
	if page.Document != nil {
		labels = append(labels, page.Document.FrontMatter.Labels...)
	}
	for i, label := range labels {
		labels[i] = strings.Join(strings.Fields(strings.ToLower(label)), "-")
	}
	slices.Sort(labels)
	labels = slices.Compact(labels)
	var problems []render.Problem
	labels = slices.DeleteFunc(labels, func(label string) bool {
		trouble := ""
		switch {
		case label == "":
			return true
		case strings.ContainsAny(label, refusedInLabels):
			trouble = fmt.Sprintf("Confluence allows none of %s in a label", refusedInLabels)
		case len([]rune(label)) > maxLabel:
			trouble = fmt.Sprintf("a label has at most %d characters", maxLabel)
		default:
			return false
		}
		problems = append(problems, page.problem("labels", render.Warning, problem.Label, fmt.Sprintf("the label %q is left out: %s", label, trouble)))
		return true
	})
	return labels, problems
}
