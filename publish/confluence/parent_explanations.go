package confluence

var parentExplanations = map[note]explanation{
	noteOtherSite: {
		title: "A page of another site",
		meaning: func(e *Error) string {
			return "its address is of another site (" + e.detail + ") than the one that is published to" + inBrackets(e.Route.Site) + "."
		},
		remedies: remedy("Name a page of the site in url, by its address, its id or its title.", "Or set url to an address of the other site."),
	},
	noteTrashed: {
		title:    "The parent page is in the trash",
		meaning:  says("it is in the trash, where nothing can be seen below it."),
		remedies: remedy("Restore it in Confluence (Space settings, Content, Trash).", otherParent),
	},
	noteArchived: {
		title:    "The parent page is archived",
		meaning:  says("it is archived, and nothing can be published below an archived page."),
		remedies: remedy("Restore it in Confluence (Space settings, Content, Archived pages).", otherParent),
	},
	noteDraft: {
		title:    "The parent page is a draft",
		meaning:  says("it is a draft that nobody has published, and only its author can see it."),
		remedies: remedy("Publish the draft in Confluence.", otherParent),
	},
	noteFolderOnV1: {
		title:   "The parent is a folder, which API v1 cannot publish to",
		meaning: says("it is a folder. API v1 has no content properties for folders, in which is remembered what was published, so that nothing is published below one."),
		remedies: remedy(
			"Set api-root to v2, with a credential that may use it: an API token without scopes, or one with the granular scopes, those for folders (read:folder:confluence, write:folder:confluence) among them.",
			"Or set parent to a page, which may lie in the folder.",
		),
	},
	noteHomePage: {
		title: "The home page of the space is not visible",
		meaning: func(e *Error) string {
			return "the documents are to go below the home page of the space " + e.detail + ", as parent names no other one, and that page is not there, or this account may not see it. Confluence does not tell these two apart."
		},
		remedies: remedy("Set parent to a page of the space that this account may see and edit.", "Or ask an administrator of the space to let this account view its home page."),
	},
	noteNoHomePage: {
		title: "The space has no home page",
		meaning: func(e *Error) string {
			return "the documents are to go below the home page of the space " + e.detail + ", as parent names no other page, and the space has none."
		},
		remedies: remedy("Set parent to the page below which the documents are to appear."),
	},
}

const otherParent = "Or set parent to another page."

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}
