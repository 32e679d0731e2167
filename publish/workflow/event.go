package workflow

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
