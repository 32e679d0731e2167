package workflow_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/workflow"
)

// https://docs.github.com/actions/reference/workflows-and-actions/variables, with its examples.
var onGitHub = recorded{
	environment: map[string]string{
		"CI":                  "true",
		"GITHUB_ACTIONS":      "true",
		"GITHUB_ACTION":       "__repo-owner_name-of-action-repo",
		"GITHUB_EVENT_NAME":   "workflow_dispatch",
		"GITHUB_OUTPUT":       "{files}/output",
		"GITHUB_REF":          "refs/heads/feature-branch-1",
		"GITHUB_REPOSITORY":   "octocat/Hello-World",
		"GITHUB_RUN_ID":       "1658821493",
		"GITHUB_RUN_NUMBER":   "3",
		"GITHUB_SERVER_URL":   "https://github.com",
		"GITHUB_SHA":          "ffac537e6cbbf934b08745a378932722df287a53",
		"GITHUB_STEP_SUMMARY": "{files}/summary",
		"GITHUB_WORKFLOW_REF": "octocat/hello-world/.github/workflows/my-workflow.yml@refs/heads/my_branch",
		"GITHUB_WORKSPACE":    "/github/workspace",
	},
	pullRequest: map[string]string{"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/5/merge"},
	name:        "GitHub Actions",
	repository: workflow.Repository{
		Forge: forge.GitHub, URL: "https://github.com/octocat/Hello-World",
		Commit: "ffac537e6cbbf934b08745a378932722df287a53", Root: "/github/workspace",
	},
	job: workflow.Job{
		Workflow: "octocat/hello-world/.github/workflows/my-workflow.yml@refs/heads/my_branch", Number: 3,
		URL: "https://github.com/octocat/Hello-World/actions/runs/1658821493",
	},
	said: "::add-mask::s3cret-of-the-run\n" +
		"::group::Pages\n" +
		"created  A page with ***\n" +
		"::endgroup::\n" +
		"::error col=5,file=docs/a.md,line=3,title=Dead link::There is no b.md; [see] 100%25 of 'it'.%0ASay c.md – or ***.\n" +
		"::warning file=docs/a.md,title=Empty page::It has no text.\n" +
		"::notice::Nothing else changed.\n" +
		"::error title=No way in::The token is wrong.\n",
	written: map[string]string{
		"output":  "parent-url<<END\nhttps://example.com/a?b=1;c=[2]&t=***\nEND\n",
		"summary": "## Pagewright: 1 page: 1 failed\n\nbecause of ***\n\n",
	},
	command: regexp.MustCompile(`^\s*::[\w-]+|##\w*\[`),
	obeys:   []string{"::group", "::endgroup", "::error", "::warning", "::notice"},
}

var inGitHub = map[string]string{
	"GITHUB_ACTIONS":    "true",
	"GITHUB_SERVER_URL": "https://github.com",
	"GITHUB_REPOSITORY": "octo/docs",
	"GITHUB_SHA":        "0123456789abcdef0123456789abcdef01234567",
	"GITHUB_WORKSPACE":  "/github/workspace",
	"INPUT_API-ROOT":    "v1",
	"INPUT_PREFIX":      "Docs: ",
}

func TestGitHubAnnotations(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		annotation workflow.Annotation
		want       string
	}{
		{
			"a place and a title",
			workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 3, Column: 5, Message: "There is no b.md."},
			"::error col=5,file=docs/a.md,line=3,title=Dead link::There is no b.md.\n",
		},
		{
			"a whole file",
			workflow.Annotation{Level: workflow.Warning, File: "docs/a.md", Column: 5, Message: "Empty."},
			"::warning file=docs/a.md::Empty.\n",
		},
		{
			"no file",
			workflow.Annotation{Level: workflow.Notice, Line: 7, Message: "Nothing changed."},
			"::notice::Nothing changed.\n",
		},
		{
			"what the runner would take apart",
			workflow.Annotation{Level: workflow.Error, Title: "100%, really: yes\nno", File: "docs/a,b:c.md", Line: 1, Message: "50 %\r\n::error::x"},
			"::error file=docs/a%2Cb%3Ac.md,line=1,title=100%25%2C really%3A yes%0Ano::50 %25%0A::error::x\n",
		},
		{
			"escape sequences",
			workflow.Annotation{Level: workflow.Error, Message: "a\x1b[31mb\x00\u0085c"},
			"::error::a[31mb%0Ac\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			host, out := start(t, inGitHub)
			host.Annotate(test.annotation)
			check(t, out.String(), test.want)
		})
	}
}

func TestGitHubCutsLongMessagesAfterASentence(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	sentence := "Ein Satz mit Umlauten: ä, und mit einem Zeichen aus zwei Einheiten: 📦. "
	host.Annotate(workflow.Annotation{Level: workflow.Error, Message: strings.Repeat(sentence, 100)})

	message := strings.TrimSuffix(strings.TrimPrefix(out.String(), "::error::"), "\n")
	units := 0
	for _, r := range message {
		if units++; r > 0xffff {
			units++
		}
	}
	if units > 4096 || units < 3900 {
		t.Errorf("the message has %d UTF-16 units, want up to 4096", units)
	}
	if !strings.HasSuffix(message, "📦. …") {
		t.Errorf("the message ends with %q, want the end of a sentence", message[len(message)-40:])
	}
}

