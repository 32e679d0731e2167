package command

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish/settings"
)

const settingsTopic = "settings"

func (i *invocation) help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "show a command's flags with examples; help settings: every setting",
		Example: `pagewright help publish
pagewright help settings
      every setting: flag, environment variable, default`,
		ValidArgsFunction: func(command *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			topics := []cobra.Completion{settingsTopic}
			for _, other := range command.Root().Commands() {
				topics = append(topics, cobra.CompletionWithDesc(other.Name(), other.Short))
			}
			if len(args) > 0 {
				topics = nil
			}
			return topics, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(command *cobra.Command, args []string) error {
			root, page := command.Root(), i.page(i.process.Stdout)
			text := overview(root, page)
			if len(args) > 0 {
				topic, _, err := root.Find(args[:1])
				switch {
				case args[0] == settingsTopic || args[0] == "environment":
					text = allSettings(root, page)
				case err != nil || topic == root:
					return unknownCommand(args[0], root)
				default:
					text = commandHelp(topic, page)
				}
			}
			_, err := io.WriteString(i.process.Stdout, text)
			return err
		},
	}
}

// showHelp is what --help shows.
func (i *invocation) showHelp(command *cobra.Command, _ []string) {
	page := i.page(i.process.Stdout)
	text := overview(command, page)
	if command.HasParent() {
		text = commandHelp(command, page)
	}
	_, _ = io.WriteString(i.process.Stdout, text)
}

// overview lists the commands.
func overview(root *cobra.Command, p page) string {
	var b strings.Builder
	b.WriteString("Pagewright publishes a repository's Markdown documents to Confluence.\n\n" + p.bold("Usage:") + " pagewright COMMAND [DOCS...] [flags]\n\n" + p.bold("Commands:") + "\n")
	for _, command := range root.Commands() {
		if !command.Hidden {
			p.entry(&b, 14, command.Name(), command.Short, "")
		}
	}
	b.WriteString("\n" + p.bold("See it work, without an account:") + "\n  pagewright preview docs --open\n\n")
	p.paragraph(&b, "pagewright help COMMAND shows a command's flags with examples, pagewright help settings every setting with its environment variable. Without a command, the setting mode chooses.")
	return b.String()
}

// commandHelp is a command's usage, with examples and the flags that it has a use for.
func commandHelp(command *cobra.Command, p page) string {
	var b strings.Builder
	p.paragraph(&b, strings.ToUpper(command.Short[:1])+command.Short[1:]+".")
	usage := "pagewright " + command.Use
	command.Flags().VisitAll(func(flag *pflag.Flag) {
		if flag.Name != "help" && !strings.HasSuffix(usage, " [flags]") {
			usage += " [flags]"
		}
	})
	b.WriteString("\n" + p.bold("Usage:") + " " + usage + "\n")
	if command.Example != "" {
		b.WriteString("\n" + p.bold("Examples:") + "\n")
		for line := range strings.SplitSeq(command.Example, "\n") {
			if strings.HasPrefix(line, " ") {
				line = p.faint(line)
			}
			b.WriteString("  " + line + "\n")
		}
	}
	hidden := writeFlags(&b, p, command, func(flag *pflag.Flag) bool { return !flag.Hidden })
	if hidden {
		b.WriteString("\n")
		p.paragraph(&b, "It takes the other settings too, so that commands can share their flags: pagewright help settings. In brackets: the environment variables.")
	} else if command.Flags().Lookup("url") != nil {
		b.WriteString("\n")
		p.paragraph(&b, "In brackets: the environment variables. A flag beats them.")
	}
	return b.String()
}

// allSettings is every setting that there is.
func allSettings(root *cobra.Command, p page) string {
	var b strings.Builder
	p.paragraph(&b, "Every setting has one name: as a flag, as an input of the action, and, in capitals and with underscores, after PAGEWRIGHT_ as an environment variable. In the file pagewright.yaml it is a key. A flag beats an input, an input beats the environment, that beats the file, and the file beats the default. A secret has no flag for its value: set the variable, or name the file that holds it.")
	writeFlags(&b, p, root, func(flag *pflag.Flag) bool { return variablesOf(flag) != "" })
	return b.String()
}

// writeFlags writes the flags that are wanted, below the headings of their groups, and reports whether there are others.
func writeFlags(b *strings.Builder, p page, command *cobra.Command, wanted func(*pflag.Flag) bool) (others bool) {
	command.Flags().SortFlags = false
	for _, group := range groups() {
		heading := "\n" + p.bold(string(group)+":") + "\n"
		command.Flags().VisitAll(func(flag *pflag.Flag) {
			switch {
			case groupOf(flag) != group:
			case !wanted(flag):
				others = true
			default:
				b.WriteString(heading)
				heading = ""
				name := "--" + flag.Name
				if flag.Shorthand != "" {
					name = "-" + flag.Shorthand + ", " + name
				}
				p.entry(b, 26, strings.TrimSpace(name+" "+argument(flag)), meaning(flag), variablesOf(flag))
			}
		})
	}
	return others
}

// groups are the headings that help has: a command's own first.
func groups() []settings.Group {
	return append(append([]settings.Group{ofPreview, ofSandbox}, settings.Groups...), ofNone)
}
