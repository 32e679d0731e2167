// Entrypoint is what the image starts: Pagewright, or the program of the image that the first argument names. CI hosts
// start an image with a program of theirs as its arguments, Jenkins with cat, GitLab with sh.
//
// It is not a shell script, because a shell does not pass on environment variables whose names hold a dash, and the inputs
// of an action do: INPUT_API-ROOT.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

const pagewright = "/usr/local/bin/pagewright"

func main() {
	program, arguments := choose(os.Args[1:], exec.LookPath)
	err := syscall.Exec(program, arguments, os.Environ())
	fmt.Fprintf(os.Stderr, "%s cannot be started: %v\n", program, err)
	os.Exit(126) // what a shell says of a program that it finds and cannot start
}

// choose gives the program to start and its arguments, its own name first. No program of the image has the name of a
// command of Pagewright.
func choose(arguments []string, find func(name string) (path string, err error)) (program string, all []string) {
	if len(arguments) > 0 && arguments[0] != "" {
		if path, err := find(arguments[0]); err == nil {
			return path, arguments
		}
	}
	return pagewright, append([]string{"pagewright"}, arguments...)
}
