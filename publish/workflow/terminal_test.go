package workflow_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/workflow"
)

func TestTerminalKeepsProgressAndProblemsApart(t *testing.T) {
	t.Parallel()
	var out, errs strings.Builder
	host := workflow.Detect(workflow.Environment{Getenv: getenv(nil), Stdout: &out, Stderr: &errs})
	host.Mask("pin")
	host.Mask("hunter2")
	end := host.Group("Pages")
	host.Log("created %s with a pin and hunter2", "A page")
	end()
	host.Annotate(workflow.Annotation{Level: workflow.Error, Title: "Dead link", File: "docs/a.md", Line: 3, Column: 5, Message: "There is no hunter2.md.\n"})
	host.Annotate(workflow.Annotation{Level: workflow.Notice, Message: "Nothing changed."})
	noError(t, host.Summary("# Published"))
	noError(t, host.Output("created", "1"))
	closeHost(t, host)

	check(t, out.String(), "Pages\ncreated A page with a pin and ***\n")
	check(t, errs.String(), "docs/a.md:3:5: error: Dead link: There is no ***.md.\nnotice: Nothing changed.\n")
	check(t, host.Input("url"), "")
	check(t, host.TakesInputs(), false)
	check(t, len(host.Inputs([]string{"INPUT_URL=https://x.example.com"})), 0)
	check(t, host.Name(), "terminal")
}

func TestFileNamesStayOnTheirLine(t *testing.T) {
	t.Parallel()
	var errs strings.Builder
	host := workflow.Detect(workflow.Environment{Getenv: getenv(nil), Stdout: &strings.Builder{}, Stderr: &errs})
	host.Annotate(workflow.Annotation{Level: workflow.Warning, File: "docs/a\n3 pages: 3 created\r\u2028b.md", Line: 3, Message: "Dead."})
	closeHost(t, host)
	check(t, errs.String(), "docs/a 3 pages: 3 created  b.md:3: warning: Dead.\n")
}

func TestTerminalColours(t *testing.T) {
	t.Parallel()
	coloured := "\x1b[1mPages\x1b[0m\ncreated\n\x1b[33mwarning: Empty.\x1b[0m\n"
	colourless := "Pages\ncreated\nwarning: Empty.\n"
	for name, test := range map[string]struct {
		mode os.FileMode
		env  []string
		want string
	}{
		"a terminal":               {os.ModeDevice | os.ModeCharDevice, nil, coloured},
		"a pipe":                   {os.ModeNamedPipe, nil, colourless},
		"a terminal with NO_COLOR": {os.ModeDevice | os.ModeCharDevice, []string{"NO_COLOR", "1"}, colourless},
		"a dumb terminal":          {os.ModeDevice | os.ModeCharDevice, []string{"TERM", "dumb"}, colourless},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			screen := &screen{mode: test.mode}
			host := workflow.Detect(workflow.Environment{Getenv: getenv(nil, test.env...), Stdout: screen, Stderr: screen})
			host.Group("Pages")
			host.Log("created")
			host.Annotate(workflow.Annotation{Level: workflow.Warning, Message: "Empty."})
			check(t, screen.String(), test.want)
		})
	}
}

// screen is a standard output whose kind can be chosen.
type screen struct {
	strings.Builder
	mode os.FileMode
}

func (s *screen) Stat() (os.FileInfo, error) { return screenInfo{s.mode}, nil }

type screenInfo struct{ mode os.FileMode }

func (screenInfo) Name() string        { return "stdout" }
func (screenInfo) Size() int64         { return 0 }
func (i screenInfo) Mode() fs.FileMode { return i.mode }
func (screenInfo) ModTime() time.Time  { return time.Time{} }
func (screenInfo) IsDir() bool         { return false }
func (screenInfo) Sys() any            { return nil }
