package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pagewright/pagewright/publish/workflow"
)

// writeFiles writes the files that the settings name. One that cannot be written makes the run fail: somebody waits for it.
func (r *Report) writeFiles() {
	for _, file := range []struct {
		setting, name string
		make          func() ([]byte, error)
	}{
		{"report", r.settings.Report, r.asJSON},
	} {
		if file.name == "" {
			continue
		}
		content, err := file.make()
		if err == nil {
			err = r.writeFile(file.name, r.host.Redactor().Text(string(content)))
		}
		if err != nil {
			r.unfiled = true
			r.annotate(workflow.Annotation{Level: workflow.Error, Title: "File not written", Message: fmt.Sprintf("%s: %s could not be written: %v", file.setting, file.name, err)})
		}
	}
}

func (r *Report) asJSON() ([]byte, error) {
	content, err := json.MarshalIndent(r, "", "  ")
	return append(content, '\n'), err
}

// writeFile writes beside the place and renames, so that a link in the checkout is replaced and not followed. Folders that
// are missing are made.
func (r *Report) writeFile(name, content string) error {
	if name == "-" {
		_, err := io.WriteString(r.about.Stdout, content)
		return err
	}
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if info, err := os.Lstat(name); err == nil && info.IsDir() {
		return errors.New("it is a folder")
	}
	beside, err := os.CreateTemp(folder, ".pagewright-*")
	if err != nil {
		return err
	}
	_, err = beside.WriteString(content)
	err = errors.Join(err, beside.Chmod(0o644), beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), name)
	}
	if err != nil {
		_ = os.Remove(beside.Name())
	}
	return err
}
