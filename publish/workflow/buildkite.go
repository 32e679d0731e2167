package workflow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/forge"
)

// Buildkite: https://buildkite.com/docs/pipelines/configure/environment-variables.
var buildkite = known{
	recognized: isSet("BUILDKITE", "true"),
	place: func(getenv func(string) string) place {
		repository := repositoryAt(getenv("BUILDKITE_REPO"), buildkiteForge(getenv("BUILDKITE_PIPELINE_PROVIDER")))
		repository.Commit, repository.Root = hash(getenv("BUILDKITE_COMMIT")), getenv("BUILDKITE_BUILD_CHECKOUT_PATH")
		pull := getenv("BUILDKITE_PULL_REQUEST")
		return place{
			name:       "Buildkite",
			repository: repository,
			job: Job{
				Workflow: joined(getenv("BUILDKITE_PIPELINE_SLUG"), getenv("BUILDKITE_BRANCH")),
				Number:   number(getenv("BUILDKITE_BUILD_NUMBER")),
				URL:      getenv("BUILDKITE_BUILD_URL"),
			},
			pullRequest: pull != "" && pull != "false",
		}
	},
	speaker: func(environment Environment) Speaker {
		if environment.Command == nil {
			environment.Command = runWithoutSecrets
		}
		return &buildkiteLog{terminal: newColourCI(environment), environment: environment}
	},
}

// buildkiteForge reads the id of a provider, such as github and github_enterprise.
func buildkiteForge(provider string) forge.Kind {
	switch name, _, _ := strings.Cut(provider, "_"); name {
	case "github":
		return forge.GitHub
	case "gitlab":
		return forge.GitLab
	case "bitbucket":
		return forge.Bitbucket
	}
	return ""
}

// buildkiteLog has groups, which end where the next one begins:
// https://buildkite.com/docs/pipelines/configure/managing-log-output. Problems are in the summary, an annotation of the
// build: https://buildkite.com/docs/agent/cli/reference/annotate.
type buildkiteLog struct {
	*terminal
	environment Environment

	mu      sync.Mutex
	worst   Level
	grouped bool
}

// buildkiteAnnotation is how many bytes an annotation may have.
const buildkiteAnnotation = 1 << 20

func (b *buildkiteLog) Annotate(a Annotation) {
	b.mu.Lock()
	b.worst = max(b.worst, a.Level)
	open := b.grouped && a.Level == Error
	b.mu.Unlock()
	if open {
		b.write("^^^ +++") // opens the group that the error is in
	}
	b.terminal.Annotate(a)
}

func (b *buildkiteLog) Group(title string) (end func()) {
	b.mu.Lock()
	b.grouped = true
	b.mu.Unlock()
	b.write("--- " + inert(b.oneLine(title)))
	return func() {}
}

func (b *buildkiteLog) write(line string) {
	_, _ = io.WriteString(b.command(b.environment.Stdout), line+"\n")
}

// Summary needs the agent's program, which is not in every container.
func (b *buildkiteLog) Summary(markdown string) error {
	b.mu.Lock()
	style := map[Level]string{Notice: "success", Warning: "warning", Error: "error"}[b.worst]
	b.mu.Unlock()
	label := strings.TrimSuffix("pagewright-"+b.environment.Getenv("BUILDKITE_STEP_ID"), "-")
	err := b.environment.Command(CutMarkdown(b.redact(markdown), buildkiteAnnotation), "buildkite-agent", "annotate", "--style", style, "--context", label)
	if err == nil || errors.Is(err, exec.ErrNotFound) {
		return nil
	}
	return fmt.Errorf("annotate the build: %w", err)
}

const programPatience = time.Minute

// runWithoutSecrets runs a program without what the run itself was given.
func runWithoutSecrets(stdin, program string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), programPatience)
	defer cancel()
	command := exec.CommandContext(ctx, program, args...)
	command.Stdin = strings.NewReader(stdin)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "CONFLUENCE_") && !strings.HasPrefix(variable, "PAGEWRIGHT_") {
			command.Env = append(command.Env, variable)
		}
	}
	said, err := command.CombinedOutput()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		return errors.New(cmp.Or(strings.TrimSpace(string(said)), failed.Error()))
	}
	return err
}
