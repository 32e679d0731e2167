package workflow

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
)

// gitlab is GitLab CI: colours, sections of the log that fold, and problems in the merge request as a code quality report.
type gitlab struct {
	*terminal
	environment Environment

	mu       sync.Mutex
	sections int
	problems []Annotation
}

func newGitLab(environment Environment) *gitlab {
	return &gitlab{environment: environment, terminal: newCI(environment, Repository{
		Forge:  GitLab,
		URL:    strings.TrimSuffix(environment.Getenv("CI_PROJECT_URL"), "/"),
		Commit: environment.Getenv("CI_COMMIT_SHA"),
		Root:   environment.Getenv("CI_PROJECT_DIR"),
	})}
}

func (g *gitlab) Name() string { return "GitLab CI" }

func (g *gitlab) Job() Job { return gitlabJob(g.environment.Getenv) }

func (g *gitlab) Annotate(a Annotation) {
	g.terminal.Annotate(a)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.problems = append(g.problems, a)
}

var notInSectionName = regexp.MustCompile(`[^a-z0-9]+`)

// Group marks a section: https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections.
func (g *gitlab) Group(title string) (end func()) {
	g.mu.Lock()
	g.sections++
	name := fmt.Sprintf("pagewright_%d_%s", g.sections, strings.Trim(notInSectionName.ReplaceAllString(strings.ToLower(title), "_"), "_"))
	g.mu.Unlock()

	g.mark("section_start", name, g.oneLine(title))
	return sync.OnceFunc(func() { g.mark("section_end", name, "") })
}

func (g *gitlab) mark(what, name, title string) {
	line := fmt.Sprintf("\x1b[0K%s:%d:%s\r\x1b[0K%s\n", what, g.environment.Now().Unix(), name, title)
	_, _ = io.WriteString(g.command(g.environment.Stdout), line)
}

// Close writes the problems to the file that PAGEWRIGHT_CODE_QUALITY names, if it names one.
func (g *gitlab) Close() error {
	path := g.environment.Getenv("PAGEWRIGHT_CODE_QUALITY")
	if path == "" {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	report := g.redact(string(codeQuality(g.problems, g.clean)))
	if err := g.environment.WriteFile(path, []byte(report)); err != nil {
		return fmt.Errorf("write the code quality report (PAGEWRIGHT_CODE_QUALITY): %w", err)
	}
	return nil
}
