package confluence

import (
	"strings"
	"unicode"
)

// problem says what keeps the credential from being sent at all to a host of
// this kind. For a host without an Atlassian name the kind is not known before
// it has answered.
func (c Credential) problem(kind HostKind) (n note, why string) {
	fields := []struct{ name, value string }{{"token", c.Token}, {"client-secret", c.ClientSecret}, {"user", c.User}, {"client-id", c.ClientID}}
	for _, f := range fields {
		switch {
		case hiddenByLogs.MatchString(f.value):
			return noteHiddenValue, f.name + " holds the placeholder “" + f.value + "”, which logs and settings pages show instead of a secret"
		case isPlaceholder(f.value):
			return notePlaceholder, f.name + " holds the placeholder “" + f.value + "”, and nothing has put the value in its place"
		case isShortened(f.value):
			return noteHiddenValue, f.name + " ends with an ellipsis: only its beginning was copied"
		}
	}
	isServer, _ := isServerToken(c.Token)
	switch {
	case (c.ClientID == "") != (c.ClientSecret == ""):
		return noteNothingSet, "client-id and client-secret belong together, but only one of them is set"
	case c.isEmpty() && c.User != "":
		return noteNothingSet, "user is set, but token is empty"
	case c.isEmpty():
		return noteNothingSet, "no credential is set"
	case strings.ContainsFunc(c.Token+c.User+c.ClientID+c.ClientSecret, unicode.IsControl):
		return noteNothingSet, "the credential contains a line break or another control character in its middle; copy it again"
	}
	for _, f := range fields[:2] {
		if what := mistakenForToken(f.value, c.User, kind); what != "" {
			return noteNotAlone, f.name + " looks like " + what
		}
	}
	switch {
	case c.isOAuth():
		return noNote, ""
	case productOf(c.Token) != "":
		return noteForeignToken, "token is one of " + productOf(c.Token) + ", as its beginning shows"
	case isServer && kind != DataCenter:
		return noteServerToken, ""
	}
	return noNote, ""
}

// mistaken names the other product's token behind a refusal, noNote if it looks
// like the right one.
func (c Credential) mistaken(kind HostKind) note {
	if c.isOAuth() {
		return noNote
	}
	_, maybeServer := isServerToken(c.Token)
	switch {
	case kind == DataCenter && isCloudToken(c.Token):
		return noteCloudToken
	case kind != DataCenter && maybeServer:
		return noteServerToken
	}
	return noNote
}

var tokenExplanations = map[note]explanation{
	notePlaceholder: {
		title:   "A secret holds a placeholder",
		meaning: func(e *Error) string { return e.Cause.Error() + "." },
		remedies: remedy(
			"Check that the secret exists under this name and is given to this job: pull requests from forks get none, and GitLab gives protected variables to protected branches only, and leaves the names of the others as they are.",
			"Check that what the name stands in fills it in: GitHub Actions does so in its workflow files alone, shells do so outside of single quotes, and many programs do not in .env files.",
		),
	},
	noteHiddenValue: {
		title:    "The secret itself was not copied",
		meaning:  func(e *Error) string { return e.Cause.Error() + "." },
		remedies: remedy("Copy the secret from where it was made; if it is not shown there any more, make a new one."),
	},
	noteNotAlone: {
		title:    "The token is more than a token",
		meaning:  func(e *Error) string { return e.Cause.Error() + "; it was not sent anywhere." },
		remedies: remedy("Set token (or client-secret) to the secret alone, as it was shown where it was made, and user to the e-mail address or user name that belongs to it; a token without a user is sent as Bearer by itself."),
	},
	noteForeignToken: {
		title:    "The token belongs to another product",
		meaning:  func(e *Error) string { return e.Cause.Error() + "; it was not sent anywhere." },
		remedies: remedy("On Confluence Cloud: "+lowerFirst(cloudTokenRemedy), "On Confluence Data Center: "+lowerFirst(serverTokenRemedy)),
	},
	noteCloudToken: {
		title:    "The token is one of Atlassian's Cloud",
		meaning:  says("token is an API token of Atlassian's Cloud, as its beginning shows, and this is Confluence Data Center, which knows only its own."),
		remedies: remedy(serverTokenRemedy, "Or, if your Confluence is on Cloud, set url to its address (https://YOUR-SITE.atlassian.net)."),
	},
	noteServerToken: {
		title:    "The token is one of Data Center",
		meaning:  says("token looks like a personal access token of Data Center, as its form shows, and this is Confluence Cloud, which knows only its own."),
		remedies: remedy(cloudTokenRemedy, "Or, if your Confluence is a Data Center, set url to its address."),
	},
}
