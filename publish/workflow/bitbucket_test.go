package workflow_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/.
var onBitbucket = recorded{
	environment: map[string]string{
		"CI":                       "true",
		"BITBUCKET_BRANCH":         "main",
		"BITBUCKET_BUILD_NUMBER":   "52",
		"BITBUCKET_CLONE_DIR":      "/opt/atlassian/pipelines/agent/build",
		"BITBUCKET_COMMIT":         "7f777ed95a19224294949e1b4ce56bbffcb1fe9f",
		"BITBUCKET_REPO_FULL_NAME": "team/docs",
		"BITBUCKET_REPO_SLUG":      "docs",
		"BITBUCKET_WORKSPACE":      "team",
	},
	pullRequest: map[string]string{"BITBUCKET_PR_ID": "17"},
	name:        "Bitbucket Pipelines",
	repository: workflow.Repository{
		Forge: forge.Bitbucket, URL: "https://bitbucket.org/team/docs",
		Commit: "7f777ed95a19224294949e1b4ce56bbffcb1fe9f", Root: "/opt/atlassian/pipelines/agent/build",
	},
	job: workflow.Job{Workflow: "pipeline@main", Number: 52, URL: "https://bitbucket.org/team/docs/pipelines/results/52"},
	said: "\x1b[1mPages\x1b[0m\n" +
		"created  A page with ***\n" +
		"\x1b[31mdocs/a.md:3:5: error: Dead link: There is no b.md; [see] 100% of 'it'.\x1b[0m\n" +
		"\x1b[31mSay c.md – or ***.\x1b[0m\n" +
		"\x1b[33mdocs/a.md: warning: Empty page: It has no text.\x1b[0m\n" +
		"\x1b[34mnotice: Nothing else changed.\x1b[0m\n" +
		"\x1b[31merror: No way in: The token is wrong.\x1b[0m\n",
	sent: []string{
		"DELETE " + insights,
		"PUT " + insights + "\n{\"title\":\"Pagewright\",\"details\":\"Pagewright: 1 page: 1 failed\",\"report_type\":\"BUG\",\"reporter\":\"Pagewright\",\"result\":\"FAILED\",\"data\":[{\"title\":\"Errors\",\"type\":\"NUMBER\",\"value\":2},{\"title\":\"Warnings\",\"type\":\"NUMBER\",\"value\":1}]}",
		"POST " + insights + "/annotations\n[{\"external_id\":\"pagewright-1-92fa9d32d645bec5950d31fdea9\",\"annotation_type\":\"BUG\",\"severity\":\"HIGH\",\"summary\":\"Dead link: There is no b.md; [see] 100% of 'it'.\\nSay c.md – or ***.\",\"path\":\"docs/a.md\",\"line\":3},{\"external_id\":\"pagewright-2-f4059d3840c2c18863c459cec5e\",\"annotation_type\":\"BUG\",\"severity\":\"HIGH\",\"summary\":\"No way in: The token is wrong.\"},{\"external_id\":\"pagewright-3-79efe53f26a83a241be18489f58\",\"annotation_type\":\"CODE_SMELL\",\"severity\":\"MEDIUM\",\"summary\":\"Empty page: It has no text.\",\"path\":\"docs/a.md\"},{\"external_id\":\"pagewright-4-f8bb5209bfbc292963e35deead8\",\"annotation_type\":\"CODE_SMELL\",\"severity\":\"LOW\",\"summary\":\"Nothing else changed.\"}]",
	},
}

const insights = "http://api.bitbucket.org/2.0/repositories/team/docs/commit/7f777ed95a19224294949e1b4ce56bbffcb1fe9f/reports/pagewright"

func TestBitbucketShowsTheWorstOfTooManyProblems(t *testing.T) {
	t.Parallel()
	host := onBitbucket.play(t, nil)
	for i := range 1240 {
		host.Annotate(workflow.Annotation{Level: workflow.Warning, File: "a.md", Line: i + 1, Message: "Dead."})
	}
	for i := range 10 {
		host.Annotate(workflow.Annotation{Level: workflow.Error, File: "b.md", Line: i + 1, Message: "Dead."})
	}
	noError(t, host.Summary("## Pagewright: documents checked"))
	noError(t, host.Close())
	check(t, len(host.sent), 12) // the report of before, the report, 10 lists
	ids := map[string]bool{}
	for i, request := range host.sent[2:] {
		check(t, strings.Count(request, "external_id"), 100)
		check(t, strings.Count(request, `"HIGH"`), map[bool]int{true: 10, false: 0}[i == 0])
		for _, part := range strings.Split(request, `"external_id":"`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			ids[id] = true
		}
	}
	check(t, len(ids), 1000)
	if !strings.Contains(host.sent[1], `"details":"Pagewright: documents checked\n250 more are in the log."`) {
		t.Errorf("the report does not say how many are left out: %s", host.sent[1])
	}
	check(t, strings.Count(host.out.String(), "\n"), 1250)
}

func TestBitbucketCutsToWhatItTakes(t *testing.T) {
	t.Parallel()
	host := onBitbucket.play(t, nil)
	long := strings.Repeat("Ein langer Satz. ", 200)
	host.Annotate(workflow.Annotation{Level: workflow.Error, File: "a.md", Message: long})
	noError(t, host.Summary("## "+long))
	noError(t, host.Close())
	for name, limit := range map[string]int{"summary": 450, "details": 2000} {
		_, rest, _ := strings.Cut(host.sent[2], `"`+name+`":"`)
		value, _, _ := strings.Cut(rest, `"`)
		if n := len([]rune(value)); n > limit || n < limit-30 || !strings.HasSuffix(value, "Satz. …") {
			t.Errorf("%s has %d characters and ends with %q", name, n, value[len(value)-20:])
		}
	}
}

func TestBitbucketThatTakesNoReportMakesNoRunFail(t *testing.T) {
	t.Parallel()
	host := onBitbucket.play(t, map[string]string{"NO_COLOR": "1"})
	host.fails = errRefused
	host.Annotate(workflow.Annotation{Level: workflow.Error, File: "a.md", Message: "Dead."})
	noError(t, host.Summary("## Pagewright: failed"))
	noError(t, host.Close())
	check(t, host.out.String(), "a.md: error: Dead.\n"+
		fmt.Sprintf("Bitbucket does not show these problems beside their lines: its report could not be sent: Delete %q: connection refused\n", insights))
	check(t, len(host.sent), 1)
}

func TestBitbucketThatRefusesAReport(t *testing.T) {
	t.Parallel()
	host := onBitbucket.play(t, nil)
	host.status = http.StatusForbidden
	noError(t, host.Summary("## Pagewright: failed"))
	noError(t, host.Close())
	check(t, host.out.String(), "Bitbucket does not show these problems beside their lines: its report could not be sent: PUT "+insights+": 403 Forbidden\n")
}

func TestBitbucketGetsNoReportOfWhatIsNoRun(t *testing.T) {
	t.Parallel()
	host := onBitbucket.play(t, nil)
	host.Log("some other command")
	noError(t, host.Close())
	check(t, host.sent, nil)
}
