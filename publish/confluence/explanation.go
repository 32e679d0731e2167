package confluence

import "strings"

// An explanation is what people read about a failure that has its own remedies. A nil
// meaning or remedies leaves that part to the kind of the failure.
type explanation struct {
	title    string
	meaning  func(*Error) string
	remedies func(*Error) []string
}

func says(text string) func(*Error) string         { return func(*Error) string { return text } }
func remedy(texts ...string) func(*Error) []string { return func(*Error) []string { return texts } }

// Texts that several explanations share.
const (
	runAgain          = "Run again: a run continues where the last one stopped, and nothing is done twice."
	tokenPage         = "https://id.atlassian.com/manage-profile/security/api-tokens"
	servicePage       = "https://admin.atlassian.com (Directory, Service accounts)"
	cloudTokenRemedy  = "Set user to the e-mail address of the account and token to one of its API tokens, made at " + tokenPage + "."
	serverTokenRemedy = "Set token to a personal access token (your profile picture, Settings, Personal access tokens) and leave user empty."
)

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
