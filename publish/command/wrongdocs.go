package command

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish/settings"
)

// wrongDocuments finds words among the documents, and among the values of flags, that were meant to be something else. What
// may be a secret is not repeated.
func wrongDocuments(command *cobra.Command, args []string) (err error) {
	flags := command.Flags()
	flags.Visit(func(flag *pflag.Flag) {
		if name, is := strings.CutPrefix(flag.Value.String(), "--"); is && flags.Lookup(name) != nil && err == nil {
			err = fmt.Errorf("%w: --%s has no value: the flag --%s follows", settings.ErrUsage, flag.Name, name)
		}
	})
	if err != nil {
		return err
	}
	for _, arg := range args {
		if _, err := os.Stat(arg); err == nil {
			continue
		}
		if why := whyNoDocument(arg, flags); why != "" {
			return fmt.Errorf("%w: %s", settings.ErrUsage, why)
		}
	}
	return nil
}

func whyNoDocument(arg string, flags *pflag.FlagSet) string {
	word, _, assigns := strings.Cut(strings.TrimLeft(arg, "–—"), "=")
	switch long := strings.HasPrefix(arg, "–") || strings.HasPrefix(arg, "—"); {
	case long && flags.Lookup(word) != nil:
		return fmt.Sprintf("a long dash stands before %s, as word processors write it: say --%[1]s, with two short ones", word)
	case long:
		return "an argument begins with a long dash, as word processors write it: flags have two short ones"
	case assigns && flags.Lookup(word) != nil:
		return fmt.Sprintf("%s stands among the documents without its dashes: say --%[1]s=…", word)
	case strings.HasPrefix(arg, "http://"), strings.HasPrefix(arg, "https://"):
		return "an address stands among the documents: that of your Confluence is given with --url"
	case slices.Contains([]string{"true", "false", "yes", "no", "on", "off"}, strings.ToLower(arg)):
		return fmt.Sprintf("%q stands among the documents: the value of a switch follows an equals sign, as in --toc=%[1]s", arg)
	}
	return ""
}
