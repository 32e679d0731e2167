package main

import (
	"io"
	"os"
)

// standardOut is where a command writes its lines: standard output, or standard error where a report goes to standard
// output.
type standardOut struct{ to *os.File }

func (o *standardOut) Write(text []byte) (int, error) { return o.to.Write(text) }

// Stat lets a host find out whether this is a terminal.
func (o *standardOut) Stat() (os.FileInfo, error) { return o.to.Stat() }

var _ io.Writer = (*standardOut)(nil)
