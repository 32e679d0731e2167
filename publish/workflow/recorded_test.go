package workflow_test

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pagewright/pagewright/publish/workflow"
)

// recorded is an environment as the host's documentation gives it, and what a run in it shows.
type recorded struct {
	environment map[string]string // {files} stands for a folder
	pullRequest map[string]string // what a run for a pull request has besides

	name       string
	repository workflow.Repository
	job        workflow.Job

	said    string            // on standard output
	written map[string]string // files by a pattern of their name
	sent    []string          // requests to the host, and programs of its that were run
	// command finds what the host obeys in a line, of which the first one counts; nil: it obeys nothing.
	command *regexp.Regexp
	// obeys are the commands that the run itself gives.
	obeys []string
}

// recordings have a line for each host.
var recordings = map[string]recorded{
	"GitHub":    onGitHub,
	"Gitea":     onGitea,
	"Forgejo":   onForgejo,
	"GitLab":    onGitLab,
	"Bitbucket": onBitbucket,
	"Azure":     onAzure,
	"Jenkins":   onJenkins,
	"TeamCity":  onTeamCity,
	"Buildkite": onBuildkite,
	"CodeBuild": onCodeBuild,
}

// played is a host in a recorded environment, with all that it lets out.
type played struct {
	workflow.Host
	t      *testing.T
	files  string
	out    strings.Builder
	sent   []string
	fails  error // what requests and programs end with
	status int   // of answers; 0: 200
}

func (r recorded) play(t *testing.T, more map[string]string) *played {
	t.Helper()
	p := &played{t: t, files: t.TempDir()}
	p.Host = workflow.Detect(workflow.Environment{
		Getenv: func(name string) string {
			value, ok := more[name]
			if !ok {
				value = r.environment[name]
			}
			return strings.ReplaceAll(value, "{files}", p.files)
		},
		Stdout: &p.out, Stderr: &p.out,
		Now:       func() time.Time { return time.Unix(1_800_000_000, 0) },
		Transport: p,
		Command: func(stdin, program string, args ...string) error {
			p.sent = append(p.sent, strings.Join(append([]string{program}, args...), " ")+"\n"+stdin)
			return p.fails
		},
	})
	return p
}

// RoundTrip is the host's own service.
func (p *played) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	p.sent = append(p.sent, strings.TrimSpace(request.Method+" "+request.URL.String()+"\n"+string(body)))
	if p.fails != nil {
		return nil, p.fails
	}
	return &http.Response{StatusCode: cmp.Or(p.status, http.StatusOK), Body: http.NoBody}, nil
}

var temporaryName = regexp.MustCompile(`pagewright-\d+\.md`)

// said is what was written so far, without what differs from run to run.
func (p *played) said() string {
	return temporaryName.ReplaceAllString(strings.ReplaceAll(p.out.String(), p.files, "{files}"), "pagewright-N.md")
}

func (p *played) written() map[string]string {
	found := map[string]string{}
	entries, err := os.ReadDir(p.files)
	noError(p.t, err)
	for _, entry := range entries {
		found[temporaryName.ReplaceAllString(entry.Name(), "pagewright-N.md")] = read(p.t, filepath.Join(p.files, entry.Name()))
	}
	return found
}

// A secret that a host may show nowhere.
const secret = "s3cret-of-the-run"

// speak says one of everything.
func (p *played) speak() {
	p.Mask(secret)
	end := p.Group("Pages")
	p.Log("created  A page with %s", secret)
	end()
	p.Annotate(workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 3, Column: 5, Message: "There is no b.md; [see] 100% of 'it'.\nSay c.md – or " + secret + "."})
	p.Annotate(workflow.Annotation{Level: workflow.Warning, Title: "Empty page", File: "docs/a.md", Message: "It has no text."})
	p.Annotate(workflow.Annotation{Level: workflow.Notice, Message: "Nothing else changed."})
	p.Annotate(workflow.Annotation{Level: workflow.Error, Title: "No way in", Message: "The token is wrong."})
	noError(p.t, p.Output("parent-url", "https://example.com/a?b=1;c=[2]&t="+secret))
	noError(p.t, p.Summary("## Pagewright: 1 page: 1 failed\n\nbecause of "+secret+"\n"))
	noError(p.t, p.Close())
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	for name, r := range recordings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := r.play(t, nil)
			check(t, host.Name(), r.name)
			check(t, host.Repository(), r.repository)
			check(t, host.Job(), r.job)
			check(t, host.PullRequest(), false)
			check(t, r.play(t, r.pullRequest).PullRequest(), r.pullRequest != nil)
		})
	}
}

