package workflow

import (
	"io"
	"time"

	"github.com/pagewright/pagewright/publish/redact"
)

// Host is where a run takes place. Its methods may be called from several goroutines at once.
type Host interface {
	// Name is the host's own name, such as "GitHub Actions".
	Name() string
	// Annotate reports one problem where the host shows problems.
	Annotate(Annotation)
	// Log writes a line of progress. A text with several lines stays several lines.
	Log(format string, args ...any)
	// Group opens a part of the log that can be folded; end closes it. Groups do not nest: hosts show only one level.
	Group(title string) (end func())
	// Mask keeps a secret out of everything that is written from here on.
	Mask(secret string)
	// Redactor knows the secrets. What is written past the host goes through it, and what it learns is masked here too.
	Redactor() *redact.Redactor
	// Summary adds Markdown to the page that the host shows for the run. Hosts without one drop it.
	Summary(markdown string) error
	// Output hands a value to the steps that follow. Hosts that know no outputs drop it.
	Output(name, value string) error
	// Input is what the workflow gave for an input of the action, "" elsewhere.
	Input(name string) string
	// Repository is what the host says of the checkout that it made, nothing on a laptop.
	Repository() Repository
	// Job is the run as the host knows it.
	Job() Job
	// Close says what was held back: hosts show so few annotations that the last one must tell how many follow.
	Close() error
}

// Job names a run of a workflow. Fields that nobody knows are empty.
type Job struct {
	Workflow string // what has its runs numbered
	Number   int    // of the run; a repeated run keeps it
	URL      string // of the run, for people
}

// Environment is what a host touches.
type Environment struct {
	Getenv         func(name string) string
	Stdout, Stderr io.Writer
	Colour         Colour
	Now            func() time.Time // nil: time.Now
}
