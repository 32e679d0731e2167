package report

import (
	"crypto/rand"
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
		inert         func(text string) string // for standard output, where a CI host reads along
	}{
		{"report", r.settings.Report, r.asJSON, workflow.InertJSON},
		{"sarif", r.settings.SARIF, r.asSARIF, workflow.InertJSON},
		{"code-quality", r.settings.CodeQuality, r.asCodeQuality, workflow.InertJSON},
		{"summary", r.settings.Summary, r.asComment, workflow.Inert},
	} {
		if file.name == "" {
			continue
		}
		content, err := file.make()
		if err == nil {
			text := r.host.Redactor().Text(string(content))
			if file.name == "-" {
				text = file.inert(text)
			}
			err = r.writeFile(file.name, text)
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

// commentMark is by what a workflow finds its comment again.
const commentMark = "<!-- pagewright -->\n"

func (r *Report) asComment() ([]byte, error) {
	return []byte(commentMark + workflow.CutMarkdown(r.markdown(commentRoom), commentRoom)), nil
}

func (r *Report) writeFile(name, content string) error {
	if name == "-" {
		_, err := io.WriteString(r.about.Stdout, content)
		return err
	}
	root, below, err := folderFor(name)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if filepath.Base(filepath.Dir(filepath.Join(root.Name(), below))) == workflow.OwnFolder {
		err = keepFromGit(root, filepath.Dir(below))
	}
	return errors.Join(err, replace(root, below, content))
}

// folderFor opens the folder below which a file is to be written: the working directory, so that no link in a checkout leads
// out of it, or for a file elsewhere the folder that is named.
func folderFor(name string) (root *os.Root, below string, err error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return nil, "", err
	}
	if here, err := os.Getwd(); err == nil {
		if below, err := filepath.Rel(here, absolute); err == nil && filepath.IsLocal(below) {
			root, err := os.OpenRoot(here)
			return root, below, err
		}
	}
	folder := filepath.Dir(absolute)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, "", err
	}
	root, err = os.OpenRoot(folder)
	return root, filepath.Base(absolute), err
}

// replace writes beside the place and renames, so that a link there is replaced and not followed. Folders that are missing
// are made.
func replace(root *os.Root, name, content string) error {
	folder := filepath.Dir(name)
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if info, err := root.Lstat(name); err == nil && info.IsDir() {
		return errors.New("it is a folder")
	}
	beside := filepath.Join(folder, ".pagewright-"+rand.Text())
	err := writeNew(root, beside, content)
	if err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		_ = root.Remove(beside)
	}
	return err
}

// keepFromGit keeps what is in a folder out of commits.
func keepFromGit(root *os.Root, folder string) error {
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	err := writeNew(root, filepath.Join(folder, ".gitignore"), "*\n")
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

func writeNew(root *os.Root, name, content string) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	return errors.Join(err, file.Close())
}
