package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render/nearest"
)

// wrongFlag says what is wrong with a flag. What follows its name may be a secret, and is not repeated.
func wrongFlag(err error, flags *pflag.FlagSet) error {
	missing, isMissing := errors.AsType[*pflag.NotExistError](err)
	syntax, isSyntax := errors.AsType[*pflag.InvalidSyntaxError](err)
	name := ""
	switch {
	case isSyntax:
		name = strings.TrimLeft(syntax.GetSpecifiedFlag(), "-")
	case !isMissing:
		return err
	case missing.GetSpecifiedShortnames() != "":
		name = missing.GetSpecifiedShortnames()
	default:
		name = missing.GetSpecifiedName()
	}
	name, _, _ = strings.Cut(name, "=")
	var known []string
	flags.VisitAll(func(flag *pflag.Flag) { known = append(known, flag.Name) })
	for _, setting := range settings.Table() {
		if setting.Secret && setting.Name == name {
			return fmt.Errorf("unknown flag: --%s, for whoever lists the processes of a machine would see its value: set %s, or --%s to a file that holds it",
				name, setting.Environment(), setting.Flag())
		}
	}
	switch meant := nearest.Name(name, known); {
	case flags.Lookup(name) != nil:
		return fmt.Errorf("flags have two dashes before their name: --%s", name)
	case meant != "":
		return fmt.Errorf("unknown flag: --%s: did you mean --%s?", name, meant)
	case isMissing && missing.GetSpecifiedShortnames() == "":
		return fmt.Errorf("unknown flag: --%s", name)
	}
	return errors.New("unknown flag: -h is the only one with one dash")
}
