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
	red    style = "\x1b[31m"
	yellow style = "\x1b[33m"
	blue   style = "\x1b[34m"
)

// wrap sets every line apart, since CI logs show each line on its own.
func (s style) wrap(text string) string {
	if s == plain {
		return text
	}
	return string(s) + strings.ReplaceAll(text, "\n", "\x1b[0m\n"+string(s)) + "\x1b[0m"
}

// wantsColour follows https://no-color.org.
func wantsColour(getenv func(string) string) bool {
	return getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(interface{ Stat() (os.FileInfo, error) })
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
