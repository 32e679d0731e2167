package rest

import "slices"

// watchHandlers: who creates a page watches it; a publisher may want its account not to.
var watchHandlers = []handler{
	{v1 | dc, "GET /user/watch/content/{id}", isWatching},
	{v1 | dc, "POST /user/watch/content/{id}", startWatching},
	{v1 | dc, "DELETE /user/watch/content/{id}", stopWatching},
}

func isWatching(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return object{"watching": slices.Contains(c.Store.Watchers(page.ID), c.watcher())}, nil
}

// watcher is the user the request names, or the caller.
func (c *call) watcher() string {
	if id := c.query("accountId"); id != "" {
		return id
	}
	return c.caller.user.AccountID
}

// startWatching answers on Data Center with the watch (SPECDC ContentWatch), on Cloud with nothing.
func startWatching(c *call) (any, error) {
	done, err := c.watch(true)
	if err != nil || c.family != dc {
		return done, err
	}
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return object{"watcher": c.userByID(c.watcher()), "content": c.contentObject(page, nil)}, nil
}

func stopWatching(c *call) (any, error) {
	if c.family == v1 {
		if err := c.checkXSRF(); err != nil {
			return nil, err
		}
	}
	return c.watch(false)
}

func (c *call) watch(on bool) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.Watch(page.ID, c.watcher(), on)
}
