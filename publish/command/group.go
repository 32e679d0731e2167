package command

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish/settings"
)

const groupKey = "group"

// ofNone is the heading of what belongs to no group.
const ofNone settings.Group = "Flags"

// inGroup puts flags below a heading of the command's help.
func inGroup(command *cobra.Command, group settings.Group, names ...string) {
	for _, name := range names {
		if err := command.Flags().SetAnnotation(name, groupKey, []string{string(group)}); err != nil {
			panic(err) // there is no such flag
		}
	}
}

const argumentKey = "argument"

// takes says in a word what a flag takes that is no setting.
func takes(command *cobra.Command, name, argument string) {
	if err := command.Flags().SetAnnotation(name, argumentKey, []string{argument}); err != nil {
		panic(err) // there is no such flag
	}
}

func groupOf(flag *pflag.Flag) settings.Group {
	if groups := flag.Annotations[groupKey]; len(groups) > 0 && groups[0] != "" {
		return settings.Group(groups[0])
	}
	return ofNone
}

// groups are the headings that help has: a command's own first.
func groups() []settings.Group {
	return append(append([]settings.Group{ofPreview, ofSandbox}, settings.Groups...), ofNone)
}
