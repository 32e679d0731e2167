package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
)

// noArguments refuses words after a command that takes none.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: %s takes no arguments, but there is %q", settings.ErrUsage, command.Name(), args[0])
	}
	return nil
}
