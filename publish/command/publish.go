package command

import (
	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
)

func (i *invocation) publish() *cobra.Command {
	command := &cobra.Command{
		Use:        "publish [DOCS...]",
		Short:      "publish the documents to Confluence",
		SuggestFor: []string{"deploy", "sync", "push", "upload", "run", "apply", "docs"},
		Example: `export CONFLUENCE_USER=me@example.com CONFLUENCE_TOKEN=…
pagewright publish docs --url https://example.atlassian.net --space DOCS
      below the space's home page
pagewright publish docs --parent Handbook --orphans archive
      below the page Handbook; pages whose document is gone are archived
pagewright publish docs --repair
      put back what was changed by hand`,
		RunE: i.inMode(settings.Publish),
	}
	i.takeDocuments(command, documents{groups: settings.Groups})
	takeRepair(command)
	return command
}

func takeRepair(command *cobra.Command) {
	command.Flags().Bool("repair", false, "Read everything, put back what was changed by hand, and rebuild a lost record.")
	inGroup(command, settings.ExistingPages, "repair")
}
