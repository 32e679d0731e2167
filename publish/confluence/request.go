package confluence

import "net/http"

// A request is one HTTP request in full, and what is known about the place it
// goes to.
type request struct {
	op          Operation
	about       string // the page, or what else it is about
	method, url string
	header      http.Header
	contentType string
	body        []byte
	kind        HostKind
	version     string
	repeatable  bool // done twice, it leaves the same state as done once
	open        bool // goes without the credential
	answered    bool // a success comes with JSON
}
