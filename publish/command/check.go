package command

import (
	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
)

func (i *invocation) check() *cobra.Command {
	command := &cobra.Command{
		Use:        "check [DOCS...]",
		Short:      "render every document and check links, images, titles; needs no Confluence",
		SuggestFor: []string{"lint", "validate", "verify", "test"},
		Example: `pagewright check
      every document in the folder docs
pagewright check handbook README.md --fail-on warning
      a folder and a file; a dead link is a failure
pagewright check docs --sarif problems.sarif
      the problems as a file that code scanning reads`,
		RunE: i.inMode(settings.Check),
	}
	i.takeDocuments(command, documents{
		groups:  []settings.Group{settings.Documents, settings.Pages, settings.Rendering, settings.Output},
		also:    []string{"fail-on"},
		without: []string{"sibling-order", "kroki-url", "diagrams", "diagram-source"},
	})
	command.Flags().Lookup("verbose").Hidden = true // there are no requests
	return command
}
