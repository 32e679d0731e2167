package workflow

import "io"

// terminal speaks in plain lines: progress to standard output, problems to standard error. The hosts whose logs know no
// commands build on it.
type terminal struct {
	printer
	out, err stream
}

// stream is a place for lines, with colours or without. It is asked at each line: a command may lead it elsewhere.
type stream struct {
	io.Writer
	coloured func() bool
}

func (s stream) style(wanted style) style {
	if s.coloured() {
		return wanted
	}
	return plain
}

func newTerminal(environment Environment) *terminal {
	to := func(out io.Writer) stream {
		return stream{out, func() bool { return environment.Colour.On(out, environment.Getenv) }}
	}
	return &terminal{out: to(environment.Stdout), err: to(environment.Stderr)}
}

func (t *terminal) Annotate(a Annotation) {
	t.print(t.err, t.err.style(a.Level.style()), a.String())
}

func (t *terminal) Log(format string, args ...any) {
	t.printf(t.out, t.out.coloured(), format, args)
}

func (t *terminal) Group(title string) (end func()) {
	t.print(t.out, t.out.style(bold), title)
	return func() {}
}

func (t *terminal) Mask(secret string)          { t.redactor.Add(secret) }
func (t *terminal) Summary(string) error        { return nil }
func (t *terminal) Output(string, string) error { return nil }
func (t *terminal) Close() error                { return nil }

// inLog is a stream to the log of a CI host, which shows colours or does not.
func inLog(environment Environment, shows bool) stream {
	return stream{environment.Stdout, func() bool { return environment.Colour.decide(environment.Getenv, func() bool { return shows }) }}
}

// newCI is a terminal whose log has one stream.
func newCI(environment Environment, colour bool) *terminal {
	log := inLog(environment, colour)
	return &terminal{out: log, err: log}
}
