package confluence

// Capabilities are what the Confluence at hand can do, by its kind and its API root.
type Capabilities struct {
	Archives              bool // pages can be archived
	Orders                bool // siblings can be put in order
	OrdersByPosition      bool // that is done by SetPosition; else by MovePage
	RetitlesAlone         bool // a title is changed without sending the text
	MovesAlone            bool // a page is moved without sending the text
	ReadsByID             bool // PagesByID; else PagesBelow
	ListsFolders          bool // ChildrenBelow shows folders, or there are none; else ChildFolders
	ShowsLabelsAndFiles   bool // the bulk read has labels and attachments
	FoldersHaveProperties bool // folders bear content properties
	MinorEdits            bool // a version can be one that nobody is notified of
	DropsEarlyAnchors     bool // a link to a heading loses it where its page does not exist yet (CONFCLOUD-78192)
	NewEditor             bool // pages are made for the new editor
	FollowsRenames        bool // links in stored texts follow the new title of the page they lead to: not known of any
}

// Can returns what the Confluence at hand can do. It changes only when the route does.
func (c *Client) Can() Capabilities {
	route := c.Route()
	dataCenter, v2 := route.Kind == DataCenter, route.Version == V2
	return Capabilities{
		Archives:              !dataCenter,
		Orders:                true,
		OrdersByPosition:      dataCenter,
		RetitlesAlone:         v2,
		MovesAlone:            true,
		ReadsByID:             v2 || dataCenter,
		ListsFolders:          v2 || dataCenter,
		ShowsLabelsAndFiles:   !v2,
		FoldersHaveProperties: v2,
		MinorEdits:            !v2,
		DropsEarlyAnchors:     !dataCenter,
		NewEditor:             !dataCenter,
	}
}
