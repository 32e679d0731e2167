package command

import (
	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/settings"
)

func (i *invocation) doctor() *cobra.Command {
	command := &cobra.Command{
		Use:        "doctor [DOCS...]",
		Short:      "try the way into Confluence step by step, read-only, and name the remedy for each failure",
		SuggestFor: []string{"diagnose", "login", "auth", "whoami", "ping", "debug"},
		Example: `pagewright doctor
      with the settings of the environment
pagewright doctor --url https://example.atlassian.net --space DOCS --token-file token
      with a token from a file
pagewright doctor --orphans delete
      the scopes that deleting needs, too`,
		RunE: func(command *cobra.Command, args []string) error {
			if err := i.readSettings(command, args, ""); err != nil {
				return err
			}
			return i.diagnose(command)
		},
	}
	i.takeDocuments(command, documents{
		groups: []settings.Group{settings.Where, settings.Access},
		also:   []string{"orphans", "max-requests-per-second", "timeout", "patience"},
	})
	command.Flags().Bool("json", false, "Print the diagnosis as JSON.")
	inGroup(command, settings.Output, "json")
	return command
}

func (i *invocation) diagnose(command *cobra.Command) (err error) {
	i.tellForeign()
	asJSON, _ := command.Flags().GetBool("json")
	if asJSON {
		i.out.to = i.process.Stderr // for whatever else there is to say
		i.code, err = publish.Doctor(command.Context(), i.settings, i.world, i.process.Stdout, true)
		return err
	}
	i.code, err = publish.Doctor(command.Context(), i.settings, i.world, i.out, false)
	return err
}
