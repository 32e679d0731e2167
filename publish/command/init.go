package command

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/setup"
)

func (i *invocation) init() *cobra.Command {
	return &cobra.Command{
		Use:        "init",
		Short:      "write pagewright.yaml and a workflow for the CI host at hand; overwrites nothing",
		SuggestFor: []string{"setup", "config", "configure", "new", "create"},
		Example: `pagewright init
      in the repository with the documents`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			workingDir, err := os.Getwd()
			if err != nil {
				return err
			}
			return setup.Run(command.Context(), workingDir, i.process.Getenv, i.process.Stdout)
		},
	}
}
