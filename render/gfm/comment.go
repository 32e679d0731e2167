package gfm

// Comment is a comment of HTML in the text of a document: not in code, nor in a file that it includes.
type Comment struct {
	Text         string // between <!-- and -->
	Line, Column int    // of its beginning, from 1
	HeldBack     bool   // it stands in a part that is held back
	Leading      bool   // nothing but comments, and what is held back, stands above it
	Contents     bool   // a table of contents stands in its place

	at, end int // where it begins and ends in the text that was parsed
}
