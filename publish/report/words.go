package report

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/workflow"
)

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func countIs(n int, one, many string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return fmt.Sprintf("%d %s are", n, many)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// styled shows an action's word in the colour of what it does.
func styled(action plan.Action, word string) workflow.Styled {
	switch action {
	case plan.Created:
		return workflow.Good(word)
	case plan.Updated:
		return workflow.Changed(word)
	case plan.Moved:
		return workflow.Moved(word)
	case plan.Archived, plan.Deleted, plan.Failed:
		return workflow.Bad(word)
	}
	return workflow.Plain(word)
}
