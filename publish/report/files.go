package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pagewright/pagewright/publish/workflow"
)

// writeFiles writes the files that the settings name. One that cannot be written makes the run fail: somebody waits for it.
func (r *Report) writeFiles() {
	secrets := r.host.Redactor()
	for _, file := range []struct {
		setting, name string
		make          func() ([]byte, error)
		redact        func(text string) string
		inert         func(text string) string // for standard output and standard error, where a CI host reads along
	}{
		{"report", r.settings.Report, r.asJSON, secrets.JSON, workflow.InertJSON},
		{"sarif", r.settings.SARIF, r.asSARIF, secrets.JSON, workflow.InertJSON},
		{"code-quality", r.settings.CodeQuality, r.asCodeQuality, secrets.JSON, workflow.InertJSON},
		{"summary", r.settings.Summary, r.asComment, secrets.Text, workflow.Inert},
	} {
		if file.name == "" {
			continue
		}
		content, err := file.make()
		if err == nil {
			text := file.redact(string(content))
			if stream := r.streamOf(file.name); stream != nil {
				_, err = io.WriteString(stream, file.inert(text))
			} else {
				err = r.writeFile(file.name, text)
			}
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

// streamOf returns the stream that a name means: -, or what standard output or standard error is already, such as /dev/stderr,
// in which lines would be lost if it were opened once more. Nil: it is another file.
func (r *Report) streamOf(name string) io.Writer {
	if name == "-" {
		return r.about.Stdout
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	for _, stream := range []*os.File{os.Stdout, os.Stderr} {
		if of, err := stream.Stat(); err == nil && os.SameFile(info, of) {
			return stream
		}
	}
	return nil
}

func (r *Report) writeFile(name, content string) error {
	place, err := placeOf(name, cmp.Or(r.Workspace, checkoutHere()))
	if err != nil {
		return err
	}
	if folder := filepath.Dir(place); filepath.Base(folder) == workflow.OwnFolder {
		if err := keepFromGit(folder); err != nil {
			return err
		}
	}
	return write(place, content)
}
