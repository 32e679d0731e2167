package workflow

import (
	"cmp"
	"strings"
)

// AWS CodeBuild: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html. Its log has no commands.
var codeBuild = known{
	recognized: has("CODEBUILD_BUILD_ID"),
	place: func(getenv func(string) string) place {
		project, _, _ := strings.Cut(getenv("CODEBUILD_BUILD_ID"), ":")
		trigger := getenv("CODEBUILD_WEBHOOK_TRIGGER")
		branch, ofBranch := strings.CutPrefix(trigger, "branch/")
		if !ofBranch {
			branch = ""
		}
		repository := repositoryAt(getenv("CODEBUILD_SOURCE_REPO_URL"), "")
		// Of what a pipeline or a bucket hands over, it is no commit.
		repository.Commit, repository.Root = hash(getenv("CODEBUILD_RESOLVED_SOURCE_VERSION")), getenv("CODEBUILD_SRC_DIR")
		return place{
			name:       "AWS CodeBuild",
			repository: repository,
			job: Job{
				Workflow: joined(project, cmp.Or(getenv("CODEBUILD_WEBHOOK_HEAD_REF"), branch)),
				Number:   number(getenv("CODEBUILD_BUILD_NUMBER")),
				URL:      getenv("CODEBUILD_PUBLIC_BUILD_URL"),
			},
			pullRequest: strings.HasPrefix(trigger, "pr/"),
		}
	},
	speaker: func(environment Environment) Speaker { return newCI(environment, false) },
}
