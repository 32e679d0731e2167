// Package command is what a command line becomes: a command with its flags, the settings that flags, inputs and the
// environment give it, one run, and an exit code. There is a file for each command. What enters is a [Process]; what leaves
// is written to its streams.
//
// The library is cobra. It is maintained by the same people as pflag, whose flags were here before; what kong does not
// bring along decides: completion for four shells, for commands, flags and values. Kong wants flags as the fields of a
// struct, and here they come from the table of package settings.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Process is what a call of the program touches.
type Process struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(variable string) string
	Environment    []string // NAME=VALUE, as os.Environ
	LookPath       func(program string) (string, error)
	Browse         func(ctx context.Context, address string) error // shows an address in the person's browser
	Version        string                                          // of Pagewright
	Commit         string                                          // that it was built from
}

// invocation is one call of the program.
type invocation struct {
	process  Process
	out      *standardOut
	host     workflow.Host
	world    publish.World
	settings settings.Settings
	code     int
}

// Run does what the arguments say, and returns the exit code: 0 done, 1 something failed, 2 wrong usage or settings, 3 no way
// in, 4 a plan with changes that was asked for them.
func Run(ctx context.Context, process Process) int {
	collectLate(process.Getenv)
	i := &invocation{process: process, out: &standardOut{process.Stdout}}
	i.world = publish.World{
		UserAgent: "pagewright/" + process.Version, Version: process.Version, Commit: process.Commit,
		Stdout: process.Stdout, LookPath: process.LookPath, Environment: process.Environment,
	}
	if err := i.root().ExecuteContext(ctx); err != nil {
		i.speak(workflow.Colour(process.Getenv(variable("color"))))
		i.code = publish.Fail(err, i.settings, i.world).ExitCode()
	}
	if i.host != nil {
		if err := i.host.Close(); err != nil {
			fmt.Fprintln(process.Stderr, i.host.Redactor().Text(err.Error()))
		}
	}
	return i.code
}

func init() { cobra.EnableCommandSorting = false } // help lists commands in the order in which people meet them

// root is the call without a command, with all commands below it.
func (i *invocation) root() *cobra.Command {
	root := i.byMode()
	root.AddCommand(i.check(), i.plan(), i.publish(), i.preview(), i.doctor(), i.sandbox(), i.init(), completion(), i.version())
	root.SetHelpCommand(i.help())
	root.InitDefaultHelpCmd()
	args := i.process.Args
	if len(args) > 0 && args[0] == "" { // an input of a workflow that is not set
		args = args[1:]
	}
	root.SetArgs(append([]string{}, args...))
	root.SetIn(i.process.Stdin)
	root.SetOut(i.process.Stdout)
	root.SetErr(i.process.Stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(i.showHelp)
	root.SetFlagErrorFunc(func(command *cobra.Command, err error) error {
		return fmt.Errorf("%w: %w; %s --help lists the flags", settings.ErrUsage, wrongFlag(err, command), command.CommandPath())
	})
	for _, command := range root.Commands() {
		command.DisableFlagsInUseLine = true
		command.Flags().BoolP("help", "h", false, "Show this help.")
		if command.Flags().Lookup("report") != nil {
			inGroup(command, settings.Output, "help")
		}
	}
	return root
}

// speak finds the host that the run speaks to, once.
func (i *invocation) speak(colour workflow.Colour) {
	if i.host == nil {
		i.host = workflow.Detect(workflow.Environment{Getenv: i.process.Getenv, Stdout: i.out, Stderr: i.process.Stderr, Colour: colour})
		i.world.Host = i.host
	}
}

// noArguments refuses words after a command that takes none.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: %s takes no arguments, but there is %q", settings.ErrUsage, command.Name(), args[0])
	}
	return nil
}

func (i *invocation) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print version, commit and Go",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(i.process.Stdout, "pagewright %s (commit %s, %s)\n", i.process.Version, i.process.Commit, runtime.Version())
			return err
		},
	}
}

// byMode is the call without a command: the setting mode chooses.
func (i *invocation) byMode() *cobra.Command {
	root := &cobra.Command{
		Use:   "pagewright",
		Short: "publish a repository's Markdown documents to Confluence",
		Args:  cobra.ArbitraryArgs,
	}
	root.Flags().BoolP("help", "h", false, "Show this help.")
	root.Flags().Bool("version", false, "Print version, commit and Go.")
	i.takeDocuments(root, documents{groups: settings.Groups, also: []string{"mode"}})
	takeRepair(root)
	takeDetailedExitCode(root)
	root.RunE = func(command *cobra.Command, args []string) error {
		if version, _ := command.Flags().GetBool("version"); version {
			return i.version().RunE(command, nil)
		}
		given := strings.Join(i.process.Args, "") != ""
		if given && !strings.HasPrefix(i.process.Args[0], "-") {
			return unknownCommand(i.process.Args[0], root)
		}
		if len(args) > 0 {
			if _, err := os.Stat(args[0]); errors.Is(err, os.ErrNotExist) && commandMeant(args[0], root) != "" {
				return unknownCommand(args[0], root)
			}
		}
		if !given && !i.isModeSet(command) {
			i.code = report.ExitUsage
			_, err := io.WriteString(i.process.Stderr, overview(root, i.page(i.process.Stderr)))
			return err
		}
		if err := i.readSettings(command, args, ""); err != nil {
			return err
		}
		if i.settings.Mode == settings.Doctor {
			return i.diagnose(command)
		}
		return i.run(command)
	}
	return root
}

// isModeSet reports whether a setting says what to do where no command does.
func (i *invocation) isModeSet(command *cobra.Command) bool {
	if i.process.Getenv("GITHUB_ACTIONS") == "true" || i.process.Getenv("PAGEWRIGHT_MODE") != "" {
		return true
	}
	_, _, colour, _ := i.manners(command)
	i.speak(colour)
	from, err := i.sources(command)
	return err == nil && settings.FileSets(from, "mode")
}
