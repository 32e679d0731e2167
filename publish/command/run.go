package command

import (
	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// run checks, plans or publishes, as the mode says.
func (i *invocation) run(command *cobra.Command) error {
	if i.settings.Mode != settings.Check {
		i.tellForeign()
	}
	i.world.Repair, _ = command.Flags().GetBool("repair")
	told := publish.Run(command.Context(), i.settings, i.world)
	if told.URL != "" && !i.world.Quiet {
		i.host.Log("%s", told.URL)
	}
	i.code = told.ExitCode()
	if detailed, _ := command.Flags().GetBool("detailed-exitcode"); detailed && told.Changes() {
		i.code = report.ExitChanges
	}
	return nil
}

// inMode runs a command that is a mode.
func (i *invocation) inMode(mode settings.Mode) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		if err := i.readSettings(command, args, mode); err != nil {
			return err
		}
		return i.run(command)
	}
}
