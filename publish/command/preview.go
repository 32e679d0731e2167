package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/preview"
	"github.com/pagewright/pagewright/publish/settings"
)

const ofPreview settings.Group = "The preview"

func (i *invocation) preview() *cobra.Command {
	command := &cobra.Command{
		Use:        "preview [DOCS...]",
		Short:      "publish to an embedded Confluence and show the pages in a browser",
		SuggestFor: []string{"serve", "watch", "show", "view", "render", "build"},
		Example: `pagewright preview docs --open
      in the browser, again after every change; Ctrl-C ends
pagewright preview docs --once
      publish, print the summary, end
pagewright preview docs --export site
      the pages as HTML that opens from disk`,
		RunE: i.runPreview,
	}
	i.takeDocuments(command, documents{
		groups:  []settings.Group{settings.Documents, settings.Pages, settings.Rendering, settings.Output},
		also:    []string{"fail-on"},
		without: []string{"sibling-order"},
	})
	flags := command.Flags()
	flags.Bool("once", false, "Publish, print the summary, and end.")
	flags.Bool("open", false, "Open the pages in the browser.")
	flags.String("export", "", "Write the pages to this folder as HTML that opens from disk, and end.")
	flags.String("listen", "", "Address of the embedded Confluence, such as 127.0.0.1:8090; default: a free port.")
	takeHosts(command)
	inGroup(command, ofPreview, "once", "open", "export", "listen", "allow-host")
	takes(command, "export", "FOLDER")
	takes(command, "listen", "ADDRESS")
	return command
}

func (i *invocation) runPreview(command *cobra.Command, args []string) error {
	if err := i.readSettings(command, args, ""); err != nil {
		return err
	}
	options := preview.Options{Export: flagText(command, "export"), Out: i.out}
	var err error
	if options.AllowHosts, err = allowedHosts(command); err != nil {
		return err
	}
	if options.Listen, err = address(command); err != nil {
		return err
	}
	options.Once, _ = command.Flags().GetBool("once")
	if open, _ := command.Flags().GetBool("open"); open {
		if options.Once && options.Export == "" {
			return fmt.Errorf("%w: --open has nothing to open with --once, which ends when the pages are published: leave one of them out", settings.ErrUsage)
		}
		options.Open = func(address string) { i.browse(command.Context(), address) }
	}
	i.code, err = preview.Run(command.Context(), i.settings, i.world, options)
	return err
}

// browse opens an address. Where that fails, the address has been printed.
func (i *invocation) browse(ctx context.Context, address string) {
	if i.process.Browse != nil {
		_ = i.process.Browse(ctx, address)
	}
}
