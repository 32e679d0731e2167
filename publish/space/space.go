// Package space holds values: what stands in Confluence, as far as a run has read it, and what earlier runs remember of
// what they published there. Nothing in it speaks to Confluence.
//
// What enters are pages and content properties as they were read; what leaves is the [Record] with its entries, and the
// properties to write when it changes. docs/publishing.md tells the rules in a user's words.
package space

import "time"

// Snapshot is what a run has read of a space. It holds what was asked for and nothing else: the zero page in Named and
// Titles was asked for and is not there.
type Snapshot struct {
	Key      string
	ID       string
	HomeID   string              // of the space's home page
	Parent   Page                // the page, or the folder, below which the documents appear
	Self     string              // id of the account, [AnyAuthor] where it may not be asked for; "" where it was not
	Pages    map[string]Page     // by id
	Unseen   map[string]bool     // ids of pages that are purged, or hidden from the account
	Named    map[string]Page     // by the words of the front matter
	Refused  map[string]string   // by the words of the front matter: why a page cannot be a parent
	Titles   map[string]Page     // by folded title: the current or archived page that holds it
	Bodies   map[string]string   // storage format, by id
	Labels   map[string][]string // by page id, where they were asked for; nil: they cannot be read
	Files    map[string][]File   // by page id, where they were asked for; nil: they cannot be read
	Children map[string][]Page   // by the id of the page above them
	Versions map[VersionOf]Past  // earlier ones; zero for one that cannot be read
	Below    []Page              // all pages below the parent page; nil where they were not read
}

// Page is a page of the space.
type Page struct {
	ID       string
	Title    string
	ParentID string // "" at the top of the space
	SpaceID  string
	Status   string // current, archived, trashed or draft
	Position int    // among its siblings; 0 where the host does not tell
	Version  Version
	WebURL   string
	Labels   []string // nil where they were not read, or not all of them
	Files    []File   // the attachments; nil where they were not read, or not all of them
	IsFolder bool
}

// Past is an earlier version of a page.
type Past struct {
	Title   string
	Body    string // storage format
	Version Version
}

// Version is one state of a page.
type Version struct {
	Number    int
	Message   string
	AuthorID  string
	CreatedAt time.Time
}

// Property is one content property.
type Property struct {
	ID       string
	Key      string
	Value    []byte // JSON
	Version  int
	AuthorID string    // of the version; "" where the host does not tell
	Created  time.Time // when the version was made, by the server's clock
}
