// Package workflow is how a run speaks to whoever started it: GitHub Actions, GitLab CI, Bitbucket Pipelines, or a person at
// a terminal. What enters are annotations, lines, a summary and outputs; what leaves are the bytes that host understands.
//
// The rule it lives by: text that comes from a document never becomes a command. Every line is made inert before it is
// written, whichever host was recognized, because a run inside a container may be read by a host it knows nothing about.
package workflow

import "time"

// Detect recognizes the host by the variables that it promises to set:
// https://docs.github.com/actions/reference/workflows-and-actions/variables,
// https://docs.gitlab.com/ci/variables/predefined_variables/ and
// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/.
// Everything else is a terminal, or a host that is content with plain lines.
func Detect(environment Environment) Host {
	if environment.Now == nil {
		environment.Now = time.Now
	}
	switch {
	case environment.Getenv("GITHUB_ACTIONS") == "true":
		return newGitHub(environment)
	case environment.Getenv("GITLAB_CI") == "true":
		return newGitLab(environment)
	case environment.Getenv("BITBUCKET_BUILD_NUMBER") != "":
		return newBitbucket(environment)
	}
	return newTerminal(environment)
}
