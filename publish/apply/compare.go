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
	Over     bool                  // that one is, or was at first, somebody else's
}

// FilesToChange returns the files that a run uploads to a page with these attachments, in the order of the document, and the
// attachments that it removes. Recorded is the hash of the files that earlier runs put there: if all of them stand as they were,
// a file without our comment is somebody else's, and not one of ours that was changed by hand.
func FilesToChange(page *source.RenderedPage, stand []confluence.Attachment, recorded string) (uploaded []UploadedFile, removed []confluence.Attachment) {
	known, ours, oursAlone := map[string]confluence.Attachment{}, map[string]string{}, map[string]string{}
	for _, file := range stand {
		known[file.Title] = file
		if hash := space.HashInComment(file.Comment); hash != "" {
			ours[file.Title] = hash
			if !space.IsOverAnother(file.Comment) {
				oursAlone[file.Title] = hash
			}
		}
	}
	othersAreTheirs := space.FilesHash(ours) == recorded || space.FilesHash(oursAlone) == recorded
	for _, file := range page.Files {
		have := known[file.Name]
		if hash := space.HashInComment(have.Comment); hash != file.Hash {
			isTheirs := have.ID != "" && hash == "" && othersAreTheirs
			uploaded = append(uploaded, UploadedFile{File: file, Replaces: have, Over: isTheirs || space.IsOverAnother(have.Comment)})
		}
	}
	for _, file := range stand {
		isWanted := slices.ContainsFunc(page.Files, func(f source.File) bool { return f.Name == file.Title })
		if space.HashInComment(file.Comment) != "" && !space.IsOverAnother(file.Comment) && !isWanted {
			removed = append(removed, file)
		}
	}
	return uploaded, removed
}
