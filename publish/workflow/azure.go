package workflow

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
)

// Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/build/variables.
var azure = known{
	recognized: func(getenv func(string) string) bool { return strings.EqualFold(getenv("TF_BUILD"), "true") },
	place: func(getenv func(string) string) place {
		repository := repositoryAt(getenv("BUILD_REPOSITORY_URI"), azureProviders[getenv("BUILD_REPOSITORY_PROVIDER")])
		repository.Commit, repository.Root = hash(getenv("BUILD_SOURCEVERSION")), getenv("BUILD_SOURCESDIRECTORY")
		p := place{
			name:        "Azure Pipelines",
			repository:  repository,
			job:         Job{Workflow: joined(getenv("BUILD_DEFINITIONNAME"), getenv("BUILD_SOURCEBRANCH")), Number: number(getenv("BUILD_BUILDID"))},
			pullRequest: getenv("SYSTEM_PULLREQUEST_PULLREQUESTID") != "",
		}
		if collection, project, id := getenv("SYSTEM_COLLECTIONURI"), getenv("SYSTEM_TEAMPROJECT"), getenv("BUILD_BUILDID"); collection != "" && project != "" && id != "" {
			p.job.URL = strings.TrimSuffix(collection, "/") + "/" + url.PathEscape(project) + "/_build/results?buildId=" + id
		}
		return p
	},
	speaker: newAzureLog,
}

// azureProviders are the values of Build.Repository.Provider whose addresses do not tell the service.
var azureProviders = map[string]forge.Kind{
	"TfsGit": forge.AzureDevOps, "GitHub": forge.GitHub, "GitHubEnterprise": forge.GitHub, "Bitbucket": forge.Bitbucket,
}

// azureLog speaks logging commands: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
type azureLog struct {
	printer
	environment Environment
	limit       limit
}

// azureIssues of a type are shown for a step:
// https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Agent.Worker/ExecutionContext.cs (_maxIssueCount).
const azureIssues = 10

func newAzureLog(environment Environment) Speaker {
	a := &azureLog{environment: environment}
	a.limit.most, a.limit.show, a.limit.inLog = azureIssues, a.issue, a.line
	a.redactor.Announce = func(mask string) { a.say("task.setsecret", nil, mask) }
	return a
}

// Annotate has no command for a notice.
func (a *azureLog) Annotate(annotation Annotation) {
	if annotation.Level == Notice {
		a.line(annotation)
		return
	}
	a.limit.annotate(annotation)
}

func (a *azureLog) Close() error {
	a.limit.close()
	return nil
}

func (a *azureLog) line(annotation Annotation) {
	a.print(a.environment.Stdout, plain, annotation.String())
}

// issue repeats the place in the message, for the log shows nothing else.
func (a *azureLog) issue(annotation Annotation, addition string) {
	properties := []property{{"type", annotation.Level.String()}}
	if annotation.File != "" {
		properties = append(properties, property{"sourcepath", inert(onOneLine(a.redact(withoutControls(annotation.File))))})
		if annotation.Line > 0 {
			properties = append(properties, property{"linenumber", fmt.Sprint(annotation.Line)})
			if annotation.Column > 0 {
				properties = append(properties, property{"columnnumber", fmt.Sprint(annotation.Column)})
			}
		}
	}
	a.say("task.logissue", properties, inert(a.clean(annotation.place()+annotation.titled()))+addition)
}

func (a *azureLog) Log(format string, args ...any) {
	a.print(a.environment.Stdout, plain, fmt.Sprintf(format, args...))
}

func (a *azureLog) Group(title string) (end func()) {
	a.write("##[group]" + inert(a.oneLine(title)))
	return sync.OnceFunc(func() { a.write("##[endgroup]") })
}

func (a *azureLog) Mask(secret string) {
	if strings.TrimSpace(secret) == "" {
		return
	}
	a.say("task.setsecret", nil, secret)
	a.redactor.Add(secret)
}

// Summary leaves the file to the agent, which reads it after the step and clears the folder after the job.
func (a *azureLog) Summary(markdown string) error {
	folder := a.environment.Getenv("AGENT_TEMPDIRECTORY")
	if folder == "" {
		return nil
	}
	file, err := os.CreateTemp(folder, "pagewright-*.md")
	if errors.Is(err, fs.ErrNotExist) { // in a container that the agent did not start
		return nil
	}
	if err == nil {
		_, err = io.WriteString(file, a.redact(markdown))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return fmt.Errorf("write the summary: %w", err)
	}
	a.say("task.uploadsummary", nil, file.Name())
	return nil
}

// Output sets an output variable of the step. The names of variables have no dashes.
func (a *azureLog) Output(name, value string) error {
	a.say("task.setvariable", []property{{"variable", strings.ReplaceAll(name, "-", "_")}, {"isoutput", "true"}}, a.redact(withoutControls(value)))
	return nil
}

type property struct{ name, value string }

// azureEscapes are what the agent undoes:
// https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/CommandStringConvertor.cs.
var azureEscapes = strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A", "]", "%5D", ";", "%3B")

func (a *azureLog) say(command string, properties []property, message string) {
	var line strings.Builder
	line.WriteString("##vso[" + command)
	for i, p := range properties {
		line.WriteString([]string{" ", ";"}[min(i, 1)] + p.name + "=" + azureEscapes.Replace(p.value))
	}
	line.WriteString("]" + azureEscapes.Replace(message))
	a.write(line.String())
}

func (a *azureLog) write(line string) {
	_, _ = io.WriteString(a.command(a.environment.Stdout), line+"\n")
}
