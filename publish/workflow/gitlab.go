package workflow

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
)

// GitLab CI: https://docs.gitlab.com/ci/variables/predefined_variables/.
var gitLab = known{
	recognized: isSet("GITLAB_CI", "true"),
	place: func(getenv func(string) string) place {
		return place{
			name: "GitLab CI",
			repository: Repository{
				Forge:  forge.GitLab,
				URL:    strings.TrimSuffix(getenv("CI_PROJECT_URL"), "/"),
				Commit: getenv("CI_COMMIT_SHA"),
				Root:   getenv("CI_PROJECT_DIR"),
			},
			job: Job{
				Workflow: joined(getenv("CI_JOB_NAME"), getenv("CI_COMMIT_REF_NAME")),
				Number:   number(getenv("CI_PIPELINE_IID")),
				URL:      getenv("CI_JOB_URL"),
			},
			pullRequest: getenv("CI_MERGE_REQUEST_IID") != "",
		}
	},
	speaker: func(environment Environment) Speaker {
		return &gitLabLog{terminal: newColourCI(environment), environment: environment}
	},
}

// gitLabLog has colours, and sections that fold.
type gitLabLog struct {
	*terminal
	environment Environment

	mu       sync.Mutex
	sections int
}

var notInSectionName = regexp.MustCompile(`[^a-z0-9]+`)

// Group marks a section: https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections.
func (g *gitLabLog) Group(title string) (end func()) {
	g.mu.Lock()
	g.sections++
	name := fmt.Sprintf("pagewright_%d_%s", g.sections, strings.Trim(notInSectionName.ReplaceAllString(strings.ToLower(g.oneLine(title)), "_"), "_"))
	g.mu.Unlock()

	g.mark("section_start", name, g.oneLine(title))
	return sync.OnceFunc(func() { g.mark("section_end", name, "") })
}

func (g *gitLabLog) mark(what, name, title string) {
	line := fmt.Sprintf("\x1b[0K%s:%d:%s\r\x1b[0K%s\n", what, g.environment.Now().Unix(), name, inert(title))
	_, _ = io.WriteString(g.command(g.environment.Stdout), line)
}
