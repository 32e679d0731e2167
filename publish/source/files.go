package source

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"syscall"
)

// Refusal says why a file of the workspace must not leave it.
type Refusal struct {
	Path   string // in the workspace
	Reason string
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s is not published: %s", r.Path, r.Reason) }

// Largest sizes, in bytes. Confluence refuses pages above 5 MB, and its default for attachments is 100 MB.
const (
	maxDocument   = 16 << 20
	maxAttachment = 256 << 20
)

// ReadDocument reads a document.
func (w *Workspace) ReadDocument(name string) ([]byte, error) {
	if err := w.mayLeave(name); err != nil {
		return nil, err
	}
	return w.read(name, maxDocument)
}

// Attachment looks at a file that a document shows or links to. Images may come from anywhere in the workspace but git's
// own folders, other files only if git does not ignore them.
func (w *Workspace) Attachment(name string) (Attachment, error) {
	if picture, is := w.picture(name); is {
		return picture, nil
	}
	w.mu.Lock()
	known, met := w.attachments[name]
	w.mu.Unlock()
	if met {
		return known.attachment, known.err
	}
	attachment, _, err := w.attachment(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.attachments[name] = attachmentOrError{attachment, err}
	return attachment, err
}

// ReadAttachment returns the content of a file that may be put on a page.
func (w *Workspace) ReadAttachment(name string) ([]byte, error) {
	if _, is := w.picture(name); is {
		return w.Diagrams.Picture(name)
	}
	_, content, err := w.attachment(name)
	return content, err
}

// picture looks at the picture of a diagram. Its hash is that of its name, which says what is drawn by which engine: the picture
// itself need not be drawn for it.
func (w *Workspace) picture(name string) (Attachment, bool) {
	if w.Diagrams == nil || !w.Diagrams.Has(name) {
		return Attachment{}, false
	}
	sum := sha256.Sum256([]byte(name))
	return Attachment{Path: name, Hash: shortHash(sum[:]), MediaType: "image/svg+xml", IsImage: true, Drawn: true}, true
}

func (w *Workspace) attachment(name string) (Attachment, []byte, error) {
	if err := w.isGits(name); err != nil {
		return Attachment{}, nil, err
	}
	content, err := w.read(name, maxAttachment)
	if err != nil {
		return Attachment{}, nil, err
	}
	sum := sha256.Sum256(content)
	attachment := Attachment{Path: name, Hash: shortHash(sum[:])}
	if attachment.MediaType, attachment.Width, attachment.Height = imageType(content); attachment.MediaType != "" {
		attachment.IsImage = true
		return attachment, content, nil
	}
	if err := w.mayLeave(name); err != nil {
		return Attachment{}, nil, err
	}
	attachment.MediaType = mediaType(name, content)
	return attachment, content, nil
}

func mediaType(name string, content []byte) string {
	if byName := mime.TypeByExtension(path.Ext(name)); byName != "" {
		return byName
	}
	return http.DetectContentType(content)
}

// shortHash keeps 128 bits of a file's hash.
func shortHash(sum []byte) string {
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// mayLeave refuses what is git's own, and what git ignores.
func (w *Workspace) mayLeave(name string) error {
	if err := w.isGits(name); err != nil {
		return err
	}
	for _, path := range []string{name, w.target(name)} {
		if w.isAllowed(path) {
			continue
		}
		if w.git.ignores(path) {
			return &Refusal{Path: name, Reason: "git ignores it; untracked: allow publishes such files"}
		}
		if err := w.git.trouble(path); err != nil {
			return &Refusal{Path: name, Reason: err.Error() + "; untracked: allow publishes such files"}
		}
	}
	return nil
}

// mayBeNamed refuses addresses of what the repository's host does not show.
func (w *Workspace) mayBeNamed(name string, info fs.FileInfo) error {
	if info.IsDir() {
		return w.mayLeave(name)
	}
	return errors.Join(isRegular(name, info), w.mayLeave(name))
}

func (w *Workspace) isGits(name string) error {
	if w.git.isGits(name) || w.git.isGits(w.target(name)) {
		return &Refusal{Path: name, Reason: "it belongs to git itself"}
	}
	return nil
}

// target is the file that a name leads to through symbolic links.
func (w *Workspace) target(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.follow(name)
}

// follow goes on from where the folder of a file leads to, which is known after the first file in it.
func (w *Workspace) follow(name string) string {
	if name == "." || name == "/" {
		return name
	}
	if known, met := w.targets[name]; met {
		return known
	}
	to := name
	if dir := w.follow(path.Dir(name)); !w.isLink(path.Join(dir, path.Base(name))) {
		to = path.Join(dir, path.Base(name))
	} else if real, err := filepath.EvalSymlinks(filepath.Join(w.Dir, filepath.FromSlash(name))); err == nil {
		if below, err := filepath.Rel(w.Dir, real); err == nil && filepath.IsLocal(below) {
			to = filepath.ToSlash(below)
		} // else os.Root refuses to open it
	}
	w.targets[name] = to
	return to
}

func (w *Workspace) isLink(name string) bool {
	info, err := os.Lstat(filepath.Join(w.Dir, filepath.FromSlash(name)))
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// read returns the content of a regular file; opening a pipe or device does not wait for anybody.
func (w *Workspace) read(name string, most int64) ([]byte, error) {
	file, err := w.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		if info, statErr := w.root.Stat(filepath.FromSlash(name)); statErr == nil && isRegular(name, info) != nil {
			return nil, isRegular(name, info) // a socket cannot even be opened
		}
		return nil, w.explain(name, err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, w.explain(name, err)
	}
	if err := isRegular(name, info); err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fmt.Errorf("%s has %d MB, more than the %d MB that are read", name, info.Size()>>20, most>>20)
	}
	content, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, w.explain(name, err)
	}
	return content, nil
}

func isRegular(name string, info fs.FileInfo) error {
	what := "a device"
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return fmt.Errorf("%s is a folder, not a file", name)
	case mode&fs.ModeNamedPipe != 0:
		what = "a pipe"
	case mode&fs.ModeSocket != 0:
		what = "a socket"
	}
	return &Refusal{Path: name, Reason: fmt.Sprintf("it is %s, not a regular file", what)}
}
