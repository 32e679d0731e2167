package publish

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/workflow"
)

// diagnosed is what was found for one tree.
type diagnosed struct {
	Tree string `json:"tree"` // its name; "" for the only one
	confluence.Diagnosis
}

func diagnosesAsText(found []diagnosed, quiet bool) workflow.Line {
	var lines workflow.Line
	for i, of := range found {
		if i > 0 {
			lines = append(lines, workflow.Plain("\n"))
		}
		if of.Tree != "" {
			lines = append(lines, workflow.Bold("Tree "+of.Tree+":"), workflow.Plain("\n"))
		}
		lines = append(lines, diagnosisAsText(of.Diagnosis, quiet)...)
	}
	return lines
}

// diagnosisAsText has a line for each step, and a remedy once where several steps have the same. A quiet one tells what
// fails, and what to do.
func diagnosisAsText(diagnosis confluence.Diagnosis, quiet bool) workflow.Line {
	var lines workflow.Line
	say := func(format string, args ...any) { lines = append(lines, workflow.Plain(fmt.Sprintf(format, args...))) }
	width := 0
	for _, step := range diagnosis.Steps {
		width = max(width, len(step.Name))
	}
	var remedies []string
	for _, step := range diagnosis.Steps {
		if quiet && step.State != confluence.Failed {
			continue
		}
		detail := step.Detail
		if step.State == confluence.NotTried {
			detail = "not tried"
		}
		lines = append(lines, markOf(step.State))
		say("%s\n", strings.TrimRight(fmt.Sprintf(" %-*s  %s", width, step.Name, detail), " "))
		if step.Remedy != "" && !slices.Contains(remedies, step.Remedy) {
			remedies = append(remedies, step.Remedy)
		}
	}
	for _, remedy := range remedies {
		lines = append(lines, workflow.Plain("\n"), workflow.Bold("What to do:"))
		say("\n%s\n", remedy)
	}
	if quiet {
		return lines
	}
	if !diagnosis.PermissionsKnown {
		say("\nWhat the account may do in the space is not tested: it must be allowed to add pages, and to edit the parent page.\n")
	}
	if diagnosis.Granular == nil {
		return lines
	}
	say("\nThe least scopes for these settings, if the token has scopes:\n")
	for _, scopes := range []struct {
		kind  string
		names []string
	}{{"classic", diagnosis.Classic}, {"granular", diagnosis.Granular}} {
		if len(scopes.names) > 0 {
			say("  %-9s %s\n", scopes.kind+":", strings.Join(scopes.names, ", "))
		}
	}
	return lines
}

func markOf(state confluence.State) workflow.Styled {
	switch state {
	case confluence.Passed:
		return workflow.Good("✓")
	case confluence.Failed:
		return workflow.Bad("✗")
	}
	return workflow.Faint("·")
}

// diagnosesAsJSON is one diagnosis, or a list of those of named trees.
func diagnosesAsJSON(found []diagnosed) (string, error) {
	if len(found) == 1 && found[0].Tree == "" {
		return asIndentedJSON(found[0].Diagnosis)
	}
	return asIndentedJSON(map[string][]diagnosed{"trees": found})
}

func asIndentedJSON(value any) (string, error) {
	encoded, err := json.MarshalIndent(value, "", "  ")
	return string(encoded) + "\n", err
}
