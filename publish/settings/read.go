package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
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
	Exists      func(path string) bool                 // looks for pagewright.yaml; nil: it is not looked for
	WorkingDir  string                                 // absolute
	CheckRoot   func(apiRoot, apiVersion string) error // reports whether the two can be followed together; may be nil
	Unreviewed  func(folder string) string             // event by which what lies in a folder may be anybody's though the run has secrets; "" for none; may be nil
}

// Read takes every setting from the strongest source that has it and checks it. Notices tell where two sources differ,
// and which was taken. The error joins all that is wrong, and is an [ErrUsage]; the settings then lack what is wrong.
func Read(from Sources) (settings Settings, notices []string, err error) {
	r := &reader{Sources: from}
	r.findFile()
	settings = r.settings()
	if r.file != nil && len(r.file.trees) > 0 {
		r.readTrees(&settings)
	} else if len(settings.Chosen) > 0 {
		r.refuse(fmt.Errorf("tree: %s is named, and there are no trees: %s lists them", strings.Join(settings.Chosen, ", "), FileName))
	}
	r.distrust(settings)
	if from.CheckRoot != nil {
		if err := from.CheckRoot(settings.APIRoot, settings.APIVersion); err != nil {
			r.refuse(err)
		}
	}
	if err := settings.checkStdout(); err != nil {
		r.refuse(err)
	}
	if len(r.wrong) > 0 {
		return settings, r.notices, fmt.Errorf("%w: %w", ErrUsage, errors.Join(r.wrong...))
	}
	return settings, r.notices, nil
}

// reader collects what is found.
type reader struct {
	Sources
	file    *File    // nil where there is none
	inFile  []string // names of the settings whose values come from it
	folder  string   // that docs count from: the working directory, or the one that is set
	notices []string
	wrong   []error
}

func (r *reader) refuse(err error) {
	if err != nil {
		r.wrong = append(r.wrong, err)
	}
}

// findFile reads the file with the settings.
func (r *reader) findFile() {
	var at Settings
	for _, setting := range Table() {
		if setting.Name == "config" || setting.Name == "working-directory" {
			found, _, _ := r.lookUp(setting) // told later
			_ = setting.apply(&at, found)
		}
	}
	r.folder = at.In(r.WorkingDir)
	if r.Exists != nil && !r.Exists(r.folder) {
		r.refuse(fmt.Errorf("working-directory: there is no folder %s", at.WorkingDirectory))
		return
	}
	file, err := r.Sources.file(at.Config, r.folder)
	r.file = file
	r.refuse(err)
}

// unsafe are the settings that say where the credential and the documents go, what is done, and which files are written.
var unsafe = []string{"url", "cloud-id", "api-root", "allow-http", "kroki-url", "mode", "report", "sarif", "code-quality", "summary"}

// distrust refuses what the file says of these where it may be anybody's, and the run has a credential.
func (r *reader) distrust(s Settings) {
	if r.file == nil || r.Unreviewed == nil || s.Credential.Token == "" && s.Credential.ClientSecret == "" {
		return
	}
	event := r.Unreviewed(r.file.dir)
	if event == "" {
		return
	}
	for _, name := range r.inFile {
		if slices.Contains(unsafe, name) {
			r.refuse(fmt.Errorf("%s: on %s, %s may be anybody's, and this run has a credential: give %s in the workflow, and it is not looked for in the file", name, event, r.file.name, name))
		}
	}
}

// In returns the folder that docs count from, for a run in a working directory.
func (s Settings) In(workingDir string) string {
	if workingDir == "" || filepath.IsAbs(s.WorkingDirectory) {
		return s.WorkingDirectory
	}
	return filepath.Join(workingDir, s.WorkingDirectory)
}

// settings reads the settings of the whole run.
func (r *reader) settings() Settings {
	var settings Settings
	for _, setting := range Table() {
		if setting.Name == "mode" && r.IgnoresMode {
			continue
		}
		found, notice, err := r.lookUp(setting)
		if notice != "" {
			r.notices = append(r.notices, notice)
		}
		if found.standard && r.file != nil && !(setting.Name == "mode" && r.Command != "") {
			if inFile, ok := r.file.value(r.file.values, setting, r.baseOf(setting)); ok {
				found = inFile
				r.inFile = append(r.inFile, setting.Name)
			}
		}
		if err == nil {
			err = setting.apply(&settings, found)
		}
		if err == nil && setting.Name == "mode" {
			err = settings.follow(r.Command, found)
		}
		if err != nil {
			r.refuse(fmt.Errorf("%s: %w", found.where, err))
		}
	}
	if len(r.Arguments) > 0 {
		settings.Docs = r.Arguments
	}
	if r.file != nil {
		settings.FileDir = r.file.dir
	}
	return settings
}

// baseOf is the folder that the paths of a setting count from.
func (r *reader) baseOf(s Setting) string {
	if s.place == forAllTrees {
		return r.WorkingDir
	}
	return r.folder
}

// given is the value of a setting and the place that it was found in.
type given struct {
	value, where string
	items        []string // of a list in the file
	isList       bool
	isFlag       bool
	standard     bool // nobody set it
}

// list returns the items of a list.
func (g given) list() []string {
	if g.isList {
		return g.items
	}
	return splitList(g.value)
}

// follow makes the command given the mode.
func (s *Settings) follow(command Mode, mode given) error {
	if command == "" {
		return nil
	}
	if !mode.standard && s.Mode != command {
		return fmt.Errorf("%q contradicts the command %s: remove it, or say pagewright %s", s.Mode, command, s.Mode)
	}
	s.Mode = command
	return nil
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

func (s Setting) apply(settings *Settings, found given) error {
	if s.items != nil {
		return s.items(settings, found.list())
	}
	value := found.value
	if s.Values != nil {
		value = strings.ToLower(strings.TrimSpace(value))
		if err := oneOf(value, s.Values); err != nil {
			return err
		}
	}
	return s.set(settings, value)
}
