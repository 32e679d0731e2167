package settings

import (
	"fmt"
	"slices"
)

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

// settings reads the settings of the whole run.
func (r *reader) settings() Settings {
	var settings Settings
	var urlAt string
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
		if setting.Name == "url" {
			urlAt = found.where
		}
		if err == nil && setting.Name == "mode" {
			err = settings.follow(r.Command, found)
		}
		if err != nil {
			r.refuse(fmt.Errorf("%s: %w", found.where, err))
		}
	}
	r.checkURL(settings, urlAt)
	if len(r.Arguments) > 0 {
		settings.Docs, settings.DocsAt = r.Arguments, nil
	}
	if r.file != nil {
		settings.FileDir = r.file.dir
	}
	return settings
}

// checkURL refuses what cannot be an address, in the file as any mistake there, and elsewhere where no client will: of what
// keeps a run from Confluence, the client tells more.
func (r *reader) checkURL(s Settings, where string) {
	if r.CheckURL == nil || s.Mode != Check && !slices.Contains(r.inFile, "url") {
		return
	}
	if err := r.CheckURL(s.URL); err != nil {
		r.refuse(fmt.Errorf("%s: %w", where, err))
	}
}

// baseOf is the folder that the paths of a setting count from.
func (r *reader) baseOf(s Setting) string {
	if s.place == forAllTrees {
		return r.WorkingDir
	}
	return r.folder
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
