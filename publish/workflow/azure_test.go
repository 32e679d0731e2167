package workflow_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://learn.microsoft.com/azure/devops/pipelines/build/variables, with its examples.
var onAzure = recorded{
	environment: map[string]string{
		"AGENT_TEMPDIRECTORY":       "{files}",
		"BUILD_BUILDID":             "1430",
		"BUILD_DEFINITIONNAME":      "Docs",
		"BUILD_REASON":              "IndividualCI",
		"BUILD_REPOSITORY_PROVIDER": "TfsGit",
		"BUILD_REPOSITORY_URI":      "https://fabrikamfiber@dev.azure.com/fabrikamfiber/_git/Scripts",
		"BUILD_SOURCEBRANCH":        "refs/heads/master",
		"BUILD_SOURCESDIRECTORY":    "/home/vsts/work/1/s",
		"BUILD_SOURCEVERSION":       "be5e4eea2dc7da9852a560703bce381295718905",
		"SYSTEM_COLLECTIONURI":      "https://dev.azure.com/fabrikamfiber/",
		"SYSTEM_TEAMPROJECT":        "Fabrikam Fiber",
		"TF_BUILD":                  "True",
	},
	pullRequest: map[string]string{"BUILD_REASON": "PullRequest", "BUILD_SOURCEBRANCH": "refs/pull/1/merge", "SYSTEM_PULLREQUEST_PULLREQUESTID": "17"},
	name:        "Azure Pipelines",
	repository: workflow.Repository{
		Forge: forge.AzureDevOps, URL: "https://dev.azure.com/fabrikamfiber/_git/Scripts",
		Commit: "be5e4eea2dc7da9852a560703bce381295718905", Root: "/home/vsts/work/1/s",
	},
	job: workflow.Job{
		Workflow: "Docs@refs/heads/master", Number: 1430,
		URL: "https://dev.azure.com/fabrikamfiber/Fabrikam%20Fiber/_build/results?buildId=1430",
	},
	said: "##vso[task.setsecret]s3cret-of-the-run\n" +
		"##[group]Pages\n" +
		"created  A page with ***\n" +
		"##[endgroup]\n" +
		"##vso[task.logissue type=error;sourcepath=docs/a.md;linenumber=3;columnnumber=5]docs/a.md:3:5: Dead link: There is no b.md%3B [see%5D 100%AZP25 of 'it'.%0ASay c.md – or ***.\n" +
		"##vso[task.logissue type=warning;sourcepath=docs/a.md]docs/a.md: Empty page: It has no text.\n" +
		"notice: Nothing else changed.\n" +
		"##vso[task.logissue type=error]No way in: The token is wrong.\n" +
		"##vso[task.setvariable variable=parent_url;isoutput=true]https://example.com/a?b=1%3Bc=[2%5D&t=***\n" +
		"##vso[task.uploadsummary]{files}/pagewright-N.md\n",
	written: map[string]string{"pagewright-N.md": "## Pagewright: 1 page: 1 failed\n\nbecause of ***\n"},
	command: regexp.MustCompile(`##vso\[[\w.]+|##\[\w+\]|##\w*\[`),
	obeys:   []string{"##[group]", "##[endgroup]", "##vso[task.logissue", "##vso[task.setvariable", "##vso[task.uploadsummary"},
}

func TestAzureTellsHowManyIssuesItCannotShow(t *testing.T) {
	t.Parallel()
	host := onAzure.play(t, nil)
	for i := range 12 {
		host.Annotate(workflow.Annotation{Level: workflow.Error, File: "a.md", Line: i + 1, Message: "Dead."})
		host.Annotate(workflow.Annotation{Level: workflow.Notice, Message: "A hint."})
	}
	noError(t, host.Close())
	var want strings.Builder
	for i := range 12 {
		switch {
		case i < 9:
			fmt.Fprintf(&want, "##vso[task.logissue type=error;sourcepath=a.md;linenumber=%d]a.md:%[1]d: Dead.\n", i+1)
		case i > 9:
			fmt.Fprintf(&want, "a.md:%d: error: Dead.\n", i+1)
		}
		want.WriteString("notice: A hint.\n")
	}
	want.WriteString("##vso[task.logissue type=error;sourcepath=a.md;linenumber=10]a.md:10: Dead.%0A%0A2 more errors are in the log of this step.\n")
	check(t, host.out.String(), want.String())
}

func TestAzureKnowsWhereARepositoryIs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ provider, uri, want string }{
		{"TfsGit", "https://tfs.example.com/tfs/Main/Proj/_git/docs", "Azure DevOps https://tfs.example.com/tfs/Main/Proj/_git/docs"},
		{"GitHub", "https://github.com/acme/docs", "GitHub https://github.com/acme/docs"},
		{"GitHubEnterprise", "https://code.example.com/acme/docs.git", "GitHub https://code.example.com/acme/docs"},
		{"Git", "https://code.example.com/acme/docs.git", " https://code.example.com/acme/docs"},
		{"TfsVersionControl", "", " "},
	} {
		at := onAzure.play(t, map[string]string{"BUILD_REPOSITORY_PROVIDER": test.provider, "BUILD_REPOSITORY_URI": test.uri}).Repository()
		check(t, string(at.Forge)+" "+at.URL, test.want)
	}
}

func TestAzureWithoutTheAgentsFolderHasNoSummary(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"", filepath.Join(t.TempDir(), "not", "in", "this", "container")} {
		host := onAzure.play(t, map[string]string{"AGENT_TEMPDIRECTORY": folder})
		noError(t, host.Summary("# Published"))
		check(t, host.out.String(), "")
	}
}

// The agent's way of reading: area and event, properties, and what follows the bracket.
func TestAzureReadsBackWhatWasSaid(t *testing.T) {
	t.Parallel()
	undo := strings.NewReplacer("%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]", "%AZP25", "%")
	value := "[{\"title\":\"100%; a]b\"}]\n%3B %0A %AZP25 ##vso[task.complete result=Failed;]"
	host := onAzure.play(t, nil)
	noError(t, host.Output("pages", value))
	head, data, _ := strings.Cut(strings.TrimSuffix(host.out.String(), "\n"), "]")
	check(t, head, "##vso[task.setvariable variable=pages;isoutput=true")
	check(t, undo.Replace(data), value)
}
