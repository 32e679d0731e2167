package conformance

import (
	"bufio"
	"bytes"
	"net"
	"net/http"
)

// recorder keeps an answer on its way to the client.
type recorder struct {
	http.ResponseWriter
	status   int
	header   http.Header // as sent
	body     bytes.Buffer
	hijacked bool
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status, r.header = status, r.Header().Clone()
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(part []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	r.body.Write(part)
	return r.ResponseWriter.Write(part)
}

// Hijack leaves the connection to the handler: what it does with it is no answer.
func (r *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	r.hijacked = true
	return http.NewResponseController(r.ResponseWriter).Hijack()
}

// Unwrap lets http.ResponseController flush.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
