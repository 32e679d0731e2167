package render

// Editor is the editor that a page is made for. It decides what may stand where, and the names of code languages and of the
// anchors of headings.
type Editor int

const (
	CloudEditor  Editor = iota // the new editor
	LegacyEditor               // Data Center, and old pages in the cloud
	editors                    // how many there are
)