func TestGitHubCutsAWordThatNeverEnds(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	host.Annotate(workflow.Annotation{Level: workflow.Warning, Title: strings.Repeat("t", 300), Message: strings.Repeat("m", 5000)})
	check(t, out.String(), "::warning title="+strings.Repeat("t", 253)+" …::"+strings.Repeat("m", 4094)+" …\n")
}

func TestGitHubTellsHowManyAnnotationsItCannotShow(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	for i := range 13 {
		host.Annotate(workflow.Annotation{Level: workflow.Error, File: "a.md", Line: i + 1, Message: fmt.Sprintf("Problem %d.", i+1)})
	}
	for i := range 11 {
		host.Annotate(workflow.Annotation{Level: workflow.Warning, Message: fmt.Sprintf("Doubt %d.", i+1)})
	}
	for i := range 10 {
		host.Annotate(workflow.Annotation{Level: workflow.Notice, Message: fmt.Sprintf("Hint %d.", i+1)})
	}
	var want strings.Builder
	for i := range 9 {
		fmt.Fprintf(&want, "::error file=a.md,line=%d::Problem %d.\n", i+1, i+1)
	}
	want.WriteString("a.md:11: error: Problem 11.\na.md:12: error: Problem 12.\na.md:13: error: Problem 13.\n")
	for i := range 9 {
		fmt.Fprintf(&want, "::warning::Doubt %d.\n", i+1)
	}
	want.WriteString("warning: Doubt 11.\n")
	for i := range 9 {
		fmt.Fprintf(&want, "::notice::Hint %d.\n", i+1)
	}
	check(t, out.String(), want.String())

	out.Reset()
	closeHost(t, host)
	check(t, out.String(), "::notice::Hint 10.\n"+
		"::warning::Doubt 10.%0A%0A1 more warning is in the log of this step.\n"+
		"::error file=a.md,line=10::Problem 10.%0A%0A3 more errors are in the log of this step.\n")

	out.Reset()
	closeHost(t, host)
	check(t, out.String(), "")
}

func TestNoTextBecomesACommand(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	host.Log("%s", strings.Join([]string{
		"::add-mask::a",
		" \t\u00a0::error::b",
		"\u200b\u2028::error::c",
		"a line\r::error::d\r\n::error::e",
		"\x1b[0m::error::f",
		"+ ##[error]g",
		"##[group]##vso[task.setvariable variable=x]h ##teamcity[i]",
		"a::b:: is harmless, and so is ## [x]",
	}, "\n"))
	check(t, out.String(), strings.Join([]string{
		"| ::add-mask::a",
		"|  \t\u00a0::error::b",
		"\u200b",
		"| ::error::c",
		"a line",
		"| ::error::d",
		"| ::error::e",
		"[0m::error::f",
		"+ ## [error]g",
		"## [group]## vso[task.setvariable variable=x]h ## teamcity[i]",
		"a::b:: is harmless, and so is ## [x]",
	}, "\n")+"\n")
}

func TestGitHubGroups(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	end := host.Group("Pages\n::error::x")
	host.Log("created %s", "A page")
	end()
	end()
	check(t, out.String(), "::group::Pages ::error::x\ncreated A page\n::endgroup::\n")
}

func TestGitHubMasksSecrets(t *testing.T) {
	t.Parallel()
	files := t.TempDir()
	host, out := start(t, inGitHub, "GITHUB_STEP_SUMMARY", filepath.Join(files, "summary"), "GITHUB_OUTPUT", filepath.Join(files, "output"))
	host.Mask("")
	host.Mask("s3cret%\nline")
	host.Mask("hunter2")
	host.Log("the token is hunter2")
	host.Annotate(workflow.Annotation{Level: workflow.Error, Title: "hunter2", Message: "hunter2 is wrong"})
	host.Group("with hunter2")()
	noError(t, host.Summary("| hunter2 |"))
	noError(t, host.Output("url", "https://hunter2@example.com"))

	check(t, out.String(), "::add-mask::s3cret%25%0Aline\n::add-mask::hunter2\n"+
		"the token is ***\n::error title=***::*** is wrong\n::group::with ***\n::endgroup::\n")
	check(t, read(t, filepath.Join(files, "summary")), "| *** |\n")
	check(t, read(t, filepath.Join(files, "output")), "url<<END\nhttps://***@example.com\nEND\n")
}

