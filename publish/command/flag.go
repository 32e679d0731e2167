package command

import (
	"fmt"
	"strings"

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

func groupOf(flag *pflag.Flag) settings.Group {
	if groups := flag.Annotations[groupKey]; len(groups) > 0 && groups[0] != "" {
		return settings.Group(groups[0])
	}
	return ofNone
}

const argumentKey = "argument"

// takes says in a word what a flag takes that is no setting.
func takes(command *cobra.Command, name, argument string) {
	if err := command.Flags().SetAnnotation(name, argumentKey, []string{argument}); err != nil {
		panic(err) // there is no such flag
	}
}

// argument is a word for the value of a flag, "" for a switch.
func argument(flag *pflag.Flag) string {
	if setting, is := settingOf(flag); is {
		return setting.Argument()
	}
	return strings.Join(flag.Annotations[argumentKey], " ")
}

func settingOf(flag *pflag.Flag) (settings.Setting, bool) {
	for _, setting := range settings.Table() {
		if setting.Flag() == flag.Name {
			return setting, true
		}
	}
	return settings.Setting{}, false
}

func meaning(flag *pflag.Flag) string {
	setting, is := settingOf(flag)
	switch {
	case !is && (flag.DefValue == "" || flag.DefValue == "false" || flag.DefValue == "[]" || flag.DefValue == "0s"):
		return flag.Usage
	case !is:
		return flag.Usage + " Default: " + flag.DefValue + "."
	case setting.Secret:
		return "File that holds the " + setting.Name + "; -: standard input. " + setting.Meaning
	case setting.Default != "" && !(setting.Kind() == settings.YesNo):
		return setting.Meaning + " Default: " + setting.Default + "."
	}
	return setting.Meaning
}

// variable is the environment variable of a flag that is no setting.
func variable(flag string) string { return "PAGEWRIGHT_" + strings.ToUpper(flag) }

// variablesOf are the environment variables that stand for a flag.
func variablesOf(flag *pflag.Flag) string {
	names := []string{}
	switch setting, is := settingOf(flag); {
	case is && setting.Secret:
		names = append(append(names, setting.Environment()), append(setting.Aliases, setting.Environment()+"_FILE")...)
	case is:
		names = append(append(names, setting.Environment()), setting.Aliases...)
	case flag.Name == "quiet" || flag.Name == "verbose" || flag.Name == "color":
		names = append(names, variable(flag.Name))
	default:
		return ""
	}
	return fmt.Sprintf("[%s]", strings.Join(names, ", "))
}

func flagText(command *cobra.Command, name string) string {
	value, _ := command.Flags().GetString(name)
	return value
}
