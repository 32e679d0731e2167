package rest

import (
	"net/http"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageTreeHandlers: only Cloud's v1 deletes a page with all that is below it (SPEC1 /content/{id}/pageTree).
var pageTreeHandlers = []handler{
	{v1, "DELETE /content/{id}/pageTree", deletePageTree},
}

func deletePageTree(c *call) (any, error) {
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	if page.Type != store.PageType || page.Status != store.Current {
		return nil, badRequest("Content with id %s is not a current page", page.ID)
	}
	if _, err := c.Store.TrashTree(page.ID); err != nil {
		return nil, err
	}
	return answer{status: http.StatusAccepted, body: c.taskPointer(c.Store.FinishedTask("Delete page tree"))}, nil
}
