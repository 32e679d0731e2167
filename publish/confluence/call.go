package confluence

import (
	"cmp"
	"net/http"
	"net/url"
	"regexp"
)

// A call is one operation on a root.
type call struct {
	op         Operation
	method     string
	path       string // below the root, escaped
	query      url.Values
	json       any // body, unless form is set
	form       *form
	header     http.Header
	subject    string // for error messages
	repeatable bool
	checked    bool // whoever makes the call judges the answer
}

var pageInPath = regexp.MustCompile(`^/(?:content|pages)/([^/?]+)`)

// about names the page that a call is about, or what else it is about: requests
// for one page are one failure to the gate.
func (c call) about() string {
	if page := pageInPath.FindStringSubmatch(c.path); page != nil {
		return "page " + page[1]
	}
	return cmp.Or(c.subject, c.path+"?"+c.query.Encode())
}

func pathBelow(collection, id string, more ...string) string {
	path := collection + url.PathEscape(id)
	for _, m := range more {
		path += "/" + url.PathEscape(m)
	}
	return path
}
