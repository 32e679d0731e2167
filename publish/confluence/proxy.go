package confluence

import (
	"errors"
	"net"
	"net/http"
)

// brokenAtProxy returns the failure of a request that did not get past a proxy,
// nil for every other.
func brokenAtProxy(err error) *Error {
	var refusal *proxyRefusal
	var op *net.OpError
	switch {
	case errors.As(err, &refusal):
	case err.Error() == http.StatusText(http.StatusProxyAuthRequired): // as a transport without our hook words it
		refusal = &proxyRefusal{http.StatusProxyAuthRequired}
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return &Error{Kind: Unavailable, note: noteProxyDown, unsent: true, Cause: op.Err}
	default:
		return nil
	}
	switch {
	case refusal.status == http.StatusProxyAuthRequired:
		return &Error{Kind: NotConfluence, note: noteProxyCredential, Status: refusal.status}
	case refusal.status >= 500:
		return &Error{Kind: Unavailable, note: noteProxyDown, unsent: true, Cause: refusal}
	}
	return &Error{Kind: NotConfluence, note: noteProxyRefuses, Status: refusal.status}
}

func (e *Error) proxy() string {
	if e.detail == "" {
		return "the proxy of this machine"
	}
	return "the proxy of this machine (" + e.detail + ")"
}

const withoutProxy = "If this machine reaches Confluence without the proxy, add its host to the variable NO_PROXY."

var proxyExplanations = map[note]explanation{
	noteProxyCredential: {
		title: "The proxy wants a credential",
		meaning: func(e *Error) string {
			return e.proxy() + " wants a user name and a password of its own before it lets a request pass. Confluence has not been reached."
		},
		remedies: remedy(
			"Put them into the address of the proxy, where its variable is set: HTTPS_PROXY=http://USER:PASSWORD@PROXY:PORT, with special characters percent-encoded.",
			withoutProxy,
		),
	},
	noteProxyRefuses: {
		title:    "The proxy does not let the request pass",
		meaning:  func(e *Error) string { return e.proxy() + " refuses to connect to Confluence's host." },
		remedies: remedy("Ask whoever runs the proxy to let this machine reach the host in the setting url.", withoutProxy),
	},
	noteProxyDown: {
		title: "The proxy does not connect",
		meaning: func(e *Error) string {
			return "no connection was possible through " + e.proxy() + ": " + e.Cause.Error() + "."
		},
		remedies: remedy("Check the address of the proxy, where its variable (HTTPS_PROXY) is set, and that the proxy is running.", withoutProxy, runAgain),
	},
}
