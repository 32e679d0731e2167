package confluence

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// longestText keeps a message below the 4,096 characters at which GitHub cuts an
// annotation.
const longestText = 3900

// Error explains the failure in plain sentences: what was tried, what the answer
// means, what to change. It has several lines.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Pagewright could not %s: %s\n", e.what(), e.meaning())
	if tried := e.whatWasTried(); tried != "" {
		b.WriteString(tried + "\n")
	}
	if remedies := e.remedies(); len(remedies) > 0 {
		b.WriteString("What to do:\n")
		for i, remedy := range remedies {
			fmt.Fprintf(&b, "%d. %s\n", i+1, remedy)
		}
	}
	if e.RequestID != "" && (e.Kind == Unexpected || e.Kind == Unavailable) {
		fmt.Fprintf(&b, "Atlassian's support can find the request by its id: %s\n", e.RequestID)
	}
	return shortened(strings.TrimSpace(b.String()), longestText)
}

// Title is the headline of an annotation.
func (e *Error) Title() string {
	return cmp.Or(explanations[e.note].title, titlesOfNotes[e.note], titles[e.Kind], titles[Unexpected])
}

var titlesOfNotes = map[note]string{
	noteSpace:            "Space not found, or not visible",
	noteOtherSpace:       "A page of another space",
	noteParentLoop:       "A page cannot be below itself",
	noteAttachmentExists: "An attachment of this name exists already",
	notePlainHTTP:        "The address is not encrypted",
	noteUnfilled:         "The address holds a placeholder",
	noteCloudID:          "The cloud id cannot be used",
	noteSiteNotGranted:   "The client id may not use this site",
}

var titles = map[Kind]string{
	Unexpected:        "Confluence gave an unexpected answer",
	Scope:             "The token lacks a scope",
	BadCredential:     "Confluence did not accept the credential",
	ScopedTokenOnSite: "This token works only through Atlassian's gateway",
	Gone:              "Confluence has switched off this API",
	NotFound:          "Not found, or not visible",
	Forbidden:         "No permission",
	Conflict:          "Changed by somebody else",
	TitleTaken:        "The title is taken",
	PropertyExists:    "The content property exists already",
	InvalidBody:       "Confluence refused the page's body",
	TooLarge:          "Too large",
	RateLimited:       "Confluence limits the rate of requests",
	Unavailable:       "Confluence did not answer",
	NotConfluence:     "A web page answered instead of Confluence's API",
	WrongAddress:      "No Confluence at this address",
	Redirected:        "The address leads somewhere else",
	Unsupported:       "This Confluence does not have the operation",
	Cancelled:         "Stopped",
}

// Lack says in a sentence or two what the token may not do and which scopes that takes, for a refusal that a run can do
// without; "" for other errors.
func Lack(err error) string {
	if !IsKind(err, Scope) {
		return ""
	}
	e := asError(err)
	return "the token may not " + e.what() + ". " + e.scopesOfMissing()
}

