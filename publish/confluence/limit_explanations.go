package confluence

import (
	"fmt"
	"time"
)

var limitExplanations = map[note]explanation{
	noteHostDown: {
		title: "Confluence is down",
		meaning: func(e *Error) string {
			text := "Confluence, or something on the way to it, is out of order: " + e.detail + "."
			if e.Status == 0 && e.Cause != nil {
				text += " The last one got no answer (" + e.Cause.Error() + ")."
			}
			return text
		},
		remedies: func(e *Error) []string {
			remedies := []string{runAgain}
			if e.Route.Kind != DataCenter {
				remedies = append(remedies, "See at https://status.atlassian.com whether Confluence Cloud has an incident.")
			}
			return append(remedies, "If such outages often last longer, set patience to more.")
		},
	},
	notePatienceEnded: {
		meaning: func(e *Error) string {
			refused := "Confluence asked to send fewer requests, and kept asking."
			if e.connecting {
				refused = "Confluence refused even the first request."
			}
			return refused + e.askedToWait() + " The setting patience allows to wait " + e.detail + " in all."
		},
		remedies: func(e *Error) []string {
			later, more := "Run again later: a run continues where the last one stopped.", "Or set patience to more."
			if e.wait > aDay {
				return []string{later, sharedLimit}
			}
			if e.wait > time.Second {
				allowed, _ := time.ParseDuration(e.detail)
				needed := max(allowed, e.Elapsed.Truncate(time.Minute)+e.wait.Round(time.Second))
				later = "Run again in " + e.wait.Round(time.Second).String() + ": a run continues where the last one stopped."
				more = "Or set patience to more than " + needed.String() + "; then a run waits as long."
			}
			return []string{later, more, sharedLimit}
		},
	},
}

const sharedLimit = "Look for other programs that use the same account or come from the same network: they share its limit."

// aDay is a wait from which on it does not matter how long it is exactly; some servers ask for years.
const aDay = 24 * time.Hour

func (e *Error) askedToWait() string {
	switch {
	case e.wait < time.Second:
		return ""
	case e.wait > aDay:
		return " The last answer asked to wait for more than a day."
	}
	return fmt.Sprintf(" The last answer asked to wait %s.", e.wait.Round(time.Second))
}
