package workflow

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
)

// gitlab is GitLab CI: colours, and sections of the log that fold.
type gitlab struct {
	*terminal
	environment Environment

	mu       sync.Mutex
	sections int
}

func newGitLab(environment Environment) *gitlab {
	return &gitlab{environment: environment, terminal: newCI(environment, Repository{
		Forge:  forge.GitLab,
		URL:    strings.TrimSuffix(environment.Getenv("CI_PROJECT_URL"), "/"),
		Commit: environment.Getenv("CI_COMMIT_SHA"),
		Root:   environment.Getenv("CI_PROJECT_DIR"),
	})}
}

func (g *gitlab) Name() string { return "GitLab CI" }

func (g *gitlab) Job() Job { return gitlabJob(g.environment.Getenv) }

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
