package workflow

import (
	"io"
	"os"
	"strings"
)

// style is an SGR sequence (ECMA-48) around a text; "" leaves it plain.
type style string

const (
	plain  style = ""
	bold   style = "\x1b[1m"
	faint  style = "\x1b[2m"
	red    style = "\x1b[31m"
	green  style = "\x1b[32m"
	yellow style = "\x1b[33m"
	blue   style = "\x1b[34m"

	reset = "\x1b[0m"
)

// wrap sets every line apart, since CI logs show each line on its own.
func (s style) wrap(text string) string {
	if s == plain {
		return text
	}
	return string(s) + strings.ReplaceAll(text, "\n", reset+"\n"+string(s)) + reset
}

// Colour says when what is written has colours.
type Colour string

// The choices; the zero value is Auto.
const (
	Auto   Colour = "auto" // where they can be seen, and NO_COLOR does not forbid them
	Always Colour = "always"
	Never  Colour = "never"
)

// On reports whether what is written to out has colours. Auto follows https://no-color.org.
func (c Colour) On(out io.Writer, getenv func(string) string) bool {
	return c.decide(getenv, func() bool { return isTerminal(out) })
}

func (c Colour) decide(getenv func(string) string, seen func() bool) bool {
	switch c {
	case Always:
		return true
	case Never:
		return false
	}
	return getenv("NO_COLOR") == "" && getenv("TERM") != "dumb" && seen()
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(interface{ Stat() (os.FileInfo, error) })
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
