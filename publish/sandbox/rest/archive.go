package rest

import (
	"net/http"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// archiveHandlers: only Cloud's v1 can archive pages (SPEC1 /content/archive).
var archiveHandlers = []handler{
	{v1, "POST /content/archive", archivePages},
}

// maxArchived is how many pages one request archives (SPEC1).
const maxArchived = 300

func archivePages(c *call) (any, error) {
	var in struct{ Pages []struct{ ID id } }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if len(in.Pages) == 0 || len(in.Pages) > maxArchived {
		return nil, badRequest("The number of pages to archive must be between 1 and %d", maxArchived)
	}
	var ids []string
	for _, p := range in.Pages {
		page, err := c.editable(string(p.ID))
		if err != nil || page.Type != store.PageType {
			return nil, badRequest("Content with id %s is not a page", p.ID)
		}
		ids = append(ids, page.ID)
	}
	task, err := c.Store.ArchivePages(ids)
	if err != nil {
		return nil, err
	}
	return answer{status: http.StatusAccepted, body: c.taskPointer(task)}, nil
}
