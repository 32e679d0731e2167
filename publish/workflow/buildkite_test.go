package workflow_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://buildkite.com/docs/pipelines/configure/environment-variables, with its examples.
var onBuildkite = recorded{
	environment: map[string]string{
		"BUILDKITE":                     "true",
		"BUILDKITE_BRANCH":              "main",
		"BUILDKITE_BUILD_CHECKOUT_PATH": "/var/lib/buildkite-agent/builds/agent-1/pipeline-2",
		"BUILDKITE_BUILD_NUMBER":        "1514",
		"BUILDKITE_BUILD_URL":           "https://buildkite.com/acme-inc/my-project/builds/1514",
		"BUILDKITE_COMMIT":              "83a20ec058e2fb00e7fa4558c4c6e81e2dcf253d",
		"BUILDKITE_PIPELINE_PROVIDER":   "github",
		"BUILDKITE_PIPELINE_SLUG":       "my-project",
		"BUILDKITE_PULL_REQUEST":        "false",
		"BUILDKITE_REPO":                "git@github.com:acme-inc/my-project.git",
		"BUILDKITE_STEP_ID":             "080b7d73-986d-4a39-a510-b34f9faf4710",
	},
	pullRequest: map[string]string{"BUILDKITE_PULL_REQUEST": "123"},
	name:        "Buildkite",
	repository: workflow.Repository{
		Forge: forge.GitHub, URL: "https://github.com/acme-inc/my-project",
		Commit: "83a20ec058e2fb00e7fa4558c4c6e81e2dcf253d", Root: "/var/lib/buildkite-agent/builds/agent-1/pipeline-2",
	},
	job: workflow.Job{Workflow: "my-project@main", Number: 1514, URL: "https://buildkite.com/acme-inc/my-project/builds/1514"},
	said: "--- Pages\n" +
		"created  A page with ***\n" +
		"^^^ +++\n" +
		"\x1b[31mdocs/a.md:3:5: error: Dead link: There is no b.md; [see] 100% of 'it'.\x1b[0m\n" +
		"\x1b[31mSay c.md – or ***.\x1b[0m\n" +
		"\x1b[33mdocs/a.md: warning: Empty page: It has no text.\x1b[0m\n" +
		"\x1b[34mnotice: Nothing else changed.\x1b[0m\n" +
		"^^^ +++\n" +
		"\x1b[31merror: No way in: The token is wrong.\x1b[0m\n",
	sent: []string{
		"buildkite-agent annotate --style error --context pagewright-080b7d73-986d-4a39-a510-b34f9faf4710\n## Pagewright: 1 page: 1 failed\n\nbecause of ***\n",
	},
	command: regexp.MustCompile(`^(?:---|\+\+\+|~~~|\^\^\^)(?:\s|$)`),
	obeys:   []string{"--- ", "^^^ "},
}

func TestBuildkiteAnnotatesInTheStyleOfTheWorst(t *testing.T) {
	t.Parallel()
	for style, levels := range map[string][]workflow.Level{
		"success": {workflow.Notice}, "warning": {workflow.Warning, workflow.Notice}, "error": {workflow.Error, workflow.Warning},
	} {
		host := onBuildkite.play(t, map[string]string{"BUILDKITE_STEP_ID": ""})
		for _, level := range levels {
			host.Annotate(workflow.Annotation{Level: level, Message: "Something."})
		}
		noError(t, host.Summary("# Done"))
		check(t, host.sent, []string{"buildkite-agent annotate --style " + style + " --context pagewright\n# Done"})
	}
}

func TestBuildkiteWithoutItsAgent(t *testing.T) {
	t.Parallel()
	host := onBuildkite.play(t, nil)
	host.fails = fmt.Errorf("start: %w", exec.ErrNotFound)
	noError(t, host.Summary("# Done"))
	host.fails = errors.New("the annotation is too large")
	if err := host.Summary("# Done"); err == nil || err.Error() != "annotate the build: the annotation is too large" {
		t.Errorf("the failure is told as %v", err)
	}
}

func TestBuildkiteAgentGetsNoSecret(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\n{ echo \"$@\"; cat; env; } > " + filepath.Join(dir, "got") + "\n"
	if err := os.WriteFile(filepath.Join(dir, "buildkite-agent"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("CONFLUENCE_TOKEN", secret)
	t.Setenv("PAGEWRIGHT_TOKEN", secret)
	t.Setenv("BUILDKITE_JOB_ID", "e44f9784")
	var out strings.Builder
	host := workflow.Detect(workflow.Environment{Getenv: getenv(onBuildkite.environment), Stdout: &out, Stderr: &out})
	noError(t, host.Summary("# Done\n"))
	got := read(t, filepath.Join(dir, "got"))
	if !strings.HasPrefix(got, "annotate --style success --context pagewright-") || !strings.Contains(got, "\n# Done\n") || !strings.Contains(got, "BUILDKITE_JOB_ID=e44f9784") || strings.Contains(got, secret) {
		t.Errorf("the agent gets %s", got)
	}
}

func TestBuildkiteNamesWhatItChecksOut(t *testing.T) {
	t.Parallel()
	host := onBuildkite.play(t, map[string]string{"BUILDKITE_COMMIT": "HEAD", "BUILDKITE_PIPELINE_PROVIDER": "gitlab_ee", "BUILDKITE_REPO": "git@code.example.com:team/docs.git"})
	check(t, host.Repository(), workflow.Repository{Forge: forge.GitLab, URL: "https://code.example.com/team/docs", Root: "/var/lib/buildkite-agent/builds/agent-1/pipeline-2"})
}
