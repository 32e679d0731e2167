package workflow_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html, with its examples.
var onCodeBuild = recorded{
	environment: map[string]string{
		"AWS_REGION":                        "us-east-1",
		"CODEBUILD_BUILD_ARN":               "arn:aws:codebuild:us-east-1:123456789012:build/codebuild-demo-project:b1e6661e-e4f2-4156-9ab9-82a19EXAMPLE",
		"CODEBUILD_BUILD_ID":                "codebuild-demo-project:b1e6661e-e4f2-4156-9ab9-82a19EXAMPLE",
		"CODEBUILD_BUILD_NUMBER":            "7",
		"CODEBUILD_RESOLVED_SOURCE_VERSION": "83a20ec058e2fb00e7fa4558c4c6e81e2dcf253d",
		"CODEBUILD_SOURCE_REPO_URL":         "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/docs",
		"CODEBUILD_SRC_DIR":                 "/tmp/src123456789/src",
		"CODEBUILD_WEBHOOK_TRIGGER":         "branch/main",
	},
	pullRequest: map[string]string{"CODEBUILD_WEBHOOK_TRIGGER": "pr/12", "CODEBUILD_SOURCE_VERSION": "pr/12"},
	name:        "AWS CodeBuild",
	repository: workflow.Repository{
		Forge: forge.CodeCommit, URL: "https://us-east-1.console.aws.amazon.com/codesuite/codecommit/repositories/docs?region=us-east-1",
		Commit: "83a20ec058e2fb00e7fa4558c4c6e81e2dcf253d", Root: "/tmp/src123456789/src",
	},
	job:  workflow.Job{Workflow: "codebuild-demo-project@main", Number: 7},
	said: plainlySaid,
}

func TestCodeBuildRunsJobsOfOtherHosts(t *testing.T) {
	t.Parallel()
	check(t, onCodeBuild.play(t, map[string]string{"GITHUB_ACTIONS": "true"}).Name(), "GitHub Actions")
	check(t, onCodeBuild.play(t, map[string]string{"GITLAB_CI": "true"}).Name(), "GitLab CI")
	check(t, onCodeBuild.play(t, map[string]string{"BUILDKITE": "true"}).Name(), "Buildkite")
}

func TestCodeBuildWithoutACommit(t *testing.T) {
	t.Parallel()
	host := onCodeBuild.play(t, map[string]string{
		"CODEBUILD_RESOLVED_SOURCE_VERSION": "arn:aws:s3:::bucket/key", "CODEBUILD_SOURCE_REPO_URL": "s3://bucket/docs.zip", "CODEBUILD_WEBHOOK_TRIGGER": "tag/v1",
	})
	check(t, host.Repository(), workflow.Repository{Root: "/tmp/src123456789/src"})
	check(t, host.Job(), workflow.Job{Number: 7})
}
