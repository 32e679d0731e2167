package command

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render/nearest"
)

// wrongFlag says what is wrong with a flag. What follows its name may be a secret, and is not repeated.
func wrongFlag(err error, command *cobra.Command) error {
	if needsValue, is := errors.AsType[*pflag.ValueRequiredError](err); is {
		name := needsValue.GetSpecifiedName()
		return fmt.Errorf("--%s needs a value: --%s %s", name, name, argument(command.Flags().Lookup(name)))
	}
	if invalid, is := errors.AsType[*pflag.InvalidValueError](err); is {
		return fmt.Errorf("--%s: %q is no value for it", invalid.GetFlag().Name, invalid.GetValue())
	}
	name, oneDash, isName := nameIn(err)
	if !isName {
		return err
	}
	flags := command.Flags()
	if secret := secretMeant(name); secret != nil {
		return fmt.Errorf("unknown flag: %s, for whoever lists the processes of a machine would see its value: set %s, or --%s to a file that holds it (-: standard input)%s",
			dashed(name, oneDash), secret.Environment(), secret.Flag(), alsoRead(*secret))
	}
	if flags.Lookup(name) != nil {
		return fmt.Errorf("flags have two dashes before their name: --%s", name)
	}
	if others := whoTakes(name, command); others != "" {
		return fmt.Errorf("--%s is a flag of %s, and not of %s", name, others, command.CommandPath())
	}
	if advice := advices[name]; advice != "" {
		return fmt.Errorf("unknown flag: %s: %s", dashed(name, oneDash), advice)
	}
	var known []string
	flags.VisitAll(func(flag *pflag.Flag) { known = append(known, flag.Name) })
	switch meant := nearest.Name(name, known); {
	case meant != "":
		return fmt.Errorf("unknown flag: --%s: did you mean --%s?", name, meant)
	case flags.Lookup(otherFlags[name]) != nil:
		return fmt.Errorf("unknown flag: %s: did you mean --%s?", dashed(name, oneDash), otherFlags[name])
	case !oneDash:
		return fmt.Errorf("unknown flag: --%s", name)
	}
	return errors.New("unknown flag: -h is the only one with one dash")
}

// nameIn is the name of the flag that an error is about, up to its value.
func nameIn(err error) (name string, oneDash, isName bool) {
	missing, isMissing := errors.AsType[*pflag.NotExistError](err)
	syntax, isSyntax := errors.AsType[*pflag.InvalidSyntaxError](err)
	switch {
	case isSyntax:
		name, oneDash = strings.TrimLeft(syntax.GetSpecifiedFlag(), "-"), true
	case !isMissing:
		return "", false, false
	case missing.GetSpecifiedShortnames() != "":
		name, oneDash = missing.GetSpecifiedShortnames(), true
	default:
		name = missing.GetSpecifiedName()
	}
	name, _, _ = strings.Cut(name, "=")
	return name, oneDash, true
}

func dashed(name string, oneDash bool) string {
	if oneDash && len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// secretMeant returns the setting of a secret that a flag stands for: by its own name, by one that is almost that, or by another
// word for a token. It is nil for other flags.
func secretMeant(name string) *settings.Setting {
	if token := settings.TokenMeant(cmp.Or(shortFlags[name], name)); token != nil {
		return token
	}
	for _, setting := range settings.Table() {
		if setting.Secret && (setting.Name == name || nearest.Name(name, []string{setting.Name}) != "") {
			return &setting
		}
	}
	return nil
}

// shortFlags are those by which other tools take a secret.
var shortFlags = map[string]string{"p": "password", "t": "token"}

func alsoRead(setting settings.Setting) string {
	if len(setting.Aliases) == 0 {
		return ""
	}
	return "; " + strings.Join(setting.Aliases, " and ") + " is read too"
}

// whoTakes names the other commands that have a flag.
func whoTakes(name string, than *cobra.Command) string {
	var commands []string
	for _, command := range than.Root().Commands() {
		if command != than && command.Flags().Lookup(name) != nil {
			commands = append(commands, command.CommandPath())
		}
	}
	if len(commands) > 2 {
		return "the commands that take documents"
	}
	return strings.Join(commands, " and ")
}

// otherFlags are words that people and other tools use for a flag.
var otherFlags = map[string]string{
	"u": "user", "username": "user", "email": "user", "e-mail": "user", "login": "user", "account": "user",
	"base-url": "url", "baseurl": "url", "site": "url", "host": "url", "server": "url", "endpoint": "url", "domain": "url", "confluence-url": "url", "address": "url",
	"s": "space", "space-key": "space", "key": "space",
	"parent-id": "parent", "parent-page": "parent", "ancestor": "parent", "root": "parent", "root-page": "parent", "below": "parent", "page": "parent", "page-id": "parent", "folder": "docs",
	"d": "docs", "dir": "docs", "directory": "docs", "path": "docs", "source": "docs", "src": "docs", "input": "docs", "file": "docs", "files": "docs",
	"glob": "include", "filter": "include", "only": "include", "skip": "exclude",
	"label": "labels", "tag": "labels", "tags": "labels", "comment": "message", "version-message": "message", "m": "message",
	"delete": "orphans", "prune": "orphans", "clean": "orphans", "remove": "orphans", "archive": "orphans", "width": "page-width", "table-of-contents": "toc",
	"j": "parallel", "jobs": "parallel", "concurrency": "parallel", "threads": "parallel", "workers": "parallel",
	"o": "report", "output": "report", "out": "report", "format": "report", "strict": "fail-on", "werror": "fail-on",
	"q": "quiet", "silent": "quiet", "debug": "verbose", "trace": "verbose", "colour": "color",
	"port": "listen", "bind": "listen", "browser": "open", "env": "mode", "prefix": "title-prefix", "suffix": "title-suffix",
	"insecure": "allow-http", "retries": "patience", "retry": "patience", "wait": "patience",
}

// advices are for flags of other tools that are something else here.
var advices = map[string]string{
	"dry-run":  dryRun,
	"dryrun":   dryRun,
	"n":        dryRun,
	"what-if":  dryRun,
	"force":    force,
	"f":        force,
	"y":        force,
	"yes":      "nothing is asked; pages are archived or deleted where --orphans says so",
	"v":        "say --verbose, or pagewright version",
	"V":        "say pagewright version",
	"version":  "say pagewright version",
	"no-color": "say --color never, or set NO_COLOR",
	"json":     "say --report -, for the report as JSON on standard output",
	"watch":    "say pagewright preview, which publishes to a Confluence of its own after every change",
	"k":        "certificates are always checked: let the machine trust the one of your Confluence",
}

const (
	dryRun = "say pagewright plan, which shows what publish would do and writes nothing"
	force  = "say what is in the way: --adopt same-title takes over pages that are there already, --allow-older publishes an older commit, --repair (of publish) writes everything anew"
)
