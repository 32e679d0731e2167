package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// pipePatience is how long a pipe whose reader does not read is waited for.
const pipePatience = time.Minute

// write writes into what stands there, so that its permissions stay, and a device or pipe is what it was. Folders that are
// missing are made. Nothing is waited for but a pipe that is being read.
func write(place, content string) error {
	info, missing := os.Stat(place)
	if missing == nil {
		if err := takesText(info.Mode()); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|syscall.O_NONBLOCK, 0o644)
	if errors.Is(err, syscall.ENXIO) {
		return errors.New("it is a pipe that nobody reads from: start its reader first")
	}
	if err != nil {
		return err
	}
	_ = file.SetWriteDeadline(time.Now().Add(pipePatience)) // only pipes have one
	_, err = file.WriteString(content)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = fmt.Errorf("it is a pipe that has not been read from for %s", pipePatience)
	}
	err = errors.Join(err, file.Close())
	switch { // half a report is none
	case err == nil:
	case missing != nil:
		_ = os.Remove(place)
	default:
		_ = os.Truncate(place, 0)
	}
	return err
}

func takesText(mode fs.FileMode) error {
	switch {
	case mode.IsDir():
		return errors.New("it is a folder")
	case mode&fs.ModeSocket != 0:
		return errors.New("it is a socket")
	case mode&fs.ModeDevice != 0 && mode&fs.ModeCharDevice == 0:
		return errors.New("it is a disk")
	}
	return nil
}

// keepFromGit keeps what is in a folder out of commits.
func keepFromGit(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(folder, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = file.WriteString("*\n")
	return errors.Join(err, file.Close())
}
