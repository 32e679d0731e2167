package main

import (
	"os/exec"
	"slices"
	"testing"
)

func TestTheFirstArgumentChoosesTheProgram(t *testing.T) {
	t.Parallel()
	programs := map[string]string{"cat": "/bin/cat", "sh": "/bin/sh", "/bin/sh": "/bin/sh", "pagewright": pagewright}
	find := func(name string) (string, error) {
		if path := programs[name]; path != "" {
			return path, nil
		}
		return "", exec.ErrNotFound
	}
	tests := []struct {
		name      string
		arguments []string
		program   string
		all       []string
	}{
		{"nothing: the mode chooses", nil, pagewright, []string{"pagewright"}},
		{"a command", []string{"publish", "docs"}, pagewright, []string{"pagewright", "publish", "docs"}},
		{"a flag", []string{"--help"}, pagewright, []string{"pagewright", "--help"}},
		{"an empty input", []string{""}, pagewright, []string{"pagewright", ""}},
		{"what is no command and no program", []string{"docs"}, pagewright, []string{"pagewright", "docs"}},
		{"a program that waits", []string{"cat"}, "/bin/cat", []string{"cat"}},
		{"a shell with a script", []string{"sh", "-c", "pagewright check"}, "/bin/sh", []string{"sh", "-c", "pagewright check"}},
		{"a program by its path", []string{"/bin/sh", "-e"}, "/bin/sh", []string{"/bin/sh", "-e"}},
		{"its own name", []string{"pagewright", "check"}, pagewright, []string{"pagewright", "check"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			program, all := choose(test.arguments, find)
			if program != test.program || !slices.Equal(all, test.all) {
				t.Errorf("%q starts %s with %q, wanted %s with %q", test.arguments, program, all, test.program, test.all)
			}
		})
	}
}
