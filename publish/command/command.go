// Package command is what a command line becomes: a command with its flags, the settings that flags, inputs and the
// environment give it, one run, and an exit code. There is a file for each command. What enters is a [Process]; what leaves
// is written to its streams.
//
// The library is cobra. It is maintained by the same people as pflag, whose flags were here before; what kong does not
// bring along decides: completion for four shells, for commands, flags and values. Kong wants flags as the fields of a
// struct, and here they come from the table of package settings.
package command

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Run does what the arguments say, and returns the exit code: 0 done, 1 something failed, 2 wrong usage or settings, 3 no way
// in, 4 a plan with changes that was asked for them.
func Run(ctx context.Context, process Process) int {
	collectLate(process.Getenv)
	i := &invocation{process: process, out: &standardOut{process.Stdout}}
	i.world = publish.World{
		UserAgent: "pagewright/" + process.Version, Version: process.Version, Commit: process.Commit,
		Stdout: process.Stdout, LookPath: process.LookPath, Environment: process.Environment,
	}
	if err := i.root().ExecuteContext(ctx); err != nil {
		i.speak(workflow.Colour(process.Getenv(variable("color"))))
		i.code = publish.Fail(err, i.settings, i.world).ExitCode()
	}
	if i.host != nil {
		if err := i.host.Close(); err != nil {
			fmt.Fprintln(process.Stderr, i.host.Redactor().Text(err.Error()))
		}
	}
	return i.code
}
