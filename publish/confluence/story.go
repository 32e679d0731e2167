package confluence

import "strings"

// A story is what people read about a failure that has a cure of its own. A nil
// meaning or cures leaves that part to the kind of the failure.
type story struct {
	title   string
	meaning func(*Error) string
	cures   func(*Error) []string
}

func says(text string) func(*Error) string       { return func(*Error) string { return text } }
func cure(texts ...string) func(*Error) []string { return func(*Error) []string { return texts } }

// What several stories and cures say.
const (
	runAgain        = "Run again: a run continues where the last one stopped, and nothing is done twice."
	tokenPage       = "https://id.atlassian.com/manage-profile/security/api-tokens"
	servicePage     = "https://admin.atlassian.com (Directory, Service accounts)"
	cloudTokenCure  = "Set user to the e-mail address of the account and token to one of its API tokens, made at " + tokenPage + "."
	serverTokenCure = "Set token to a personal access token (your profile picture, Settings, Personal access tokens) and leave user empty."
)

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
