package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

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
	_, _, colour, _ := i.behavior(command)
	i.speak(colour)
	if i.host.TakesInputs() || i.process.Getenv(variable("mode")) != "" {
		return true
	}
	from, err := i.sources(command)
	return err == nil && settings.FileSets(from, "mode")
}
