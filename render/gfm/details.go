package gfm

// The elements of a section that can be folded.
var (
	Details = element(Tag{Name: "details", Block: true})
	Summary = element(Tag{Name: "summary", Block: true})
)
