package workflow

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/sethvargo/go-githubactions"
)

// GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/variables.
var gitHub = known{
	recognized: isSet("GITHUB_ACTIONS", "true"),
	place:      gitHubPlace,
	speaker:    func(environment Environment) Speaker { return newGitHubLog(environment) },
}

func gitHubPlace(getenv func(string) string) place {
	p := place{
		name:        "GitHub Actions",
		repository:  Repository{Forge: forge.GitHub, Commit: getenv("GITHUB_SHA"), Root: getenv("GITHUB_WORKSPACE")},
		job:         Job{Number: number(getenv("GITHUB_RUN_NUMBER"))},
		pullRequest: IsPullRequest(getenv),
		inputs:      gitHubInputs(getenv),
	}
	p.job.Workflow = cmp.Or(getenv("GITHUB_WORKFLOW_REF"), joined(getenv("GITHUB_WORKFLOW"), getenv("GITHUB_REF")))
	if server, name := strings.TrimSuffix(getenv("GITHUB_SERVER_URL"), "/"), getenv("GITHUB_REPOSITORY"); server != "" && name != "" {
		p.repository.URL = server + "/" + name
		if id := getenv("GITHUB_RUN_ID"); id != "" {
			p.job.URL = p.repository.URL + "/actions/runs/" + id
		}
	}
	return p
}

// gitHubInputs are variables:
// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs. The library's GetInput
// will not do: it takes away the space at the end of a title's prefix.
type gitHubInputs func(variable string) string

const inputPrefix = "INPUT_"

func (getenv gitHubInputs) value(name string) string {
	return getenv(inputPrefix + strings.ToUpper(strings.ReplaceAll(name, " ", "_")))
}

func (gitHubInputs) names(variables []string) []string {
	var names []string
	for _, variable := range variables {
		name, value, _ := strings.Cut(variable, "=")
		if input, is := strings.CutPrefix(name, inputPrefix); is && value != "" {
			names = append(names, strings.ToLower(input))
		}
	}
	return names
}

// Unreviewed returns the name of the event by which a run has secrets though what it checks out may be anybody's; "" for
// others: https://docs.github.com/actions/reference/security/securely-using-pull_request_target.
func Unreviewed(getenv func(string) string) string {
	if event := getenv("GITHUB_EVENT_NAME"); getenv("GITHUB_ACTIONS") == "true" && (event == "pull_request_target" || event == "workflow_run") {
		return event
	}
	return ""
}

// IsPullRequest reports whether the run was started by a change that is not merged yet, as GitHub Actions and the hosts
// that follow it name the event: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows.
func IsPullRequest(getenv func(string) string) bool {
	if getenv("GITHUB_ACTIONS") != "true" {
		return false
	}
	switch getenv("GITHUB_EVENT_NAME") {
	case "pull_request", "pull_request_target":
		return true
	}
	return false
}

// OwnFolder is the folder of the workspace for files that later steps read.
const OwnFolder = ".pagewright"

var notInFileName = regexp.MustCompile(`[^\w-]+`)

// SummaryFile is where a step of GitHub Actions leaves its summary for later steps: in the workspace, the one folder that
// an action in a container shares with them, by a path that holds on both sides. It is "" elsewhere.
func SummaryFile(getenv func(string) string, workingDir string) string {
	workspace := getenv("GITHUB_WORKSPACE")
	if getenv("GITHUB_ACTIONS") != "true" || workspace == "" {
		return ""
	}
	name := "summary"
	if step := strings.Trim(notInFileName.ReplaceAllString(getenv("GITHUB_ACTION"), "-"), "-_"); step != "" {
		name += "-" + step
	}
	path := filepath.Join(OwnFolder, name+".md")
	if below, err := filepath.Rel(workspace, workingDir); err != nil || below != "." {
		path = filepath.Join(workspace, path)
	}
	return filepath.ToSlash(path)
}

// gitHubLog speaks workflow commands:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
type gitHubLog struct {
	printer
	environment Environment
	action      *githubactions.Action
	limit       limit
}

const (
	// The runner drops what comes after the tenth annotation of a level in a step:
	// https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs (_maxCountPerIssueType).
	gitHubAnnotations = 10
	// It cuts a message there, in the middle of a word (same file, _maxIssueMessageLength).
	messageLimit = 4096
	// https://docs.github.com/rest/checks/runs#create-a-check-run, output.annotations.title.
	titleLimit = 255
	// A larger summary is not shown at all:
	// https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs (AttachmentSizeLimit).
	summaryLimit = 1 << 20
)

func newGitHubLog(environment Environment) *gitHubLog {
	g := &gitHubLog{environment: environment}
	g.limit.most, g.limit.show, g.limit.inLog = gitHubAnnotations, g.issue, func(a Annotation) {
		g.print(environment.Stdout, plain, a.String())
	}
	g.action = githubactions.New(githubactions.WithWriter(g.command(environment.Stdout)), githubactions.WithGetenv(environment.Getenv))
	g.redactor.Announce = g.action.AddMask
	return g
}

func (g *gitHubLog) Annotate(a Annotation) { g.limit.annotate(a) }

func (g *gitHubLog) Close() error {
	g.limit.close()
	return nil
}

func (g *gitHubLog) issue(a Annotation, addition string) {
	message := cutMessage(g.clean(a.Message), messageLimit-len(addition)) + addition
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

func (g *gitHubLog) Log(format string, args ...any) {
	g.printf(g.environment.Stdout, g.environment.Colour == Always, format, args)
}

func (g *gitHubLog) Group(title string) (end func()) {
	g.action.Group(g.oneLine(title))
	return sync.OnceFunc(g.action.EndGroup)
}

// Mask tells the runner, which masks each line of a secret that has several, and masks here what is written to files.
func (g *gitHubLog) Mask(secret string) {
	if strings.TrimSpace(secret) == "" {
		return
	}
	g.action.AddMask(secret)
	g.redactor.Add(secret)
}

func (g *gitHubLog) Summary(markdown string) error {
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
func (g *gitHubLog) Output(name, value string) error {
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
