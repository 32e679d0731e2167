package workflow_test

import (
	"maps"
	"regexp"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Gitea has the variables of GitHub and says with one more who it is:
// https://docs.gitea.com/usage/actions/comparison, https://gitea.com/gitea/act_runner/src/branch/main/internal/app/run/runner.go.
var onGitea = recorded{
	environment: map[string]string{
		"GITEA_ACTIONS":       "true",
		"GITHUB_ACTIONS":      "true",
		"GITHUB_EVENT_NAME":   "push",
		"GITHUB_OUTPUT":       "{files}/output",
		"GITHUB_REF":          "refs/heads/main",
		"GITHUB_REPOSITORY":   "octo/docs",
		"GITHUB_RUN_ID":       "1207",
		"GITHUB_RUN_NUMBER":   "12",
		"GITHUB_SERVER_URL":   "https://code.example.com/",
		"GITHUB_SHA":          "ffac537e6cbbf934b08745a378932722df287a53",
		"GITHUB_STEP_SUMMARY": "{files}/SUMMARY.md",
		"GITHUB_WORKFLOW":     "docs.yaml",
		"GITHUB_WORKSPACE":    "/workspace/octo/docs",
	},
	pullRequest: map[string]string{"GITHUB_EVENT_NAME": "pull_request"},
	name:        "Gitea Actions",
	repository: workflow.Repository{
		Forge: forge.Gitea, URL: "https://code.example.com/octo/docs",
		Commit: "ffac537e6cbbf934b08745a378932722df287a53", Root: "/workspace/octo/docs",
	},
	job:  workflow.Job{Workflow: "docs.yaml@refs/heads/main", Number: 12},
	said: saidOnGitea,
	written: map[string]string{
		"output":     "parent-url<<END\nhttps://example.com/a?b=1;c=[2]&t=***\nEND\n",
		"SUMMARY.md": "## Pagewright: 1 page: 1 failed\n\nbecause of ***\n\n",
	},
	command: giteaCommand,
	obeys:   []string{"::group", "::endgroup"},
}

// Forgejo has both names: https://forgejo.org/docs/latest/user/actions/reference/,
// https://code.forgejo.org/forgejo/runner/src/branch/main/internal/app/run/runner.go.
var onForgejo = asForgejo(onGitea)

func asForgejo(r recorded) recorded {
	r.environment = maps.Clone(r.environment)
	r.environment["FORGEJO_ACTIONS"] = "true"
	r.name = "Forgejo Actions"
	return r
}

// Their runners know these: internal/pkg/report/reporter.go (handleCommand) of both.
var giteaCommand = regexp.MustCompile(`^::(?:add-mask|debug|group|endgroup|stop-commands)|^::[\w-]+|##\w*\[`)

const saidOnGitea = "::add-mask::s3cret-of-the-run\n" +
	"::group::Pages\n" +
	"created  A page with ***\n" +
	"::endgroup::\n" +
	"\x1b[31mdocs/a.md:3:5: error: Dead link: There is no b.md; [see] 100% of 'it'.\x1b[0m\n" +
	"\x1b[31mSay c.md – or ***.\x1b[0m\n" +
	"\x1b[33mdocs/a.md: warning: Empty page: It has no text.\x1b[0m\n" +
	"\x1b[34mnotice: Nothing else changed.\x1b[0m\n" +
	"\x1b[31merror: No way in: The token is wrong.\x1b[0m\n"
