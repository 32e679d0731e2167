package source

import (
	"crypto/sha256"
	"slices"

	"github.com/pagewright/pagewright/render"
)

// readAll reads documents side by side, and returns them by path.
func (r *treeReader) readAll(files []string) map[string]reading {
	readings := make([]reading, len(files))
	done := r.workspace.Progress.Count(len(files), "documents are read")
	sideBySide(len(files), func(i int) {
		readings[i] = r.read(files[i])
		done()
	})
	byPath := make(map[string]reading, len(files))
	for i, file := range files {
		byPath[file] = readings[i]
	}
	return byPath
}

func (r *treeReader) read(file string) reading {
	content, err := r.workspace.ReadDocument(file)
	markdown := r.markdown()
	parsed, problems := markdown.Parse(file, content)
	return reading{err: err, problems: slices.Clip(problems), document: &Document{
		Path: file, FrontMatter: parsed.FrontMatter, Heading: parsed.Heading, HeldBack: parsed.HeldBack,
		HeadingLine: parsed.HeadingLine, HeadingColumn: parsed.HeadingColumn,
		Anchors: parsed.AnchorIndex(), markdown: markdown, sum: sha256.Sum256(content), unreadable: err != nil,
	}}
}

// markdown returns the Markdown that documents are read as.
func (r *treeReader) markdown() render.Markdown {
	s := r.settings.Dialect
	return render.Markdown{Dialects: r.tree.Dialects, Hint: !(len(s) == 1 && s[0] == "github"), Include: r.includer.read}
}
