package workflow

import "strconv"

// joined names a workflow. Run numbers are counted per workflow; the branch belongs to its name here, for the numbers of two
// branches tell nothing of their commits' ages.
func joined(workflow, branch string) string {
	if workflow == "" || branch == "" {
		return ""
	}
	return workflow + "@" + branch
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
