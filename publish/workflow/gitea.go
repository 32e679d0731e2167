package workflow

import "github.com/pagewright/pagewright/publish/forge"

// Gitea Actions and Forgejo Actions set GitHub's variables and take its commands, but for some. Their runners say who they
// are: https://gitea.com/gitea/act_runner/src/branch/main/internal/app/run/runner.go (GITEA_ACTIONS),
// https://forgejo.org/docs/latest/user/actions/reference/ (FORGEJO_ACTIONS, beside GITEA_ACTIONS).
var gitea = known{
	recognized: func(getenv func(string) string) bool {
		return getenv("GITEA_ACTIONS") == "true" || getenv("FORGEJO_ACTIONS") == "true"
	},
	place: func(getenv func(string) string) place {
		p := gitHubPlace(getenv)
		p.name, p.repository.Forge = "Gitea Actions", forge.Gitea
		if getenv("FORGEJO_ACTIONS") == "true" {
			p.name = "Forgejo Actions"
		}
		p.job.URL = "" // has another number than GITHUB_RUN_ID in some versions
		return p
	},
	speaker: func(environment Environment) Speaker {
		return &giteaLog{gitHubLog: newGitHubLog(environment), lines: stream{environment.Stdout, wantsColour(environment.Getenv)}}
	},
}

// giteaLog writes problems as lines: annotations are ignored (https://docs.gitea.com/usage/actions/comparison) and would
// stand in the log as they are written. Summaries are shown from Gitea 1.27 on (https://github.com/go-gitea/gitea/pull/37500).
type giteaLog struct {
	*gitHubLog
	lines stream
}

func (g *giteaLog) Annotate(a Annotation) {
	g.print(g.lines, g.lines.style(a.Level.style()), a.String())
}
