package space

// Needs is what must be read of the space, besides what a snapshot has.
type Needs struct {
	Pages    []string // ids
	Retired  []string // ids of archived pages that no document asks for: they are seen only where pages are read in bulk
	Named    []string // pages as front matter names them: id, title or address
	Titles   []string // whose pages hold these titles
	Bodies   []string // ids of pages
	Labels   []string // ids of pages whose labels must be known
	Files    []string // ids of pages whose attachments must be known
	Children []string // ids of pages whose children must be known
	Versions []VersionOf
	Below    bool // all pages below the parent page
	Self     bool // which account this is
}

// VersionOf names one version of a page.
type VersionOf struct {
	ID     string
	Number int
}

// Empty reports whether nothing is needed.
func (n Needs) Empty() bool {
	return len(n.Pages)+len(n.Retired)+len(n.Named)+len(n.Titles)+len(n.Bodies)+len(n.Labels)+len(n.Files)+len(n.Children)+len(n.Versions) == 0 && !n.Below && !n.Self
}
