package command

import (
	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
)

func (i *invocation) plan() *cobra.Command {
	command := &cobra.Command{
		Use:        "plan [DOCS...]",
		Short:      "show what publish would do, and why; writes nothing",
		SuggestFor: []string{"diff", "dry-run", "dryrun", "status", "changes"},
		Example: `pagewright plan docs
      what publish would do, with what readers of each page would see changed
pagewright plan docs --detailed-exitcode
      exit code 4 where there are changes
pagewright plan docs --summary plan.md
      the same as Markdown, for a comment`,
		RunE: i.inMode(settings.Plan),
	}
	i.takeDocuments(command, documents{groups: settings.Groups, without: []string{"message", "minor-edit"}})
	takeDetailedExitCode(command)
	return command
}

func takeDetailedExitCode(command *cobra.Command) {
	command.Flags().Bool("detailed-exitcode", false, "End with exit code 4 where there are changes.")
	inGroup(command, settings.Run, "detailed-exitcode")
}
