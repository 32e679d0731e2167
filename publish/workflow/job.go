package workflow

import (
	"cmp"
	"strconv"
)

// Run numbers are counted per workflow. The branch belongs to the workflow's name here, for the numbers of two branches
// tell nothing of their commits' ages.

// https://docs.github.com/actions/reference/workflows-and-actions/variables
func githubJob(getenv func(string) string) Job {
	job := Job{Number: number(getenv("GITHUB_RUN_NUMBER"))}
	job.Workflow = cmp.Or(getenv("GITHUB_WORKFLOW_REF"), joined(getenv("GITHUB_WORKFLOW"), getenv("GITHUB_REF")))
	if server, name, id := getenv("GITHUB_SERVER_URL"), getenv("GITHUB_REPOSITORY"), getenv("GITHUB_RUN_ID"); server != "" && name != "" && id != "" {
		job.URL = server + "/" + name + "/actions/runs/" + id
	}
	return job
}

// https://docs.gitlab.com/ci/variables/predefined_variables/
func gitlabJob(getenv func(string) string) Job {
	return Job{
		Workflow: joined(getenv("CI_JOB_NAME"), getenv("CI_COMMIT_REF_NAME")),
		Number:   number(getenv("CI_PIPELINE_IID")),
		URL:      getenv("CI_JOB_URL"),
	}
}

// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
func bitbucketJob(getenv func(string) string) Job {
	job := Job{Workflow: joined("pipeline", getenv("BITBUCKET_BRANCH")), Number: number(getenv("BITBUCKET_BUILD_NUMBER"))}
	if name := getenv("BITBUCKET_REPO_FULL_NAME"); name != "" && job.Number > 0 {
		job.URL = "https://bitbucket.org/" + name + "/pipelines/results/" + strconv.Itoa(job.Number)
	}
	return job
}

func joined(workflow, branch string) string {
	if workflow == "" || branch == "" {
		return ""
	}
	return workflow + "@" + branch
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
