package apply

import (
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// UploadedFile is a file that a run uploads to a page.
type UploadedFile struct {
	source.File
	Replaces confluence.Attachment // zero for a file that the page does not have
}

// FilesToChange returns the files that a run uploads to a page with these attachments, in the order of the document, and the
// attachments that it removes.
func FilesToChange(page *source.RenderedPage, stand []confluence.Attachment) (uploaded []UploadedFile, removed []confluence.Attachment) {
	known := map[string]confluence.Attachment{}
	for _, file := range stand {
		known[file.Title] = file
	}
	for _, file := range page.Files {
		if have := known[file.Name]; space.HashInComment(have.Comment) != file.Hash {
			uploaded = append(uploaded, UploadedFile{File: file, Replaces: have})
		}
	}
	for _, file := range stand {
		isWanted := slices.ContainsFunc(page.Files, func(f source.File) bool { return f.Name == file.Title })
		if space.HashInComment(file.Comment) != "" && !isWanted {
			removed = append(removed, file)
		}
	}
	return uploaded, removed
}
