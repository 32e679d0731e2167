package workflow

import (
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/sethvargo/go-githubactions"
)

// github speaks workflow commands:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
type github struct {
	printer
	environment Environment
	action      *githubactions.Action
	repository  Repository

	mu    sync.Mutex
	tally [Error + 1]tally
}

// tally counts the annotations of one level.
type tally struct {
	count int
	last  Annotation // the one that is held back until it is known how many follow it
}

const (
	// The runner drops what comes after the tenth annotation of a level in a step:
	// https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs (_maxCountPerIssueType).
	annotationsPerLevel = 10
	// It cuts a message there, in the middle of a word (same file, _maxIssueMessageLength).
	messageLimit = 4096
	// https://docs.github.com/rest/checks/runs#create-a-check-run, output.annotations.title.
	titleLimit = 255
	// A larger summary is not shown at all:
	// https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs (AttachmentSizeLimit).
	summaryLimit = 1 << 20
)

func newGitHub(environment Environment) *github {
	kind := forge.GitHub
	if environment.Getenv("GITEA_ACTIONS") == "true" || environment.Getenv("FORGEJO_ACTIONS") == "true" {
		kind = forge.Gitea
	}
	g := &github{
		environment: environment,
		repository: Repository{
			Forge:  kind,
			Commit: environment.Getenv("GITHUB_SHA"),
			Root:   environment.Getenv("GITHUB_WORKSPACE"),
		},
	}
	g.action = githubactions.New(githubactions.WithWriter(g.command(environment.Stdout)), githubactions.WithGetenv(environment.Getenv))
	g.redactor.Announce = g.action.AddMask
	if server, name := environment.Getenv("GITHUB_SERVER_URL"), environment.Getenv("GITHUB_REPOSITORY"); server != "" && name != "" {
		g.repository.URL = strings.TrimSuffix(server, "/") + "/" + name
	}
	return g
}

func (g *github) Name() string { return "GitHub Actions" }

func (g *github) Annotate(a Annotation) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := &g.tally[a.Level]
	t.count++
	switch {
	case t.count < annotationsPerLevel:
		g.issue(a, "")
	case t.count == annotationsPerLevel:
		t.last = a
	default:
		g.print(g.environment.Stdout, plain, a.String())
	}
}

func (g *github) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for level := range g.tally {
		t := &g.tally[level]
		if t.count < annotationsPerLevel {
			continue
		}
		g.issue(t.last, remainder(Level(level), t.count-annotationsPerLevel))
		*t = tally{}
	}
	return nil
}

func remainder(level Level, more int) string {
	switch more {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("\n\n1 more %s is in the log of this step.", level)
	}
	return fmt.Sprintf("\n\n%d more %ss are in the log of this step.", more, level)
}

func (g *github) issue(a Annotation, remainder string) {
	message := cutMessage(g.clean(a.Message), messageLimit-len(remainder)) + remainder
	fields := map[string]string{}
	if a.Title != "" {
		fields["title"] = cutMessage(g.clean(a.Title), titleLimit)
	}
	if a.File != "" {
		fields["file"] = g.redact(withoutControls(a.File))
		if a.Line > 0 {
			fields["line"] = fmt.Sprint(a.Line)
			if a.Column > 0 {
				fields["col"] = fmt.Sprint(a.Column)
			}
		}
	}
	speak := g.action.WithFieldsMap(fields)
	switch a.Level {
	case Error:
		speak.Errorf("%s", message)
	case Warning:
		speak.Warningf("%s", message)
	default:
		speak.Noticef("%s", message)
	}
}

func (g *github) Log(format string, args ...any) {
	g.printf(g.environment.Stdout, g.environment.Colour == Always, format, args)
}

func (g *github) Group(title string) (end func()) {
	g.action.Group(g.oneLine(title))
	return sync.OnceFunc(g.action.EndGroup)
}

// Mask tells the runner, which masks each line of a secret that has several, and masks here what is written to files.
func (g *github) Mask(secret string) {
	if strings.TrimSpace(secret) == "" {
		return
	}
	g.action.AddMask(secret)
	g.redactor.Add(secret)
}

func (g *github) Summary(markdown string) error {
	path := g.environment.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return nil
	}
	room := summaryLimit - 1 // the line end that follows
	if info, err := os.Stat(path); err == nil {
		room -= int(info.Size())
	}
	markdown = CutMarkdown(g.redact(markdown), room)
	if markdown == "" {
		return nil
	}
	return try("write the job summary", func() { g.action.AddStepSummary(markdown) })
}

// Output does not use the library's SetOutput, whose delimiter is a fixed text: a value that holds it would end early, and
// what follows would be read as further outputs.
func (g *github) Output(name, value string) error {
	if g.environment.Getenv("GITHUB_OUTPUT") == "" {
		return nil
	}
	value = g.redact(value)
	delimiter := "END"
	for strings.Contains(value, delimiter) {
		delimiter += "_END"
	}
	return try("write the output "+name, func() {
		g.action.IssueFileCommand(&githubactions.Command{
			Name:    "output",
			Message: name + "<<" + delimiter + "\n" + value + "\n" + delimiter,
		})
	})
}

// Input does not use the library's GetInput, which takes away the space at the end of a title's prefix.
func (g *github) Input(name string) string {
	return g.action.Getenv("INPUT_" + strings.ToUpper(strings.ReplaceAll(name, " ", "_")))
}

func (g *github) Repository() Repository { return g.repository }

func (g *github) Job() Job { return githubJob(g.environment.Getenv) }

// try turns the panic with which the library reports a failed write into an error.
func try(what string, write func()) (err error) {
	defer func() {
		if failure := recover(); failure != nil {
			cause, ok := failure.(error)
			if !ok {
				panic(failure)
			}
			err = fmt.Errorf("%s: %w", what, cause)
		}
	}()
	write()
	return nil
}
