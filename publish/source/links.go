package source

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pagewright/pagewright/render"
)

// Link resolves the destination of a link as GitHub does: relative to the document, or to the repository when it begins
// with "/".
func (l *linkResolver) Link(destination string) (render.Target, error) {
	file, suffix, err := l.locate(destination)
	if err != nil {
		return nil, err
	}
	page := l.pageOf(file)
	info, err := l.workspace.Stat(file)
	if page == nil && err != nil {
		page = l.asBuilt(destination)
	}
	if page != nil {
		target, ok := l.toPage(page, fragmentOf(suffix))
		if !ok {
			return nil, fmt.Errorf("%q leads to a page that is not published", destination)
		}
		return target, nil
	}
	if err != nil {
		if static, ok := l.asStatic(destination); ok {
			file = static
			info, err = l.workspace.Stat(file)
		}
	}
	if err != nil {
		return nil, l.explain(destination, file, suffix, err)
	}
	address := l.address(l.workspace.target(file), suffix)
	if !info.IsDir() && !isMarkdown(file) && (l.besideDocs(file) || address == "" && l.page.Docs == ".") {
		if _, err := l.workspace.Attachment(file); err != nil {
			return nil, err
		}
		l.linked[file] = true
		return render.FileTarget{Path: file, Name: l.attachmentName(file)}, nil
	}
	if err := l.workspace.mayBeNamed(file, info); err != nil {
		return nil, err
	}
	if address == "" {
		l.leftOut.Store(true) // it is said once for the whole run
		return nil, nil
	}
	return render.URLTarget{URL: address}, nil
}

// Image resolves the source of an image to a file that becomes an attachment of the page.
func (l *linkResolver) Image(destination string) (render.Target, error) {
	file, suffix, err := l.locate(destination)
	if err != nil {
		return nil, err
	}
	if _, err := l.workspace.Stat(file); err != nil {
		static, ok := l.asStatic(destination)
		if ok {
			return l.image(static)
		}
		return nil, l.explain(destination, file, suffix, err)
	}
	return l.image(file)
}

func (l *linkResolver) image(file string) (render.Target, error) {
	image, err := l.workspace.Attachment(file)
	switch {
	case err != nil:
		return nil, err
	case !image.IsImage:
		return nil, &Refusal{Path: file, Reason: "its content is no image; a link to it would attach it as a file"}
	}
	return render.FileTarget{Path: file, Name: l.attachmentName(file), Width: image.Width, Height: image.Height}, nil
}

// locate returns the workspace path that a destination names, and what follows it: query and fragment.
func (l *linkResolver) locate(destination string) (file, suffix string, err error) {
	name, suffix := cutDestination(destination)
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		if static := l.inStatic(rooted); static != "" && !l.exists(path.Clean(rooted)) {
			return static, suffix, nil
		}
	}
	file = l.fileAt(name)
	if !utf8.ValidString(file) {
		return "", "", fmt.Errorf("%q leads nowhere: names of files are in UTF-8", destination)
	}
	if !fs.ValidPath(file) && l.pageOf(file) == nil {
		return "", "", fmt.Errorf("%q leads out of the repository", destination)
	}
	file = l.asNamed(file)
	// Azure DevOps escapes a hyphen in the name of a wiki's file itself: https://learn.microsoft.com/azure/devops/project/wiki/wiki-file-structure
	if written := l.fileAt(strings.TrimSuffix(destination, suffix)); written != file && !l.exists(file) && l.exists(written) {
		return written, suffix, nil
	}
	return file, suffix, nil
}

// fileAt returns the workspace path that a document means by a path, which counts from the repository if it begins with "/".
func (l *linkResolver) fileAt(name string) string {
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		return path.Clean(rooted)
	}
	if name == "" {
		return l.page.Source
	}
	return path.Join(path.Dir(l.page.Source), name)
}

// asNamed returns the name of a file as it is on disk. Documents are read in normal form C, but macOS names files in form D.
func (l *linkResolver) asNamed(file string) string {
	decomposed := norm.NFD.String(file)
	if decomposed == file || l.pageOf(file) != nil {
		return file
	}
	if _, err := l.workspace.Stat(file); err != nil {
		if _, err := l.workspace.Stat(decomposed); err == nil {
			return decomposed
		}
	}
	return file
}

func fragmentOf(suffix string) string {
	_, fragment, _ := strings.Cut(suffix, "#")
	if decoded, err := url.PathUnescape(fragment); err == nil {
		return decoded
	}
	return fragment
}

func (l *linkResolver) explain(destination, file, suffix string, err error) error {
	if rest, _ := url.PathUnescape(suffix); rest != "" {
		if _, missing := l.workspace.Stat(file + rest); missing == nil {
			return fmt.Errorf("%q leads nowhere: %w; the file %s is named with # as %%23 and ? as %%3F", destination, err, file+rest)
		}
	}
	return l.suggest(destination, file, fmt.Errorf("%q leads nowhere: %w", destination, err))
}

// attachmentName is the file's own name unless Confluence refuses it or another file of the page has it already; then its
// folders' names come in front, and at last a number behind.
func (l *linkResolver) attachmentName(file string) string {
	parts := strings.Split(file, "/")
	for i := range slices.Backward(parts) {
		if name := attachable(strings.Join(parts[i:], "-")); l.take(name, file) {
			return name
		}
	}
	whole := attachable(strings.Join(parts, "-"))
	extension := path.Ext(whole)
	for number := 2; ; number++ {
		if name := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(whole, extension), number, extension); l.take(name, file) {
			return name
		}
	}
}

// take reports whether the file has the name, or may have it. Names that differ by case alone are one on some hosts.
func (l *linkResolver) take(name, file string) bool {
	key := strings.ToLower(name)
	if holder, taken := l.names[key]; taken {
		return holder == file
	}
	l.names[key] = file
	return true
}

// attachable replaces the characters that Confluence refuses in file names: "/" by its documents, the others as
// Data Center and other publishers' experience have it.
func attachable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\":?*|<>`, r) {
			return '-'
		}
		return r
	}, name)
}
