package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/workflow"
)

// documents says which settings a command that takes documents has a use for: those of whole groups, and some besides. It
// takes the others too, so that a script can give the same flags to several commands, and does not show them in its help.
type documents struct {
	groups  []settings.Group
	also    []string
	without []string
}

func (d documents) use(setting settings.Setting) bool {
	if slices.Contains(d.without, setting.Name) {
		return false
	}
	return slices.Contains(d.also, setting.Name) || setting.Name != "mode" && slices.Contains(d.groups, setting.Group())
}

// takeDocuments gives a command the settings as flags, and how it tells what it does.
func (i *invocation) takeDocuments(command *cobra.Command, d documents) {
	flags := command.Flags()
	for _, setting := range settings.InGroups() {
		name := setting.Flag()
		flags.String(name, "", setting.Meaning)
		inGroup(command, setting.Group(), name)
		if setting.Kind() == settings.YesNo {
			flags.Lookup(name).NoOptDefVal = "true"
		}
		flags.Lookup(name).Hidden = !d.use(setting)
		completeValues(command, setting)
	}
	flags.Bool("quiet", false, "Show errors and the last line alone.")
	flags.Bool("verbose", false, "Show every request: method, path, status and time.")
	flags.String("color", "", "Colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
	inGroup(command, settings.Output, "quiet", "verbose", "color")
	takes(command, "color", "WHEN")
	complete(command, "color", colours)
}

var colours = []string{string(workflow.Auto), string(workflow.Always), string(workflow.Never)}

// behavior reads how a command is to speak: by a flag, else by the environment.
func (i *invocation) behavior(command *cobra.Command) (quiet, verbose bool, colour workflow.Colour, err error) {
	flags := command.Flags()
	yes := func(name string) bool {
		if flags.Changed(name) {
			set, _ := flags.GetBool(name)
			return set
		}
		return slices.Contains([]string{"true", "yes", "on", "1"}, strings.ToLower(i.process.Getenv(variable(name))))
	}
	where, text := "--color", flagText(command, "color")
	if text == "" {
		where, text = "environment variable "+variable("color"), i.process.Getenv(variable("color"))
	}
	quiet, verbose, colour = yes("quiet"), yes("verbose"), workflow.Auto
	if quiet && verbose && flags.Changed("quiet") != flags.Changed("verbose") { // a flag beats the environment
		quiet, verbose = flags.Changed("quiet"), flags.Changed("verbose")
	}
	switch {
	case quiet && verbose:
		err = fmt.Errorf("%w: quiet and verbose are both set: give one of them", settings.ErrUsage)
	case text != "" && !slices.Contains(colours, text):
		err = fmt.Errorf("%w: %s: %q is not one of %s%s", settings.ErrUsage, where, text, strings.Join(colours, ", "), settings.DidYouMean(text, colours))
	case text != "":
		colour = workflow.Colour(text)
	}
	return quiet, verbose, colour, err
}

// readSettings finds the host, and reads the settings of a command that stands for a mode, or for none ("").
func (i *invocation) readSettings(command *cobra.Command, args []string, mode settings.Mode) error {
	quiet, verbose, colour, err := i.behavior(command)
	i.speak(colour)
	if err != nil {
		return err
	}
	if quiet {
		i.host = workflow.Quiet(i.host)
	}
	i.world.Host, i.world.Quiet, i.world.Verbose = i.host, quiet, verbose
	from, err := i.sources(command)
	if err != nil {
		return err
	}
	from.Command, from.IgnoresMode, from.Arguments = mode, mode == "" && command.HasParent(), args
	read, notices, err := settings.Read(from)
	publish.KeepSecrets(read, i.host)
	i.settings = read
	if read.TakesStdout() {
		i.out.to = i.process.Stderr
	}
	i.world.Colour = colour.On(i.out, i.process.Getenv)
	for _, notice := range notices {
		i.host.Annotate(workflow.Annotation{Level: workflow.Notice, Title: "Setting given twice", Message: notice})
	}
	i.tellMisnamed()
	if err = errors.Join(err, settings.MisnamedInputs(i.host.Inputs(i.process.Environment))); err != nil {
		return err
	}
	i.world.WorkingDir = read.In(i.world.WorkingDir)
	return wrongDocuments(command, args)
}

// sources are the places that settings come from.
func (i *invocation) sources(command *cobra.Command) (settings.Sources, error) {
	workingDir, err := os.Getwd()
	i.world.WorkingDir = workingDir
	return settings.Sources{
		Flag:        func(name string) string { return flagText(command, name) },
		Input:       i.host.Input,
		Environment: i.process.Getenv,
		Default:     i.standard,
		ReadFile:    i.readGiven,
		Stat:        os.Stat,
		Exists:      exists,
		WorkingDir:  workingDir,
		CheckRoot:   confluence.CheckAPIRoot,
		CheckURL:    confluence.CheckAddress,
		Unreviewed:  func(folder string) string { return i.unreviewed(command.Context(), folder) },
	}, err
}

// unreviewed returns the event by which a folder may hold what nobody has reviewed though the run has secrets: not where the
// commit is checked out that the event stands for, which is in the repository.
func (i *invocation) unreviewed(ctx context.Context, folder string) string {
	event := workflow.Unreviewed(i.process.Getenv)
	if commit := i.host.Repository().Commit; event != "" && commit != "" && source.ReadCheckout(ctx, folder).Commit == commit {
		return ""
	}
	return event
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// standard gives defaults that the CI host knows better: what nobody has reviewed is planned, not published.
func (i *invocation) standard(name string) string {
	switch {
	case name == "mode" && workflow.IsPullRequest(i.process.Getenv):
		return string(settings.Plan)
	case name == "summary":
		return workflow.SummaryFile(i.process.Getenv, i.world.WorkingDir)
	}
	return ""
}

// readGiven reads a file that holds settings or a secret; -: standard input, if that is no keyboard, which would show it.
func (i *invocation) readGiven(name string) ([]byte, error) {
	if name != "-" {
		return os.ReadFile(name)
	}
	if i.process.Stdin == nil {
		return nil, errors.New("there is no standard input")
	}
	if file, is := i.process.Stdin.(*os.File); is && term.IsTerminal(int(file.Fd())) {
		return nil, errors.New("standard input is a terminal, which would show it: lead it in from a file or a command")
	}
	return io.ReadAll(i.process.Stdin)
}

// tellMisnamed warns of variables whose names are almost right, and are not read.
func (i *invocation) tellMisnamed() {
	var names []string
	for _, entry := range i.process.Environment {
		if name, value, _ := strings.Cut(entry, "="); value != "" {
			names = append(names, name)
		}
	}
	for _, warning := range settings.MisnamedVariables(names, variable("quiet"), variable("verbose"), variable("color")) {
		i.host.Annotate(workflow.Annotation{Level: workflow.Warning, Title: "Unknown variable", Message: warning})
	}
}

// tellForeign says which variables of other tools may hold what the way into Confluence lacks.
func (i *invocation) tellForeign() {
	var names []string
	for _, entry := range i.process.Environment {
		name, _, _ := strings.Cut(entry, "=")
		names = append(names, name)
	}
	for _, notice := range i.settings.ForeignVariables(names) {
		i.host.Annotate(workflow.Annotation{Level: workflow.Notice, Title: "Variable of another tool", Message: notice})
	}
}
