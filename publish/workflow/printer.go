package workflow

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/pagewright/pagewright/publish/redact"
)

// printer writes lines that are safe to show: without secrets, without escape sequences, without commands.
type printer struct {
	redactor redact.Redactor
	mu       sync.Mutex // held while a line is written
}

func (p *printer) redact(text string) string { return p.redactor.Text(text) }

// Redactor keeps secrets out of what is written, here and by whoever asks for it.
func (p *printer) Redactor() *redact.Redactor { return &p.redactor }

// clean is for text that goes into a command or a file, where it is quoted.
func (p *printer) clean(text string) string {
	return strings.TrimSpace(p.redact(withoutControls(text)))
}

func (p *printer) oneLine(text string) string {
	return strings.ReplaceAll(p.clean(text), "\n", " ")
}

// print writes text in one piece, so that lines of different goroutines do not mix. A log has nowhere to report a failed
// write to, so there is no error.
func (p *printer) print(out io.Writer, s style, text string) {
	text = s.wrap(inert(p.redact(withoutControls(text))))
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = fmt.Fprintln(out, text)
}

// command is a writer for what is meant to be a command: its bytes stay as they are, and never fall inside a printed line.
func (p *printer) command(out io.Writer) io.Writer {
	return commandWriter{p, out}
}

type commandWriter struct {
	printer *printer
	out     io.Writer
}

func (w commandWriter) Write(command []byte) (int, error) {
	w.printer.mu.Lock()
	defer w.printer.mu.Unlock()
	_, _ = w.out.Write(command)
	return len(command), nil
}

var (
	// Runners end a line at a carriage return too.
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

	// GitHub's older commands, and those of Azure and TeamCity, work anywhere in a line:
	// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs (TryParse),
	// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
	bracketCommand = regexp.MustCompile(`##(\w*)\[`)

	// Buildkite makes groups of these lines: https://buildkite.com/docs/pipelines/configure/managing-log-output.
	groupLine = regexp.MustCompile(`^(?:---|\+\+\+|~~~|\^\^\^)(?:\s|$)`)
)

// withoutControls leaves line ends and tabs. Terminals and GitLab's sections interpret the other control characters.
func withoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, lineEnds.Replace(text))
}

// Inert makes a text safe to write past a host: without control characters and without commands.
func Inert(text string) string { return inert(withoutControls(text)) }

// InertJSON makes JSON safe to write past a host. It stays the same JSON: the commands that begin within a line have a double
// #, which stands only in strings.
func InertJSON(text string) string { return strings.ReplaceAll(text, "##", `#\u0023`) }

// inert takes from each line of a text without control characters what a host could read as a command.
func inert(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = bracketCommand.ReplaceAllString(line, "## $1[")
		// Runners skip white space in front of a command.
		if strings.HasPrefix(strings.TrimLeftFunc(line, invisible), "::") || groupLine.MatchString(line) {
			line = "| " + line
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsGraphic(r)
}
