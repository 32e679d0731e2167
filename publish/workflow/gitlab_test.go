package workflow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

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

func TestBitbucket(t *testing.T) {
	t.Parallel()
	host, out := start(t, map[string]string{
		"BITBUCKET_BUILD_NUMBER":   "7",
		"BITBUCKET_REPO_FULL_NAME": "team/docs",
		"BITBUCKET_COMMIT":         "abc123",
		"BITBUCKET_CLONE_DIR":      "/opt/atlassian/pipelines/agent/build",
	})
	host.Group("Pages")()
	host.Annotate(workflow.Annotation{Level: workflow.Warning, File: "a.md", Message: "Empty."})
	check(t, out.String(), "\x1b[1mPages\x1b[0m\n\x1b[33ma.md: warning: Empty.\x1b[0m\n")
	check(t, host.Name(), "Bitbucket Pipelines")
	check(t, host.Repository(), workflow.Repository{
		Forge: forge.Bitbucket, URL: "https://bitbucket.org/team/docs", Commit: "abc123", Root: "/opt/atlassian/pipelines/agent/build",
	})
}
