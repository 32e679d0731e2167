package rest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// refusal is a complete answer to a request that is not carried out.
type refusal struct {
	status int
	header http.Header
	json   any
	html   string
	text   string
}

func (r *refusal) Error() string { return http.StatusText(r.status) }

func (r *refusal) write(w http.ResponseWriter) {
	for name, values := range r.header {
		w.Header()[name] = values
	}
	switch {
	case r.html != "":
		writeHTML(w, r.status, r.html)
	case r.text != "":
		w.Header().Set("Content-Type", "text/plain;charset=utf-8")
		w.WriteHeader(r.status)
		_, _ = w.Write([]byte(r.text))
	case r.json != nil:
		writeJSON(w, r.status, r.json)
	default:
		w.WriteHeader(r.status)
	}
}

// What bars the way before an operation is reached; the texts are those that users have logged.
var (
	scopeMismatch = &refusal{
		status: http.StatusUnauthorized,
		header: http.Header{"X-Failure-Category": {"FAILURE_CLIENT_SCOPE_CHECK"}},
		json:   object{"code": 401, "message": "Unauthorized; scope does not match"},
	}
	gatewayUnauthorized = &refusal{status: http.StatusUnauthorized, json: object{"code": 401, "message": "Unauthorized"}}
	gone                = &refusal{status: http.StatusGone, json: object{
		"statusCode": 410,
		"data":       object{"authorized": true, "valid": true, "errors": []any{}, "successful": true},
		"message":    "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed.",
	}}
	bareNotFound = &refusal{status: http.StatusNotFound, json: v2Errors(http.StatusNotFound, "NOT_FOUND", "Not Found")}
	scopedOnSite = &refusal{
		status: http.StatusUnauthorized,
		header: http.Header{"Www-Authenticate": {`OAuth realm="https%3A%2F%2Fexample.atlassian.net%2Fwiki"`}},
		html: tomcat(http.StatusUnauthorized, "Unauthorized",
			"The request has not been applied to the target resource because it lacks valid authentication credentials for that resource."),
	}
	passwordOnSite = &refusal{status: http.StatusUnauthorized, text: "Basic authentication with passwords is deprecated.  " +
		"For more information, see: https://developer.atlassian.com/cloud/confluence/deprecation-notice-basic-auth/\n"}
)

// tomcat is the error page of the servlet container.
func tomcat(status int, reason, description string) string {
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>HTTP Status %[1]d – %[2]s</title></head><body>`+
		`<h1>HTTP Status %[1]d – %[2]s</h1><hr class="line" /><p><b>Type</b> Status Report</p>`+
		`<p><b>Description</b> %[3]s</p><hr class="line" /><h3>Apache Tomcat</h3></body></html>`, status, reason, description)
}

func bearerOnSite(r *http.Request, now string) *refusal {
	return &refusal{status: http.StatusForbidden, json: object{
		"timestamp": now, "status": 403, "error": "Forbidden",
		"message": "Failed to parse Connect Session Auth Token", "path": r.URL.Path,
	}}
}

// notUsed is what people without an account and unknown credentials meet on v1.
func notUsed(message string) *refusal {
	return &refusal{status: http.StatusForbidden, json: object{
		"statusCode": 403,
		"data":       object{"authorized": false, "valid": true, "errors": []any{}, "successful": false},
		"message":    message,
	}}
}

func (c *call) anonymousRefusal() *refusal {
	switch {
	case c.family == v2:
		return bareNotFound
	case c.family == v1 && c.op.path == "/user/current":
		return notUsed("caller cannot access Confluence")
	case c.family == v1:
		return notUsed("Current user not permitted to use Confluence")
	}
	return &refusal{
		status: http.StatusUnauthorized,
		header: c.seraph("OUT"),
		json:   object{"message": "Client must be authenticated to access this resource.", "status-code": 401},
	}
}

// seraph returns the headers of Data Center's login filter.
func (p place) seraph(reason string) http.Header {
	return http.Header{
		"X-Seraph-Loginreason": {reason},
		"Www-Authenticate":     {`OAuth realm="` + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(p.base) + `"`},
	}
}

func (p place) loginFailed(reason string) *refusal {
	return &refusal{status: http.StatusUnauthorized, header: p.seraph(reason),
		html: tomcat(http.StatusUnauthorized, "Unauthorized", "Basic Authentication Failure - Reason : "+reason)}
}

// unknownRoute answers a path that no operation has: HTML on v2, the REST framework's JSON elsewhere.
func unknownRoute(r *http.Request, p place, others []string) *refusal {
	if len(others) > 0 {
		return methodNotAllowed(p.family, others)
	}
	if p.family == v2 {
		return notFoundPage
	}
	return nullForURI(r)
}

// methodNotAllowed has no body on v1, and the usual one on v2 (github.com/mozilla/markfluence docs/confluence/labels.md).
func methodNotAllowed(on family, allowed []string) *refusal {
	if slices.Contains(allowed, http.MethodGet) {
		allowed = append(allowed, http.MethodHead)
	}
	allowed = append(allowed, http.MethodOptions)
	slices.Sort(allowed)
	r := &refusal{status: http.StatusMethodNotAllowed, header: http.Header{"Allow": {strings.Join(slices.Compact(allowed), ",")}}}
	switch on {
	case v2:
		r.json = v2Errors(r.status, "METHOD_NOT_ALLOWED", http.StatusText(r.status))
	case dc:
		r.html = tomcat(r.status, http.StatusText(r.status), "The method received in the request-line is known by the origin server but not supported by the target resource.")
	}
	return r
}

// slashInPath is how the servlet container refuses an encoded slash, before Confluence is reached.
var slashInPath = &refusal{status: http.StatusBadRequest, html: tomcat(http.StatusBadRequest, "Bad Request",
	"The server cannot or will not process the request due to something that is perceived to be a client error.")}

var notFoundPage = &refusal{status: http.StatusNotFound, html: tomcat(http.StatusNotFound, "Not Found",
	"The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.")}

func nullForURI(r *http.Request) *refusal {
	return &refusal{status: http.StatusNotFound, json: object{
		"message": "null for uri: " + scheme(r) + "://" + r.Host + r.URL.RequestURI(), "status-code": 404,
	}}
}

// notRouted answers an address that is outside every API.
func (a *API) notRouted(w http.ResponseWriter, r *http.Request, p place) {
	if p.gateway || slices.Contains(authHosts, hostName(r.Host)) {
		a.unknownPrefix(r).write(w)
		return
	}
	if p.family == dc {
		notFoundPage.write(w) // outside of its API a Data Center serves pages for people
		return
	}
	nullForURI(r).write(w)
}

// unknownPrefix is what the gateway says when an address has no cloud id that it knows.
func (a *API) unknownPrefix(r *http.Request) *refusal {
	return &refusal{status: http.StatusNotFound, json: object{
		"timestamp": when(a.Now()), "status": 404, "error": "Not Found", "message": "No message available", "path": r.URL.Path,
	}}
}
