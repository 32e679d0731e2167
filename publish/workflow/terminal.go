package workflow

import (
	"fmt"
	"io"
)

// terminal speaks in plain lines: progress to standard output, problems to standard error. The hosts whose logs know no
// commands build on it.
type terminal struct {
	printer
	out, err stream
}

// stream is a place for lines, with colours or without.
type stream struct {
	io.Writer
	colour bool
}

func (s stream) style(wanted style) style {
	if s.colour {
		return wanted
	}
	return plain
}

func newTerminal(environment Environment) *terminal {
	colour := wantsColour(environment.Getenv)
	return &terminal{
		out: stream{environment.Stdout, colour && isTerminal(environment.Stdout)},
		err: stream{environment.Stderr, colour && isTerminal(environment.Stderr)},
	}
}

func (t *terminal) Annotate(a Annotation) {
	t.print(t.err, t.err.style(a.Level.style()), a.String())
}

func (t *terminal) Log(format string, args ...any) {
	t.print(t.out, plain, fmt.Sprintf(format, args...))
}

func (t *terminal) Group(title string) (end func()) {
	t.print(t.out, t.out.style(bold), title)
	return func() {}
}

func (t *terminal) Mask(secret string)          { t.redactor.Add(secret) }
func (t *terminal) Summary(string) error        { return nil }
func (t *terminal) Output(string, string) error { return nil }
func (t *terminal) Close() error                { return nil }

// newCI is a terminal whose log has one stream.
func newCI(environment Environment, colour bool) *terminal {
	return &terminal{out: stream{environment.Stdout, colour}, err: stream{environment.Stdout, colour}}
}

// newColourCI is one whose log understands colours.
func newColourCI(environment Environment) *terminal {
	return newCI(environment, wantsColour(environment.Getenv))
}
