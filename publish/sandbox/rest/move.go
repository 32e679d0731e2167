package rest

import (
	"net/http"
	"slices"
)

// moveHandlers: only Cloud's v1 can order pages (SPEC1 /content/{pageId}/move).
var moveHandlers = []handler{
	{v1, "PUT /content/{id}/move/{position}/{target}", movePage},
}

func movePage(c *call) (any, error) {
	position := c.param("position")
	if !slices.Contains([]string{"before", "after", "append"}, position) {
		return nil, badRequest("Invalid position: %s. Valid positions are before, after and append", position)
	}
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	target, err := c.visible(c.param("target"))
	if err != nil {
		return nil, err
	}
	if space := c.spaceOf(target); !c.Store.MayEditSpace(c.caller.user, space) {
		return nil, failure(http.StatusForbidden, "FORBIDDEN", "User is not permitted to create a page in the target space")
	}
	moved, err := c.Store.Move(page.ID, position, target.ID)
	if err != nil {
		return nil, err
	}
	return object{"pageId": moved.ID}, nil
}
