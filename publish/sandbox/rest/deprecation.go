package rest

// announceDeprecation marks the answers of v1 operations that have left the document, as logged from live sites.
func (c *call) announceDeprecation() {
	if !c.op.removed {
		return
	}
	c.header.Set("Deprecation", "Wed, 1 Mar 2023 00:00:00 GMT")
	c.header.Set("Link", `<https://developer.atlassian.com/cloud/confluence/changelog/#CHANGE-864>; rel="deprecation"`)
	c.header.Set("Warning", `299 - "Deprecated API, will be removed on Mon, 31 Mar 2025"`)
}