// brief fits into a log line.
func (e *Error) brief() string {
	text := lowerFirst(e.Title())
	if strings.HasPrefix(e.Title(), "Confluence") {
		text = e.Title()
	}
	if e.Status != 0 {
		text = fmt.Sprintf("%d, %s", e.Status, text)
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

func (e *Error) what() string {
	if e.Kind == Scope && len(e.Missing) > 1 {
		return wordsOf(e.Missing)
	}
	subject := e.Subject
	if e.isOver() && strings.HasPrefix(subject, "property ") {
		subject = "" // its key is a detail that has nothing to do with it
	}
	return withSubject(cmp.Or(e.Operation.Words(), "reach Confluence"), subject)
}

func wordsOf(ops []Operation) string {
	words := make([]string, len(ops))
	for i, op := range ops {
		words[i] = op.Words()
	}
	return listed(words, "and")
}

func listed(words []string, last string) string {
	if len(words) <= 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// withSubject puts a subject such as `page "Setup"` where the words of an
// operation speak of one: "update a page" becomes `update the page "Setup"`.
func withSubject(words, subject string) string {
	noun, _, _ := strings.Cut(subject, " ")
	for _, article := range []string{"a ", "an ", "the ", "a content "} {
		if before, after, found := strings.Cut(words+" ", " "+article+noun+" "); found && noun != "" {
			return strings.TrimSpace(before + " the " + subject + " " + after)
		}
	}
	return words
}

func (e *Error) whatWasTried() string {
	var parts []string
	if root := e.rootUsed(); root != "" {
		parts = append(parts, "What was tried: "+e.Route.Kind.String()+", "+root+".")
	}
	parts = append(parts, e.whatCameBack()...)
	tried := []string{strings.Join(parts, " ")}
	if len(e.Tried) > 0 {
		tried = append(tried, triedAsWell)
		for _, t := range e.Tried {
			tried = append(tried, "- "+t)
		}
		if e.Kind == Scope && e.Route.Kind != DataCenter {
			tried = append(tried, "So to set api-root: "+otherVersion(e.Route.Version)+" would not help with this token.")
		}
	}
	return strings.TrimSpace(strings.Join(tried, "\n"))
}

const triedAsWell = "This was tried as well, and refused:"

func (e *Error) whatCameBack() []string {
	var parts []string
	if e.Status != 0 {
		said := fmt.Sprintf("The answer was %d %s", e.Status, http.StatusText(e.Status))
		if e.Server != "" {
			said += ": “" + e.Server + "”"
		}
		parts = append(parts, said+".")
	}
	if e.Attempts > 1 && e.note != noteNotDone { // what was repeated there is the look at the page
		parts = append(parts, fmt.Sprintf("It was tried %d times within %s.", e.Attempts, e.Elapsed.Round(time.Second)))
	}
	return parts
}

// inOneLine is the explanation without the remedies, for a step of a diagnosis, which
// shows the root in a line of its own.
func (e *Error) inOneLine() string {
	parts := append([]string{e.meaning()}, e.whatCameBack()...)
	if len(e.Tried) > 0 {
		parts = append(parts, triedAsWell+" "+strings.Join(e.Tried, "; ")+".")
	}
	return strings.Join(parts, " ")
}

// rootUsed is the API root the operation really went to.
func (e *Error) rootUsed() string {
	if _, known := specOf[e.Operation]; !known || e.Route.Root == "" {
		return ""
	}
	if e.Route.Kind != DataCenter && e.Operation.onlyV1() {
		return "API root wiki/rest/api (v1), the only one that can " + e.Operation.Words()
	}
	text := fmt.Sprintf("API root %s (%s)", e.Route.Root, e.Route.Version)
	if e.Route.Reason != "" {
		text += ", because " + e.Route.Reason
	}
	return text
}

func (e *Error) meaning() string {
	if meaning := explanations[e.note].meaning; meaning != nil {
		return meaning(e)
	}
	switch e.Kind {
	case Scope:
		return "the token does not have the scopes for it. Scopes are chosen when a token is made and say which parts of the API it may use; the permissions of the account are another matter. " + e.scopesOfMissing()
	case BadCredential:
		return e.credentialMeaning()
	case ScopedTokenOnSite:
		if e.credential.needsGateway() {
			return "on Confluence Cloud, a token without a user is only taken by Atlassian's API gateway, and the way there was not found."
		}
		return "the token was made with scopes, and a Confluence site does not take such tokens. Only Atlassian's API gateway does, and the way there was not found."
	case Gone:
		return "Atlassian has switched off this part of the older API (v1) for this credential."
	case NotFound:
		return e.notFoundMeaning()
	case Forbidden:
		return e.forbiddenMeaning()
	case Conflict:
		return e.conflictMeaning()
	case TitleTaken:
		return "another page of the space has this title, which may be archived or hidden from this account."
	case PropertyExists:
		return "it is there already, written by somebody else in between."
	case InvalidBody:
		return "Confluence could not read the page's body as storage format. Row and column in its answer count in the body that was sent, not in the document."
	case TooLarge:
		if e.Operation == UploadAttachment {
			return "it is larger than the limit that an administrator has set for attachments."
		}
		if e.Cause != nil {
			return e.Cause.Error() + "."
		}
		if e.writesProperty() {
			return "its value is larger than Confluence takes; 32 KB is what is known to work."
		}
		return "its body is larger than Confluence takes, which is 5 MB on Cloud."
	case Unavailable:
		return e.unavailableMeaning()
	case NotConfluence:
		return "what came back is a web page for people, not an answer of Confluence's API. A sign-in page, a proxy or a firewall stands in between, or the address belongs to something else."
	case WrongAddress:
		return e.addressMeaning()
	case Redirected:
		return "the address sends requests on to another one (" + cmp.Or(e.location, "not named") + "). The credential is not sent there: it was meant for the address in the settings."
	case Unsupported:
		switch {
		case e.Route.Kind == DataCenter:
			return "Confluence Data Center does not have this operation; only Confluence Cloud does."
		case e.Operation.onlyV1():
			return "Confluence Cloud does not have this operation; only Confluence Data Center does."
		}
		return "this version of Confluence Cloud's API (" + e.Route.Version + ") does not have this operation."
	case Cancelled:
		return "the run was stopped before it was done."
	}
	if e.Cause != nil {
		return e.Cause.Error() + "."
	}
	return "Pagewright does not know this answer."
}

// scopesOfMissing names what the failed operations themselves need.
func (e *Error) scopesOfMissing() string {
	classic, granular := LeastScopes(e.Missing, e.Route.Version)
	text := "This needs "
	if len(classic) > 0 {
		text += listed(classic, "and") + " (classic), or "
	}
	return text + listed(granular, "and") + " (granular)."
}

func (e *Error) credentialMeaning() string {
	switch e.note {
	case noteNothingSet:
		return e.Cause.Error() + "."
	case notePassword:
		return "Confluence Cloud does not take the password of an account, only an API token."
	case noteBearerOnCloud:
		return "an API token of Confluence Cloud was sent without the e-mail address it belongs to."
	case noteBasicDisabled:
		return "on this Confluence, signing in with user name and password is switched off for programs."
	case noteCaptcha:
		return "the account is locked by a CAPTCHA, after too many failed sign-ins. It stays locked however right the password is."
	case noteOAuth:
		return "the client id and secret were not accepted where access tokens are handed out."
	case noteSiteNotGranted:
		return "the client id is good, but it may not use Confluence on this site; it reaches " + e.Cause.Error() + "."
	}
	if e.Route.Kind == DataCenter {
		return "user and password, or the token, are wrong, or the token has expired."
	}
	if e.Route.Version == V2 && e.Status == http.StatusNotFound {
		return "Confluence answered as it does to somebody who is not signed in (a bare “Not Found”). The token is wrong, has expired or been revoked, or belongs to another e-mail address."
	}
	return "the token is wrong, has expired or been revoked, belongs to another e-mail address, or its account may not use Confluence."
}

func (e *Error) notFoundMeaning() string {
	switch {
	case e.note == noteSpace:
		return "there is no space with this key, or this account may not see it. Confluence does not tell these two apart."
	case e.note == noteOtherSpace:
		return "it lies in another space than the one that is published to."
	case e.Operation == CreatePage:
		return "its parent page is not there, or this account may not create pages in the space. Confluence does not tell these two apart."
	}
	return "it is not there, or this account may not see it. Confluence does not tell these two apart."
}

func (e *Error) forbiddenMeaning() string {
	hidden := ""
	if e.note == noteHiddenRefusal {
		hidden = " Confluence calls the page “not found”, although it was read at the same moment."
	}
	switch {
	case e.note == noteXSRF:
		return "Confluence took the upload for a forged one, because the header X-Atlassian-Token did not arrive."
	case e.Operation.reads():
		return "this account is not allowed to, or something on the way to Confluence does not let the request pass."
	case e.writesProperty():
		return "this account may not edit the parent page, which holds the record of what was published." + hidden
	case e.Operation == CreatePage:
		return "this account may not add pages there."
	case e.Operation == UploadAttachment:
		return "this account may not add attachments there, or they are switched off."
	}
	return "this account may see the page, but not change it." + hidden
}

func (e *Error) conflictMeaning() string {
	switch e.note {
	case noteParentLoop:
		return "the page would become a child of itself, or of a page below it."
	case noteAttachmentExists:
		return "the page has an attachment of this name already."
	}
	return "somebody else changed it in between."
}

func (e *Error) unavailableMeaning() string {
	switch {
	case e.note == noteArchiving:
		return "Confluence took the order, but has not carried it out yet."
	case e.Status != 0:
		return "Confluence, or something on the way to it, is out of order." + e.askedToWait()
	case e.note == noteNoConnection:
		return "no connection to the host was possible (" + e.Cause.Error() + ")."
	case e.Cause != nil:
		return "no answer came (" + e.Cause.Error() + ")."
	}
	return "no answer came."
}

func (e *Error) addressMeaning() string {
	switch e.note {
	case noteNoSuchHost:
		return "there is no host of this name (" + e.Cause.Error() + ")."
	case notePlainHTTP, noteCloudID:
		return e.Cause.Error() + "."
	}
	if e.Cause != nil {
		return "the address cannot be used: " + e.Cause.Error() + "."
	}
	if e.Route.Kind == Gateway {
		return "the gateway does not know this path, as with a cloud id that does not exist."
	}
	return "something answers there, but the API of Confluence is not below this address."
}
