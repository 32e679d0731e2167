package apply

import (
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// FilesToChange returns the names of the files of a page that a run would add, replace and remove.
func FilesToChange(page *source.RenderedPage, stand []confluence.Attachment) (added, changed, dropped []string) {
	known := map[string]confluence.Attachment{}
	for _, file := range stand {
		known[file.Title] = file
	}
	for _, file := range page.Files {
		switch have, stands := known[file.Name]; {
		case !stands:
			added = append(added, file.Name)
		case space.HashInComment(have.Comment) != file.Hash:
			changed = append(changed, file.Name)
		}
	}
	for _, file := range stand {
		if space.HashInComment(file.Comment) != "" && !isWanted(page, file.Title) {
			dropped = append(dropped, file.Title)
		}
	}
	return added, changed, dropped
}
