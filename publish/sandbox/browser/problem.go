package browser

// Severity tells how bad a problem is.
type Severity string

// The severities.
const (
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Problem is something that was found in the document that a page was made from.
type Problem struct {
	Source   string // path of the document
	Line     int    // from 1; 0 is the whole document
	Severity Severity
	Message  string
	Text     string // what stands in that line, "" if it is not known
}

func (h *Handler) problemsOf(pageID string) []Problem {
	if h.problems == nil {
		return nil
	}
	return h.problems(pageID)
}
