package confluence

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// Publishing lists the operations that publishing a folder of documents asks for.
func Publishing() []Operation {
	return []Operation{
		FindSpace, ReadPage, FindPage, ListPages, CreatePage, UpdatePage, UploadAttachment, AddLabels, RemoveLabel,
		ReadProperty, CreateProperty, UpdateProperty, DeleteProperty,
	}
}

// remedies lists what can be done, the least effort first: a setting here, a new
// token, another kind of credential.
func (e *Error) remedies() []string {
	if e.Auto != "" {
		leaveIt := "Remove the settings api-root and api-version. Pagewright would then use " + e.Auto + ", which was tried just now and works with this credential."
		return append([]string{leaveIt}, e.remediesOfKind()...)
	}
	return e.remediesOfKind()
}

func (e *Error) remediesOfKind() []string {
	if remedies := explanations[e.note].remedies; remedies != nil {
		return remedies(e)
	}
	switch e.Kind {
	case Scope, Gone:
		return e.scopeRemedies()
	case BadCredential:
		return e.credentialRemedies()
	case ScopedTokenOnSite:
		return []string{
			"Set cloud-id to the site's cloud id (the address of your site followed by /_edge/tenant_info shows it), or set url to the gateway's address.",
			"Or make a token without scopes (“Create API token” at " + tokenPage + ") and set user to the e-mail address of its account.",
		}
	case NotFound:
		return e.notFoundRemedies()
	case Forbidden:
		return e.forbiddenRemedies()
	case Conflict:
		if e.note == noteParentLoop {
			return []string{"Check the parent that the documents name."}
		}
		return []string{"Run again: each run starts from what the space holds then."}
	case TitleTaken:
		return []string{
			"Give the document another title in its front matter, or all of them a title-prefix.",
			"Or ask an administrator of the space to rename the page that has it.",
		}
	case PropertyExists, Unavailable:
		if e.note == noteNoConnection {
			return []string{
				"Check the setting url, above all its port" + e.portMeant() + ".",
				"Check that Confluence is running, and that this machine may reach it: a firewall, a VPN or a proxy (HTTPS_PROXY) may be in between.",
				runAgain,
			}
		}
		return []string{runAgain}
	case InvalidBody:
		return []string{
			"If the document contains raw <ac:…> markup, mend it.",
			"If it does not, this is a mistake in Pagewright; please report it with the document and the answer above.",
		}
	case TooLarge:
		if e.Operation == UploadAttachment {
			return []string{"Make the file smaller.", "Or ask a Confluence administrator for a higher limit."}
		}
		if e.writesProperty() || e.Cause != nil {
			return []string{"This is a mistake in Pagewright; please report it with the answer above."}
		}
		return []string{"Split the document."}
	case NotConfluence:
		return []string{
			"Open the address in a browser without being signed in: what is shown there is what Pagewright gets.",
			"Set url to the address that Confluence's API has on your network; single sign-on has to let requests to /rest/api pass.",
		}
	case WrongAddress:
		return e.addressRemedies()
	case Redirected:
		return []string{"If you know the other address as your Confluence's, set url to it."}
	case Unsupported:
		if e.Operation == ArchivePage {
			return []string{"Set orphans to keep or delete."}
		}
		return []string{"This is a mistake in Pagewright; please report it with the lines above."}
	case Cancelled:
		return nil
	}
	if e.Operation == ArchivePage {
		return []string{"Confluence's Free plan cannot archive pages: if the site is on it, set orphans to keep or delete.", runAgain}
	}
	return []string{"Run again. If it comes again, please report it with the answer above."}
}

func (e *Error) scopeRemedies() []string {
	var remedies []string
	noChoice := !slices.ContainsFunc(e.Missing, func(op Operation) bool { return !op.onlyV1() })
	switch {
	case e.detail != "":
		remedies = append(remedies, "Set api-root: "+e.detail+", or leave api-root and api-version out. The token's scopes are complete there, which was tried just now.")
	case len(e.Tried) > 0 || e.Auto != "" || noChoice:
	case e.Route.Version == V1 && e.Route.Kind != DataCenter:
		remedies = append(remedies, "Set api-root: v2, in case the token has the scopes for the newer API.")
	case e.Route.Version == V2 && !e.v1Gone:
		remedies = append(remedies, "Set api-root: v1, in case the token has the scopes for the older API.")
	}
	return append(append(remedies, e.newToken()), e.otherCredential()...)
}

// newToken names the scopes as the page shows them on which a token is made.
func (e *Error) newToken() string {
	ops := append(Publishing(), e.needed...) // a new token is to be good for all of it
	var classic []string
	if !e.v1Gone && e.Kind != Gone {
		classic, _ = LeastScopes(ops, V1)
	}
	_, granular := LeastScopes(ops, V2)
	if e.explicit && e.Auto == "" {
		classic, granular = LeastScopes(ops, e.Route.Version)
	}
	what := "Make a new token at " + tokenPage + " (“Create API token with scopes”, Confluence); the scopes of an existing one cannot be changed. To publish, it needs"
	if e.credential.isOAuth() {
		what = "Make a new OAuth 2.0 credential for the service account at " + servicePage + ". To publish, it needs"
	}
	lists := []string{"these granular scopes: " + strings.Join(granular, ", ")}
	if len(classic) > 0 {
		lists = append(lists, "these classic scopes: "+strings.Join(classic, ", "))
		if len(classic) < len(granular) {
			lists[0], lists[1] = lists[1], lists[0]
		}
	}
	return what + "\n   " + strings.Join(lists, "\n   or ")
}

