package settings

// Group is what settings have in common: the heading below which help lists them.
type Group string

// The groups, in the order of the table.
const (
	Where     Group = "Where the pages go"
	Access    Group = "The account"
	Documents Group = "Which documents"
	Pages     Group = "Pages"
	Standing  Group = "Pages that are there already"
	Rendering Group = "Rendering"
	Run       Group = "The run"
	Output    Group = "Output"
)
