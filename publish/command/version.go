package command

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

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