func (e *Error) otherCredential() []string {
	if e.credential.needsGateway() {
		return []string{"Or use the e-mail address and API token of an account: set user and token."}
	}
	return []string{"Or make a token without scopes (“Create API token” on the same page), with your site's address as url: it may do whatever its account may do."}
}

func (e *Error) credentialRemedies() []string {
	cloudToken, serverToken := cloudTokenRemedy, serverTokenRemedy
	switch e.note {
	case noteNothingSet:
		if e.Route.Kind == DataCenter && e.Route.API != "" {
			return []string{serverToken, "Or set user and token to a user name and its password."}
		}
		return []string{cloudToken, "On Confluence Data Center: " + lowerFirst(serverToken)}
	case notePassword:
		return []string{cloudToken}
	case noteBearerOnCloud:
		return []string{"Set user to the e-mail address of the account that the token belongs to.", "If nobody knows that account, make a new API token at " + tokenPage + "."}
	case noteBasicDisabled:
		return []string{serverToken}
	case noteCaptcha:
		return []string{"Sign in to Confluence in a browser with this account once and solve the CAPTCHA.", "Use a personal access token, which no CAPTCHA locks: " + lowerFirst(serverToken)}
	case noteOAuth:
		return []string{"Compare client-id and client-secret with the credential's page at " + servicePage + "; the secret is shown only once, so make a new credential if in doubt."}
	}
	if e.Route.Kind == DataCenter {
		if e.credential.isBearer() {
			return []string{"If token is a password, set user as well.", "Or make a new personal access token (your profile picture, Settings, Personal access tokens) and set token to it."}
		}
		return []string{"If token is a personal access token, leave user empty.", "Check that user and token can sign in in a browser.", "Or " + lowerFirst(serverToken)}
	}
	if e.credential.isOAuth() {
		return []string{"Check at " + servicePage + " that the service account may use Confluence on this site."}
	}
	first := "Check that user is the e-mail address of the account that made the token."
	if e.credential.isBearer() {
		first = "If token is an API token, set user to the e-mail address it belongs to; without user it is taken for an OAuth access token, which ends after an hour."
	}
	return []string{first, "Make a new API token at " + tokenPage + "; they end after a year at the latest."}
}

func (e *Error) notFoundRemedies() []string {
	switch {
	case e.note == noteSpace:
		return []string{
			"Check the setting space: it is the key, as in the addresses of the space's pages (/spaces/KEY/…), not its name.",
			"Ask an administrator of the space to let this account view it and add pages.",
		}
	case e.note == noteOtherSpace:
		return []string{"Name a page of the space that is published to, or set space to the key of the other one."}
	case e.Operation == CreatePage:
		return []string{"Check the setting parent.", "Ask an administrator of the space to let this account add pages."}
	}
	return []string{"Check that it still exists, and ask an administrator of the space to let this account view it."}
}

func (e *Error) forbiddenRemedies() []string {
	if e.note == noteXSRF {
		return []string{"Let the proxy in front of Confluence pass the header X-Atlassian-Token."}
	}
	if e.writesProperty() {
		return []string{
			"Ask an administrator of the space to let this account edit that page; it may also have restrictions of its own (the padlock at its top).",
			"Or set parent to a page that this account may edit.",
		}
	}
	if e.Operation.reads() {
		return []string{
			"Ask an administrator to let this account use Confluence and view the space.",
			"If the answer is not in Confluence's words, look at what stands between this machine and Confluence: a proxy, a firewall.",
		}
	}
	if e.Operation == UploadAttachment {
		return []string{"Ask an administrator to let this account add attachments in the space, and whether attachments are switched on at all."}
	}
	return []string{"Ask an administrator of the space to let this account add and change pages; a page may also have restrictions of its own (the padlock at its top)."}
}

func (e *Error) addressRemedies() []string {
	switch e.note {
	case noteNoSuchHost:
		return []string{"Check the setting url; copying it from the browser is the safest."}
	case noteUnfilled:
		return []string{"Check that the variable exists under this name and is given to this job, or write the address itself into url."}
	case noteCloudID:
		return []string{"Remove cloud-id and set url to the address of your site (https://YOUR-SITE.atlassian.net): its cloud id is found by itself."}
	case notePlainHTTP:
		return []string{"Use https:// in the setting url.", "If this Confluence really has no https, set allow-http; everybody on the way can then read the credential."}
	}
	if e.Route.Kind == Gateway {
		return []string{"Set url to the address of your site (https://YOUR-SITE.atlassian.net), and Pagewright finds the gateway by itself."}
	}
	return []string{"Set url to the address of any page of your Confluence, copied from the browser."}
}

// portMeant names the port that was tried; many addresses do not show it.
func (e *Error) portMeant() string {
	u, err := url.Parse(e.Route.API)
	if err != nil || u.Host == "" {
		return ""
	}
	port := cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	return " (" + port + " was tried)"
}
