package settings

// Kind is what the value of a setting is, as YAML has it.
type Kind int

// The kinds.
const (
	Text Kind = iota
	YesNo
	WholeNumber
	Number
	List
)

func (k Kind) String() string {
	return [...]string{"a text", "yes or no", "a whole number", "a number", "a list or a text"}[k]
}

// place says where a setting counts: most of them may be another one for each tree.
type place int

const (
	anywhere     place = iota
	forAllTrees        // it concerns the run as a whole, and does not stand in a tree
	outsideFiles       // it is looked at before there is a file, or says which part of it counts
)
