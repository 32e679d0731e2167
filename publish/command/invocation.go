package command

import (
	"context"
	"io"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Process is what a call of the program touches.
type Process struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(variable string) string
	Environment    []string // NAME=VALUE, as os.Environ
	LookPath       func(program string) (string, error)
	Browse         func(ctx context.Context, address string) error // shows an address in the person's browser
	Version        string                                          // of Pagewright
	Commit         string                                          // that it was built from
}

// invocation is one call of the program.
type invocation struct {
	process  Process
	out      *standardOut
	host     workflow.Host
	world    publish.World
	settings settings.Settings
	code     int
}

// speak finds the host that the run speaks to, once.
func (i *invocation) speak(colour workflow.Colour) {
	if i.host == nil {
		i.host = workflow.Detect(workflow.Environment{Getenv: i.process.Getenv, Stdout: i.out, Stderr: i.process.Stderr, Colour: colour})
		i.world.Host = i.host
	}
}
