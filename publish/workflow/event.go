package workflow

// Unreviewed returns the name of the event by which a run has secrets though what it checks out may be anybody's; "" for
// others: https://docs.github.com/actions/reference/security/securely-using-pull_request_target.
func Unreviewed(getenv func(string) string) string {
	if event := getenv("GITHUB_EVENT_NAME"); getenv("GITHUB_ACTIONS") == "true" && (event == "pull_request_target" || event == "workflow_run") {
		return event
	}
	return ""
}

// IsPullRequest reports whether the run was started by a change that is not merged yet, as GitHub Actions and the hosts
// that follow it name the event: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows.
func IsPullRequest(getenv func(string) string) bool {
	if getenv("GITHUB_ACTIONS") != "true" {
		return false
	}
	switch getenv("GITHUB_EVENT_NAME") {
	case "pull_request", "pull_request_target":
		return true
	}
	return false
}
