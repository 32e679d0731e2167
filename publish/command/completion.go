package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func completion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print what makes a shell complete commands, flags and values: " + strings.Join(shells, ", "),
		Example: `source <(pagewright completion bash)
      in this shell; in all of them, from ~/.bashrc
pagewright completion zsh > "${fpath[1]}/_pagewright"
pagewright completion fish > ~/.config/fish/completions/pagewright.fish
pagewright completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		RunE: func(command *cobra.Command, args []string) error {
			out, root := command.OutOrStdout(), command.Root()
			if len(args) != 1 {
				return fmt.Errorf("%w: completion takes the name of a shell: %s", settings.ErrUsage, strings.Join(shells, ", "))
			}
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return fmt.Errorf("%w: completion: %q is not one of %s%s", settings.ErrUsage, args[0], strings.Join(shells, ", "), settings.DidYouMean(args[0], shells))
		},
	}
}

// complete offers the values of a flag.
func complete(command *cobra.Command, flag string, values []string) {
	if err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag, or it is completed already
	}
}

// completeValues offers the fixed values of a setting, and files where it takes their names.
func completeValues(command *cobra.Command, setting settings.Setting) {
	takesFiles := []string{"FILE", "PATHS", "PATH"}
	if setting.Offers() != nil || !slices.Contains(takesFiles, setting.Argument()) {
		complete(command, setting.Flag(), setting.Offers())
	}
}
