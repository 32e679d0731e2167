package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Sources are the places a setting may come from, strongest first. Each returns "" for what it does not have.
type Sources struct {
	Command     Mode     // the command given, which mode may not contradict; "" where mode chooses
	IgnoresMode bool     // the command given has no mode: whatever mode says is not looked at
	Arguments   []string // of the command line, in place of docs
	Flag        func(name string) string
	Input       func(name string) string // of the action
	Environment func(variable string) string
	Default     func(name string) string               // instead of the table's, where the CI host knows better; may be nil
	ReadFile    func(path string) ([]byte, error)      // for the files that hold settings or secrets
	Stat        func(path string) (fs.FileInfo, error) // looks at the file with the settings before it is read; may be nil
	Exists      func(path string) bool                 // looks for pagewright.yaml; nil: it is not looked for
	WorkingDir  string                                 // absolute
	CheckRoot   func(apiRoot, apiVersion string) error // reports whether the two can be followed together; may be nil
	CheckURL    func(url string) error                 // reports whether it can be the address of a Confluence; may be nil
	Unreviewed  func(folder string) string             // event by which what lies in a folder may be anybody's though the run has secrets; "" for none; may be nil
}

func (from Sources) lookUp(s Setting) (found given, notice string, err error) {
	if flag := from.Flag(s.Flag()); flag != "" {
		found = given{value: flag, where: "--" + s.Flag(), isFlag: true}
		if s.Secret {
			found.value, err = from.secretIn(flag, s)
		}
		return found, "", err
	}
	input := given{value: from.Input(s.Name), where: "input " + s.Name}
	environment := from.environment(s)
	if environment.value == "" && input.value == "" {
		if environment, err = from.environmentFile(s); err != nil {
			return environment, "", err
		}
	}
	switch {
	case input.value != "" && environment.value != "" && strings.TrimSpace(input.value) != strings.TrimSpace(environment.value):
		return input, fmt.Sprintf("%s is set twice and differs: %s is taken, %s is not", s.Name, input.where, environment.where), nil
	case input.value != "":
		return input, "", nil
	case environment.value != "":
		return environment, "", nil
	}
	return given{value: from.standard(s), where: s.Name, standard: true}, "", nil
}

func (from Sources) environment(s Setting) given {
	for _, variable := range append([]string{s.Environment()}, s.Aliases...) {
		if value := from.Environment(variable); value != "" {
			return given{value: value, where: "environment variable " + variable}
		}
	}
	return given{}
}

// environmentFile is what the environment says of the file that holds a secret.
func (from Sources) environmentFile(s Setting) (found given, err error) {
	if !s.Secret {
		return given{}, nil
	}
	variable := s.Environment() + "_FILE"
	file := from.Environment(variable)
	if file == "" {
		return given{}, nil
	}
	found.where = "environment variable " + variable
	found.value, err = from.secretIn(file, s)
	return found, err
}

func (from Sources) standard(s Setting) string {
	if from.Default != nil {
		if value := from.Default(s.Name); value != "" {
			return value
		}
	}
	return s.Default
}

func (from Sources) secretIn(file string, s Setting) (string, error) {
	content, err := from.ReadFile(file)
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err // without the name, for it may be the secret itself, given by mistake
	}
	if err != nil {
		return "", fmt.Errorf("it must name a file that holds the %s: %w", s.Name, err)
	}
	return strings.TrimRight(string(content), "\r\n"), nil
}
