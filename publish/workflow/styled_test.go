package workflow_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/workflow"
)

func TestPiecesOfLinesHaveColoursAndDocumentsHaveNone(t *testing.T) {
	t.Parallel()
	// What a document says may hold the marks of pieces, sequences of terminals and commands.
	document := "\uFDD1green\uFDD7 \x1b[31mred \u202e::error::x"
	for name, test := range map[string]struct {
		colour workflow.Colour
		env    []string
		want   string
	}{
		"always":            {workflow.Always, nil, "\x1b[32mcreated  \x1b[0mgreen [31mred \u202e::error::x \"q\"\n\x1b[31m-old\x1b[0m\n\x1b[31m-er\x1b[0m\x1b[32m+new\x1b[0m\n"},
		"auto, no terminal": {workflow.Auto, nil, "created  green [31mred \u202e::error::x \"q\"\n-old\n-er+new\n"},
		"never, on a CI":    {workflow.Never, []string{"GITLAB_CI", "true"}, "created  green [31mred \u202e::error::x \"q\"\n-old\n-er+new\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			host := workflow.Detect(workflow.Environment{Getenv: getenv(nil, test.env...), Stdout: &out, Stderr: &out, Colour: test.colour})
			host.Log("%-9s%s %q", workflow.Good("created"), document, "q")
			host.Log("%s", workflow.Line{workflow.Bad("-old\n-er"), workflow.Good("+new")})
			check(t, out.String(), test.want)
		})
	}
}

func TestStyledTextIsPlainElsewhere(t *testing.T) {
	t.Parallel()
	check(t, workflow.Bad("failed").String(), "failed")
	check(t, workflow.Line{workflow.Bad("a"), workflow.Good("b")}.String(), "ab")
	check(t, workflow.Dress(func(text string) string { return strings.ReplaceAll(text, "hunter2", "***") }, false, "%s\n::error::", workflow.Good("hunter2")), "***\n| ::error::")
	redact := func(text string) string { return strings.ReplaceAll(text, "hunter2", "***") }
	for want, line := range map[string]workflow.Line{ // nothing is put together again across pieces
		"***":          {workflow.Bad("hun"), workflow.Good("ter2")},
		"## [error]x":  {workflow.Bad("##"), workflow.Good("[error]x")},
		"| ::error::x": {workflow.Bad(":"), workflow.Good(":error::x")},
		"| --- x":      {workflow.Bad("--"), workflow.Good("- x")},
	} {
		for _, coloured := range []bool{true, false} {
			check(t, workflow.Dress(redact, coloured, "%s", line), want)
		}
	}
	var out strings.Builder
	host := workflow.Detect(workflow.Environment{Getenv: getenv(nil, "GITHUB_ACTIONS", "true"), Stdout: &out, Stderr: &out})
	host.Log("%s", workflow.Good("created"))
	check(t, out.String(), "created\n")
}

func TestQuietHostsShowErrorsAndTheLastLine(t *testing.T) {
	t.Parallel()
	var out, errs strings.Builder
	host := workflow.Quiet(workflow.Detect(workflow.Environment{Getenv: getenv(nil), Stdout: &out, Stderr: &errs}))
	host.Group("Pages")()
	host.Log("created %s", "A")
	host.Annotate(workflow.Annotation{Level: workflow.Warning, Message: "Empty."})
	host.Annotate(workflow.Annotation{Level: workflow.Error, Message: "Dead."})
	host.Log("%d page", 1)
	closeHost(t, host)
	check(t, out.String(), "1 page\n")
	check(t, errs.String(), "error: Dead.\n")
}
