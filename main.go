// Pagewright publishes a repository's Markdown documents to Confluence.
package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/pagewright/pagewright/publish/command"
)

// version and commit are set by the linker in releases.
var version, commit string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	signal.Ignore(syscall.SIGPIPE)                                // a run goes on to its record when nobody reads its lines any more
	context.AfterFunc(ctx, func() { signal.Reset(os.Interrupt) }) // the first Ctrl-C lets the run record what it did, a second one ends it
	process := command.Process{
		Args:  os.Args[1:],
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Environment: os.Environ(), LookPath: exec.LookPath, Browse: command.Browse,
	}
	process.Version, process.Commit = command.Build(version, commit)
	code := command.Run(ctx, process)
	stop()
	os.Exit(code)
}
