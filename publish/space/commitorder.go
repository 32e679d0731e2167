package space

// Age says how one commit stands to another.
type Age int

// The ages. Unknown is also the age of commits of which neither comes from the other.
const (
	Unknown Age = iota
	Same
	Older
	Newer
)

// History reports whether a commit is an ancestor of another one; known is false where the checkout's history does not
// have both.
type History func(ancestor, descendant string) (is, known bool)

// AgeOf compares a commit with another one: by the history where it has both, else by the numbers of the runs of one
// workflow. No clock is asked.
func AgeOf(commit, other Commit, history History) Age {
	if commit.ID != "" && commit.ID == other.ID {
		return Same
	}
	if commit.ID != "" && other.ID != "" && history != nil {
		older, known := history(commit.ID, other.ID)
		if older {
			return Older
		}
		if newer, _ := history(other.ID, commit.ID); newer {
			return Newer
		}
		if known {
			return Unknown
		}
	}
	if commit.Workflow == "" || commit.Workflow != other.Workflow || commit.Run == 0 || other.Run == 0 {
		return Unknown
	}
	switch {
	case commit.Run < other.Run:
		return Older
	case commit.Run > other.Run:
		return Newer
	}
	return Unknown
}
