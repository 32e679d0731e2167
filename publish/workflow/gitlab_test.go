package workflow_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://docs.gitlab.com/ci/variables/variables_troubleshooting/#list-all-variables, and CI_JOB_URL, CI_PROJECT_URL and
// CI_MERGE_REQUEST_IID as https://docs.gitlab.com/ci/variables/predefined_variables/ has them.
var onGitLab = recorded{
	environment: map[string]string{
		"CI":                 "true",
		"GITLAB_CI":          "true",
		"CI_COMMIT_REF_NAME": "main",
		"CI_COMMIT_SHA":      "1ecfd275763eff1d6b4844ea3168962458c9f27a",
		"CI_JOB_NAME":        "spec:other",
		"CI_JOB_URL":         "https://example.com/gitlab-org/gitlab/-/jobs/50",
		"CI_PIPELINE_IID":    "10",
		"CI_PROJECT_DIR":     "/builds/gitlab-org/gitlab",
		"CI_PROJECT_URL":     "https://example.com/gitlab-org/gitlab",
	},
	pullRequest: map[string]string{"CI_MERGE_REQUEST_IID": "1"},
	name:        "GitLab CI",
	repository: workflow.Repository{
		Forge: forge.GitLab, URL: "https://example.com/gitlab-org/gitlab",
		Commit: "1ecfd275763eff1d6b4844ea3168962458c9f27a", Root: "/builds/gitlab-org/gitlab",
	},
	job: workflow.Job{Workflow: "spec:other@main", Number: 10, URL: "https://example.com/gitlab-org/gitlab/-/jobs/50"},
	said: "\x1b[0Ksection_start:1800000000:pagewright_1_pages\r\x1b[0KPages\n" +
		"created  A page with ***\n" +
		"\x1b[0Ksection_end:1800000000:pagewright_1_pages\r\x1b[0K\n" +
		"\x1b[31mdocs/a.md:3:5: error: Dead link: There is no b.md; [see] 100% of 'it'.\x1b[0m\n" +
		"\x1b[31mSay c.md – or ***.\x1b[0m\n" +
		"\x1b[33mdocs/a.md: warning: Empty page: It has no text.\x1b[0m\n" +
		"\x1b[34mnotice: Nothing else changed.\x1b[0m\n" +
		"\x1b[31merror: No way in: The token is wrong.\x1b[0m\n",
	command: regexp.MustCompile(`section_(?:start|end):\d+:[\w.-]+\r`),
}

var inGitLab = map[string]string{
	"GITLAB_CI":      "true",
	"CI_PROJECT_URL": "https://gitlab.com/group/sub/docs",
	"CI_COMMIT_SHA":  "abc123",
	"CI_PROJECT_DIR": "/builds/group/sub/docs",
}

func TestGitLabSections(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	clock := time.Unix(1_800_000_000, 0)
	host := workflow.Detect(workflow.Environment{
		Getenv: getenv(inGitLab), Stdout: &out, Stderr: &out,
		Now: func() time.Time { clock = clock.Add(time.Second); return clock },
	})
	end := host.Group("3 pages, \"new\"\r\x1b[0Ksection_end:1:x")
	host.Log("created A")
	end()
	end()
	check(t, out.String(), "\x1b[0Ksection_start:1800000001:pagewright_1_3_pages_new_0ksection_end_1_x\r\x1b[0K3 pages, \"new\" [0Ksection_end:1:x\n"+
		"created A\n"+
		"\x1b[0Ksection_end:1800000002:pagewright_1_3_pages_new_0ksection_end_1_x\r\x1b[0K\n")
}

func TestGitLabAnnotations(t *testing.T) {
	t.Parallel()
	problem := workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 3, Message: "There is no b.md.\nDid you mean c.md?"}

	host, out := start(t, inGitLab)
	host.Annotate(problem)
	check(t, out.String(), "\x1b[31mdocs/a.md:3: error: Dead link: There is no b.md.\x1b[0m\n\x1b[31mDid you mean c.md?\x1b[0m\n")

	colourless, out := start(t, inGitLab, "NO_COLOR", "1")
	colourless.Annotate(problem)
	check(t, out.String(), "docs/a.md:3: error: Dead link: There is no b.md.\nDid you mean c.md?\n")
}

func TestGitLabRepository(t *testing.T) {
	t.Parallel()
	host, _ := start(t, inGitLab)
	check(t, host.Name(), "GitLab CI")
	check(t, host.Repository(), workflow.Repository{Forge: forge.GitLab, URL: "https://gitlab.com/group/sub/docs", Commit: "abc123", Root: "/builds/group/sub/docs"})
}
