package source

// Attachment is a file that may be put on a page.
type Attachment struct {
	Path          string // in the workspace
	Hash          string
	MediaType     string
	Width, Height int // of an image, in pixels; 0 where they cannot be told
	IsImage       bool
	Drawn         bool // it is the picture of a diagram
}

type attachmentOrError struct {
	attachment Attachment
	err        error
}
