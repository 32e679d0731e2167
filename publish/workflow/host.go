package workflow

import (
	"io"
	"net/http"
	"time"

	"github.com/pagewright/pagewright/publish/redact"
)

// Host is where a run takes place, and how it speaks there.
type Host interface {
	Place
	Speaker
}

// Place is where a run takes place, as the host's variables say it.
type Place interface {
	// Name is the host's own name, such as "GitHub Actions".
	Name() string
	// Repository is what the host says of the checkout that it made, nothing on a laptop.
	Repository() Repository
	// Job is the run as the host knows it.
	Job() Job
	// PullRequest reports whether a change that is not merged yet started the run.
	PullRequest() bool
	// TakesInputs reports whether the host hands inputs over, as those of an action.
	TakesInputs() bool
	// Input is what the workflow gave for an input of the action, "" elsewhere.
	Input(name string) string
	// Inputs are the names of the inputs that have a value, in lower case. The variables are NAME=VALUE, as of os.Environ.
	Inputs(variables []string) []string
}

// Speaker is how a run speaks. Its methods may be called from several goroutines at once.
type Speaker interface {
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
	// Close says what was held back, such as how many annotations follow the last one that the host shows.
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
	Now            func() time.Time                                  // nil: time.Now
	Transport      http.RoundTripper                                 // to the host's own service; nil: as the host says
	Command        func(stdin, program string, args ...string) error // runs a program of the host's; nil: the machine's own
}

// known is a host that can be recognized.
type known struct {
	recognized func(getenv func(string) string) bool
	place      func(getenv func(string) string) place
	speaker    func(Environment) Speaker
}

// place is what the variables of a host say.
type place struct {
	name        string
	repository  Repository
	job         Job
	pullRequest bool
	inputs      inputs // nil: there are none
}

// inputs is how a host hands inputs over.
type inputs interface {
	value(name string) string
	names(variables []string) []string
}

func (p place) Name() string           { return p.name }
func (p place) Repository() Repository { return p.repository }
func (p place) Job() Job               { return p.job }
func (p place) PullRequest() bool      { return p.pullRequest }
func (p place) TakesInputs() bool      { return p.inputs != nil }

func (p place) Input(name string) string {
	if p.inputs == nil {
		return ""
	}
	return p.inputs.value(name)
}

func (p place) Inputs(variables []string) []string {
	if p.inputs == nil {
		return nil
	}
	return p.inputs.names(variables)
}

// isSet recognizes a host by a variable with a value.
func isSet(name, value string) func(getenv func(string) string) bool {
	return func(getenv func(string) string) bool { return getenv(name) == value }
}

// has recognizes a host by a variable with any value.
func has(name string) func(getenv func(string) string) bool {
	return func(getenv func(string) string) bool { return getenv(name) != "" }
}
