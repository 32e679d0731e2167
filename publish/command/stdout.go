package command

import (
	"errors"
	"io"
	"os"
)

// standardOut is where a command writes its lines: standard output, or standard error where a report goes to standard
// output.
type standardOut struct{ to io.Writer }

func (o *standardOut) Write(text []byte) (int, error) { return o.to.Write(text) }

// Stat lets a host find out whether this is a terminal.
func (o *standardOut) Stat() (os.FileInfo, error) {
	if file, is := o.to.(interface{ Stat() (os.FileInfo, error) }); is {
		return file.Stat()
	}
	return nil, errors.ErrUnsupported
}