func TestWordsOfEachHost(t *testing.T) {
	t.Parallel()
	for name, r := range recordings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := r.play(t, nil)
			host.speak()
			check(t, host.said(), r.said)
			written := r.written
			if written == nil {
				written = map[string]string{}
			}
			check(t, host.written(), written)
			check(t, host.sent, r.sent)
		})
	}
}

// hostile is a document's text that holds what some host or other obeys.
const hostile = "::error::a\n \u00a0::set-output name=x::1\n##vso[task.setvariable variable=x]b\n##[error]c ##teamcity[buildProblem description='d']\r##teamcity[enableServiceMessages]" +
	"\n\x1b[31m\x1b[0Ksection_start:1:x\r\x1b[0Ke\x1b]1339;url='f'\a\n--- g\n+++ h\n~~~ i\n^^^ +++\n\u2028::debug::j\u0085##[group]k\x1b[8mha:l\x1b[0m%0A::warning::m%0D##vso[n]o"

func TestHostileTextBecomesNoCommand(t *testing.T) {
	t.Parallel()
	anywhere := regexp.MustCompile(`^\s*::|##\w*\[|^(?:---|\+\+\+|~~~|\^\^\^)(?:\s|$)|\x1b\]|\x1b\[8m|section_start.*\r`)
	for name, r := range recordings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := r.play(t, map[string]string{"NO_COLOR": "1"})
			host.Log("%s", hostile)
			for line := range strings.Lines(host.out.String()) {
				if anywhere.MatchString(line) {
					t.Errorf("some host obeys the line %q", line)
				}
			}

			host.out.Reset()
			host.Group(hostile)()
			for _, level := range []workflow.Level{workflow.Notice, workflow.Warning, workflow.Error} {
				host.Annotate(workflow.Annotation{Level: level, Title: hostile, File: hostile, Line: 1, Message: hostile})
				host.Annotate(workflow.Annotation{Level: level, Message: hostile})
			}
			noError(t, host.Output("url", hostile))
			noError(t, host.Summary(hostile))
			noError(t, host.Close())
			obeyed := map[string]bool{}
			for _, line := range regexp.MustCompile(`[\n\r\x{85}\x{2028}\x{2029}]+`).Split(host.out.String(), -1) {
				if r.command == nil {
					continue
				}
				if command := r.command.FindString(line); command != "" {
					obeyed[command] = true
				}
			}
			for _, command := range r.obeys {
				delete(obeyed, command)
			}
			if len(obeyed) > 0 {
				t.Errorf("%s obeys %v in %q", r.name, obeyed, host.out.String())
			}
			if name != "GitLab" && strings.ContainsFunc(host.out.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
				t.Errorf("control characters in %q", host.out.String())
			}
		})
	}
}

func TestNoHostShowsASecret(t *testing.T) {
	t.Parallel()
	for name, r := range recordings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := r.play(t, nil)
			host.speak()
			all := strings.Join(host.sent, "\n") + host.out.String()
			for _, content := range host.written() {
				all += content
			}
			for line := range strings.Lines(all) {
				if strings.Contains(line, secret) && !strings.Contains(line, "add-mask") && !strings.Contains(line, "task.setsecret") {
					t.Errorf("the secret is in %q", line)
				}
			}
		})
	}
}

var errRefused = errors.New("connection refused")
