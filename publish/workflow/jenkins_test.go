package workflow_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// /env-vars.html of any Jenkins, https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables and
// https://plugins.jenkins.io/git/#plugin-content-environment-variables.
var onJenkins = recorded{
	environment: map[string]string{
		"BRANCH_NAME":  "master",
		"BUILD_NUMBER": "153",
		"BUILD_TAG":    "jenkins-foo-master-153",
		"BUILD_URL":    "https://jenkins.example.com/job/foo/job/master/153/",
		"GIT_BRANCH":   "master",
		"GIT_COMMIT":   "ce9a3c1404e8c91be604088670e93434c4253f03",
		"GIT_URL":      "https://builder:t0ken@bitbucket.example.com/scm/foo/docs.git",
		"JENKINS_URL":  "https://jenkins.example.com/",
		"JOB_NAME":     "foo/master",
		"WORKSPACE":    "/var/jenkins_home/workspace/foo_master",
	},
	pullRequest: map[string]string{"BRANCH_NAME": "PR-24", "CHANGE_ID": "24", "CHANGE_TARGET": "master"},
	name:        "Jenkins",
	repository: workflow.Repository{
		Forge: forge.BitbucketDataCenter, URL: "https://bitbucket.example.com/projects/foo/repos/docs",
		Commit: "ce9a3c1404e8c91be604088670e93434c4253f03", Root: "/var/jenkins_home/workspace/foo_master",
	},
	job:  workflow.Job{Workflow: "foo/master@master", Number: 153, URL: "https://jenkins.example.com/job/foo/job/master/153/"},
	said: plainlySaid,
}

// plainlySaid is what a log without commands and colours shows: lines of the form file:line:column, as compilers have it.
const plainlySaid = "Pages\n" +
	"created  A page with ***\n" +
	"docs/a.md:3:5: error: Dead link: There is no b.md; [see] 100% of 'it'.\n" +
	"Say c.md – or ***.\n" +
	"docs/a.md: warning: Empty page: It has no text.\n" +
	"notice: Nothing else changed.\n" +
	"error: No way in: The token is wrong.\n"

func TestJenkinsWithoutItsAddress(t *testing.T) {
	t.Parallel()
	host := onJenkins.play(t, map[string]string{"JENKINS_URL": "", "BRANCH_NAME": "", "GIT_BRANCH": "origin/main", "GIT_URL": "/srv/git/docs.git"})
	check(t, host.Name(), "Jenkins")
	check(t, host.Job().Workflow, "foo/master@origin/main")
	check(t, host.Repository(), workflow.Repository{Commit: "ce9a3c1404e8c91be604088670e93434c4253f03", Root: "/var/jenkins_home/workspace/foo_master"})
}
