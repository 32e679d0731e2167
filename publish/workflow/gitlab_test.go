package workflow_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/workflow"
)

var inGitLab = map[string]string{
	"GITLAB_CI":      "true",
	"CI_PROJECT_URL": "https://gitlab.com/group/sub/docs",
	"CI_COMMIT_SHA":  "abc123",
	"CI_PROJECT_DIR": "/builds/group/sub/docs",
}

func TestGitLabSections(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	clock := time.Unix(1_800_000_000, 0)
	host := workflow.Detect(workflow.Environment{
		Getenv: getenv(inGitLab), Stdout: &out, Stderr: &out,
		Now: func() time.Time { clock = clock.Add(time.Second); return clock },
	})
	end := host.Group("3 pages, \"new\"\r\x1b[0Ksection_end:1:x")
	host.Log("created A")
	end()
	end()
	check(t, out.String(), "\x1b[0Ksection_start:1800000001:pagewright_1_3_pages_new_0ksection_end_1_x\r\x1b[0K3 pages, \"new\" [0Ksection_end:1:x\n"+
		"created A\n"+
		"\x1b[0Ksection_end:1800000002:pagewright_1_3_pages_new_0ksection_end_1_x\r\x1b[0K\n")
}

func TestGitLabAnnotations(t *testing.T) {
	t.Parallel()
	problem := workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 3, Message: "There is no b.md.\nDid you mean c.md?"}

	host, out := start(t, inGitLab)
	host.Annotate(problem)
	check(t, out.String(), "\x1b[31mdocs/a.md:3: error: Dead link: There is no b.md.\x1b[0m\n\x1b[31mDid you mean c.md?\x1b[0m\n")

	colourless, out := start(t, inGitLab, "NO_COLOR", "1")
	colourless.Annotate(problem)
	check(t, out.String(), "docs/a.md:3: error: Dead link: There is no b.md.\nDid you mean c.md?\n")
}

func TestGitLabCodeQualityReport(t *testing.T) {
	t.Parallel()
	report := func(shift int) string {
		var out, written strings.Builder
		host := workflow.Detect(workflow.Environment{
			Getenv: getenv(inGitLab, "PAGEWRIGHT_CODE_QUALITY", "quality.json"), Stdout: &out, Stderr: &out,
			WriteFile: func(path string, content []byte) error {
				written.WriteString(path + "\n")
				written.Write(content)
				return nil
			},
		})
		host.Mask("hunter2")
		host.Annotate(workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "./docs/a.md", Line: 3 + shift, Message: "There is no hunter2.md."})
		host.Annotate(workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 9 + shift, Message: "There is no hunter2.md."})
		host.Annotate(workflow.Annotation{Level: workflow.Warning, File: "docs/b.md", Message: "Empty."})
		host.Annotate(workflow.Annotation{Level: workflow.Notice, Message: "Nowhere."})
		closeHost(t, host)
		return written.String()
	}
	want := `quality.json
[
  {
    "description": "There is no ***.md.",
    "check_name": "Dead link",
    "fingerprint": "FIRST",
    "severity": "major",
    "location": {
      "path": "docs/a.md",
      "lines": {
        "begin": 3
      }
    }
  },
  {
    "description": "There is no ***.md.",
    "check_name": "Dead link",
    "fingerprint": "SECOND",
    "severity": "major",
    "location": {
      "path": "docs/a.md",
      "lines": {
        "begin": 9
      }
    }
  },
  {
    "description": "Empty.",
    "check_name": "pagewright",
    "fingerprint": "THIRD",
    "severity": "minor",
    "location": {
      "path": "docs/b.md",
      "lines": {
        "begin": 1
      }
    }
  }
]
`
	got := report(0)
	prints := fingerprints(got)
	if len(prints) != 3 || prints[0] == prints[1] {
		t.Fatalf("got the fingerprints %q, want three, none twice", prints)
	}
	check(t, got, strings.NewReplacer("FIRST", prints[0], "SECOND", prints[1], "THIRD", prints[2]).Replace(want))
	check(t, strings.Join(fingerprints(report(40)), " "), strings.Join(prints, " "))
}

func fingerprints(report string) []string {
	var all []string
	for line := range strings.Lines(report) {
		if _, value, ok := strings.Cut(line, `"fingerprint": "`); ok {
			all = append(all, strings.TrimSuffix(strings.TrimSpace(value), `",`))
		}
	}
	return all
}

func TestGitLabWithoutProblemsWritesAnEmptyReport(t *testing.T) {
	t.Parallel()
	var written string
	host := workflow.Detect(workflow.Environment{
		Getenv: getenv(inGitLab, "PAGEWRIGHT_CODE_QUALITY", "quality.json"), Stdout: &strings.Builder{},
		WriteFile: func(_ string, content []byte) error { written = string(content); return nil },
	})
	closeHost(t, host)
	check(t, written, "[]\n")
}

func TestGitLabReportThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	full := errors.New("no space left on device")
	host := workflow.Detect(workflow.Environment{
		Getenv: getenv(inGitLab, "PAGEWRIGHT_CODE_QUALITY", "quality.json"), Stdout: &strings.Builder{},
		WriteFile: func(string, []byte) error { return full },
	})
	if err := host.Close(); !errors.Is(err, full) || !strings.Contains(err.Error(), "PAGEWRIGHT_CODE_QUALITY") {
		t.Errorf("got the error %v, want one that names the setting and the cause", err)
	}
}

func TestGitLabRepository(t *testing.T) {
	t.Parallel()
	host, _ := start(t, inGitLab)
	check(t, host.Name(), "GitLab CI")
	check(t, host.Repository().Root, "/builds/group/sub/docs")
	check(t, host.Repository().Permalink("main.go"), "https://gitlab.com/group/sub/docs/-/blob/abc123/main.go")
}

func TestBitbucket(t *testing.T) {
	t.Parallel()
	host, out := start(t, map[string]string{
		"BITBUCKET_BUILD_NUMBER":   "7",
		"BITBUCKET_REPO_FULL_NAME": "team/docs",
		"BITBUCKET_COMMIT":         "abc123",
		"BITBUCKET_CLONE_DIR":      "/opt/atlassian/pipelines/agent/build",
	})
	host.Group("Pages")()
	host.Annotate(workflow.Annotation{Level: workflow.Warning, File: "a.md", Message: "Empty."})
	check(t, out.String(), "\x1b[1mPages\x1b[0m\n\x1b[33ma.md: warning: Empty.\x1b[0m\n")
	check(t, host.Name(), "Bitbucket Pipelines")
	check(t, host.Repository().Root, "/opt/atlassian/pipelines/agent/build")
	check(t, host.Repository().Permalink("main.go"), "https://bitbucket.org/team/docs/src/abc123/main.go")
}
