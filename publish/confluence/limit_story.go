package confluence

import (
	"fmt"
	"time"
)

var limitStories = map[note]story{
	noteHostDown: {
		title: "Confluence is down",
		meaning: func(e *Error) string {
			text := "Confluence, or something on the way to it, is out of order: " + e.detail + "."
			if e.Status == 0 && e.Cause != nil {
				text += " The last one got no answer (" + e.Cause.Error() + ")."
			}
			return text
		},
		cures: func(e *Error) []string {
			cures := []string{runAgain}
			if e.Route.Kind != DataCenter {
				cures = append(cures, "See at https://status.atlassian.com whether Confluence Cloud is disturbed.")
			}
			return append(cures, "If it often takes longer until it is back, set patience to more.")
		},
	},
	notePatienceEnded: {
		meaning: func(e *Error) string {
			refused := "Confluence asked to send fewer requests, and kept asking."
			if e.atDoor {
				refused = "Confluence refused already the first request as one too many."
			}
			return refused + e.askedToWait() + " The setting patience allows to wait " + e.detail + " in all."
		},
		cures: func(e *Error) []string {
			later, more := "Run again later: a run continues where the last one stopped.", "Or set patience to more."
			if e.wait > time.Second {
				wait := e.wait.Round(time.Second).String()
				later, more = "Run again in "+wait+": a run continues where the last one stopped.", "Or set patience to more than "+wait+"; then a run waits as long."
			}
			return []string{later, more, "Look for other programs that use the same account or come from the same network: they share its limit."}
		},
	},
}

func (e *Error) askedToWait() string {
	if e.wait < time.Second {
		return ""
	}
	return fmt.Sprintf(" The last answer asked to wait %s.", e.wait.Round(time.Second))
}
