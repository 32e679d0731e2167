package workflow

import (
	"cmp"
	"strings"
)

// Jenkins: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables, and for branches and changes
// the page /env-vars.html of any Jenkins. GIT_URL, GIT_COMMIT and GIT_BRANCH are those of its git plugin:
// https://plugins.jenkins.io/git/#plugin-content-environment-variables.
//
// Its log has no commands, and shows colours only with a plugin. Lines with file, line and column are what its warnings
// plugin reads.
var jenkins = known{
	recognized: func(getenv func(string) string) bool {
		// JENKINS_URL is there only where an administrator has set it.
		return getenv("JENKINS_URL") != "" || strings.HasPrefix(getenv("BUILD_TAG"), "jenkins-")
	},
	place: func(getenv func(string) string) place {
		repository := repositoryAt(getenv("GIT_URL"), "")
		repository.Commit, repository.Root = getenv("GIT_COMMIT"), getenv("WORKSPACE")
		return place{
			name:       "Jenkins",
			repository: repository,
			job: Job{
				Workflow: joined(getenv("JOB_NAME"), cmp.Or(getenv("BRANCH_NAME"), getenv("GIT_BRANCH"))),
				Number:   number(getenv("BUILD_NUMBER")),
				URL:      getenv("BUILD_URL"),
			},
			pullRequest: getenv("CHANGE_ID") != "",
		}
	},
	speaker: func(environment Environment) Speaker { return newCI(environment, false) },
}
