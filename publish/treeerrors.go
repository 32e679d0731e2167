package publish

import (
	"errors"
	"fmt"

	"github.com/pagewright/pagewright/publish/settings"
)

// treeErrors are errors of one run, each with an ending of its own.
type treeErrors []error

func (s treeErrors) Error() string { return errors.Join(s...).Error() }

// Unwrap returns them all.
func (s treeErrors) Unwrap() []error { return s }

// errorsOf returns the single ones.
func errorsOf(err error) treeErrors {
	if parts, is := errors.AsType[treeErrors](err); is || err == nil {
		return parts
	}
	return treeErrors{err}
}

func (s treeErrors) join() error {
	switch len(s) {
	case 0:
		return nil
	case 1:
		return s[0]
	}
	return s
}

// inTree says whose error it is.
func inTree(s settings.Settings, err error) error {
	if s.Tree == "" {
		return err
	}
	return fmt.Errorf("tree %s: %w", s.Tree, err)
}
