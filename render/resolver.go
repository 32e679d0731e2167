package render

// A Resolver says what a destination written in a document stands for. It knows the files and the tree of pages; this package
// does not.
//
// Destinations come as the document has them, with Markdown's escapes undone but maybe percent-encoded, fragments included.
// Absolute URLs (https:, mailto: …) and fragments alone (#section) are never asked for.
//
// An error becomes a warning at the destination's place, and the link's text or the image's alternative text stays. If a Target
// comes beside the error, it is used all the same.
type Resolver interface {
	Link(destination string) (Target, error)
	Image(destination string) (Target, error)
}

// A Localizer is a Resolver that knows the addresses of the documents' own repository on the web.
type Localizer interface {
	// Local returns the destination that an http or https URL stands for, as it would be written in the document; found is
	// false if the URL is not one of the repository.
	Local(url string) (destination string, found bool)
}

// A Namer is a Resolver that knows documents and files by their names, as wikilinks have them.
type Namer interface {
	// Named returns the destination, as it would be written in the document, of the document or file, or of the image, with a
	// name: that of the file, or its path or a part of it, with its extension or without; or the title of a document.
	Named(name string, image bool) (destination string, err error)
}

// Target is what a destination stands for: a PageTarget, a FileTarget or a URLTarget.
type Target interface{ target() }

// PageTarget is a page in Confluence.
type PageTarget struct {
	SpaceKey string // "" is the space of the linking page
	Title    string
	Anchors  *Anchors  // of the page's document, to look Fragment up in; nil if they are those of Document
	Document *Document // the page's document; nil if it has none, or Anchors are given
	Fragment string    // heading slug or anchor without "#"; may be percent-encoded

	// OmitsHeading says that the page is rendered with Options.OmitHeading.
	OmitsHeading bool
}

// FileTarget is a file that becomes an attachment of the page.
type FileTarget struct {
	Path          string // the caller's name of the file, handed back in Attachment
	Name          string // file name on the page
	Width, Height int    // of an image in pixels; 0 if unknown
}

// URLTarget is any other address.
type URLTarget struct{ URL string }

func (PageTarget) target() {}
func (FileTarget) target() {}
func (URLTarget) target()  {}
