package command

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render/nearest"
)

// unknownCommand says what a word may have been meant to be that stands where a command should.
func unknownCommand(name string, root *cobra.Command) error {
	if info, err := os.Stat(name); err == nil && (info.IsDir() || strings.HasSuffix(name, ".md")) {
		return fmt.Errorf("%w: there is no command %q: to publish the documents in it, say pagewright publish %[2]s, to check them, pagewright check %[2]s", settings.ErrUsage, name)
	}
	if meant := commandMeant(name, root); meant != "" {
		return fmt.Errorf("%w: there is no command %q: did you mean pagewright %s?", settings.ErrUsage, name, meant)
	}
	return fmt.Errorf("%w: there is no command %q; pagewright help lists them", settings.ErrUsage, name)
}

// commandMeant is the command that a word is almost, or that does what the word says; "" if there is none.
func commandMeant(word string, root *cobra.Command) string {
	var names []string
	for _, command := range root.Commands() {
		if slices.Contains(command.SuggestFor, strings.ToLower(word)) {
			return command.Name()
		}
		names = append(names, command.Name())
	}
	return nearest.Name(word, names)
}
