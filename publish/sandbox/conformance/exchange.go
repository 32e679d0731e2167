package conformance

import (
	"net/http"
	"net/url"
)

// exchange is a request with its answer, and the operation of the documents that it is about.
type exchange struct {
	place
	request *http.Request // its body is gone
	sent    []byte
	query   url.Values

	status int
	header http.Header // of the answer
	answer []byte

	op     *operation // nil: the documents have none
	params map[string]string
}

// name calls the operation as its document does, or the path where there is none.
func (x *exchange) name() string {
	if x.op != nil {
		return x.op.name
	}
	return x.request.Method + " " + x.path
}

// find looks the operation up in the documents of the API.
func (x *exchange) find(documents []*document) {
	for _, d := range documents {
		if d.api != x.api {
			continue
		}
		if x.op, x.params = d.route().find(x.request.Method, x.path); x.op != nil {
			return
		}
	}
}

// judge lists what differs from the documents. What the server refused may be wrong on purpose: of such a request only
// the answer counts.
func (x *exchange) judge() []violation {
	refused := x.status >= 400 && x.status < 500 && x.status != http.StatusTooManyRequests
	if x.op == nil {
		if refused {
			return x.judgeRefusal()
		}
		return []violation{{Request, UnknownOperation, x.name(), "no document has it, and it was not refused"}}
	}
	var all []violation
	if !refused {
		all = append(all, x.judgeParameters()...)
		all = append(all, x.judgeSent()...)
	}
	return append(all, x.judgeAnswer()...)
}