func TestGitHubOutputsHoldAnyValue(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "output")
	host, _ := start(t, inGitHub, "GITHUB_OUTPUT", file)
	noError(t, host.Output("created", "3"))
	noError(t, host.Output("pages", "[\n]"))
	noError(t, host.Output("url", "x\nEND\nfailed<<END_END\n0\n_GitHubActionsFileCommandDelimeter_\n"))
	check(t, read(t, file), "created<<END\n3\nEND\n"+
		"pages<<END\n[\n]\nEND\n"+
		"url<<END_END_END\nx\nEND\nfailed<<END_END\n0\n_GitHubActionsFileCommandDelimeter_\n\nEND_END_END\n")
}

func TestGitHubWithoutFilesHasNowhereToWriteTo(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	noError(t, host.Output("created", "3"))
	noError(t, host.Summary("# Published"))
	check(t, out.String(), "")
}

func TestGitHubFilesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "no", "folder")
	host, _ := start(t, inGitHub, "GITHUB_OUTPUT", missing, "GITHUB_STEP_SUMMARY", missing)
	for what, err := range map[string]error{
		"write the output created: ": host.Output("created", "3"),
		"write the job summary: ":    host.Summary("# Published"),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), what) || !strings.Contains(err.Error(), missing) {
			t.Errorf("got the error %v, want one that begins with %q and names %s", err, what, missing)
		}
	}
}

func TestGitHubSummaryIsCutToWhatIsShown(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	file := filepath.Join(t.TempDir(), "summary")
	host, _ := start(t, inGitHub, "GITHUB_STEP_SUMMARY", file)
	noError(t, host.Summary("# First"))
	noError(t, host.Summary("<details>\n\n```diff\n"+strings.Repeat("+ ein längerer Satz\n", limit/10)+"```\n\n</details>"))
	noError(t, host.Summary(strings.Repeat("no room for this ", 10)))

	summary := read(t, file)
	if len(summary) > limit || len(summary) < limit-100 {
		t.Errorf("the summary has %d bytes, want nearly %d", len(summary), limit)
	}
	if !utf8.ValidString(summary) {
		t.Error("the summary is cut inside a character")
	}
	if !strings.HasPrefix(summary, "# First\n<details>\n") {
		t.Errorf("the summary begins with %q", summary[:40])
	}
	wantEnd := "+ ein längerer Satz\n```\n\n</details>\n\n" +
		"_The rest is left out for want of room. The log has all of it._\n\n"
	if !strings.HasSuffix(summary, wantEnd) {
		t.Errorf("the summary ends with %q", summary[len(summary)-200:])
	}
}

func TestGitHubInputs(t *testing.T) {
	t.Parallel()
	host, _ := start(t, inGitHub)
	check(t, host.Input("api-root"), "v1")
	check(t, host.Input("prefix"), "Docs: ")
	check(t, host.Input("space"), "")
	check(t, host.TakesInputs(), true)
	check(t, strings.Join(host.Inputs([]string{"INPUT_API-ROOT=v1", "INPUT_SPACE=", "HOME=/home/docs"}), " "), "api-root")
}

func TestGitHubRepository(t *testing.T) {
	t.Parallel()
	host, _ := start(t, inGitHub)
	check(t, host.Name(), "GitHub Actions")
	const commit = "0123456789abcdef0123456789abcdef01234567"
	check(t, host.Repository(), workflow.Repository{Forge: forge.GitHub, URL: "https://github.com/octo/docs", Commit: commit, Root: "/github/workspace"})

	forgejo, _ := start(t, inGitHub, "GITEA_ACTIONS", "true", "GITHUB_SERVER_URL", "https://git.example.com/")
	check(t, forgejo.Repository(), workflow.Repository{Forge: forge.Gitea, URL: "https://git.example.com/octo/docs", Commit: commit, Root: "/github/workspace"})
}

func TestLinesOfConcurrentPagesDoNotMix(t *testing.T) {
	t.Parallel()
	host, out := start(t, inGitHub)
	var pages sync.WaitGroup
	for i := range 20 {
		pages.Go(func() {
			host.Log("created page %d", i)
			host.Mask(fmt.Sprintf("secret-%d", i))
			host.Annotate(workflow.Annotation{Level: workflow.Warning, Message: "About a page."})
		})
	}
	pages.Wait()
	closeHost(t, host)
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "created page ") && !strings.HasPrefix(line, "::add-mask::secret-") &&
			!strings.HasPrefix(line, "::warning::About a page.") && line != "warning: About a page.\n" {
			t.Errorf("a mixed line: %q", line)
		}
	}
}

// start detects the host in an environment, with further variables in pairs.
func start(t *testing.T, env map[string]string, more ...string) (workflow.Host, *strings.Builder) {
	t.Helper()
	var out strings.Builder
	return workflow.Detect(workflow.Environment{Getenv: getenv(env, more...), Stdout: &out, Stderr: &out}), &out
}

func getenv(env map[string]string, more ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(more); i += 2 {
			if more[i] == name {
				return more[i+1]
			}
		}
		return env[name]
	}
}

func check[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("not as wanted (-want +got):\n%s", diff)
	}
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func closeHost(t *testing.T, host workflow.Host) {
	t.Helper()
	noError(t, host.Close())
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
