package sandbox

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
)

// Answer is what goes back to a client.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// recording is an answer that is kept until it is decided what goes out.
type recording struct {
	status  int
	header  http.Header
	body    bytes.Buffer
	aborted bool // the connection breaks after what there is
}

func newRecording() *recording { return &recording{header: http.Header{}} }

func (r *recording) Header() http.Header { return r.header }

func (r *recording) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
}

func (r *recording) Write(part []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(part)
}

// FlushError does nothing: what is written stays here.
func (r *recording) FlushError() error { return nil }

// perform lets a handler answer into a recording.
func perform(next http.Handler, r *http.Request) *recording {
	answer := newRecording()
	answer.take(next, r)
	return answer
}

func (r *recording) take(next http.Handler, request *http.Request) {
	defer func() {
		switch broken := recover(); broken {
		case nil:
		case http.ErrAbortHandler:
			r.aborted = true
		default:
			panic(broken)
		}
	}()
	next.ServeHTTP(r, request)
	r.WriteHeader(http.StatusOK)
}

// answer returns what a client gets, nil if the connection breaks before it gets anything.
func (r *recording) answer() *Answer {
	if r.status == 0 {
		return nil
	}
	return &Answer{Status: r.status, Header: r.header, Body: r.body.Bytes()}
}

// send passes a recording on, and breaks the connection where that is how it ended.
func (r *recording) send(w http.ResponseWriter) {
	if r.status == 0 {
		reset(w)
		return
	}
	if r.aborted {
		r.answer().sendAndBreak(w)
	}
	r.answer().send(w)
}

func (a *Answer) send(w http.ResponseWriter) {
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body)
}

func (a *Answer) sendAndBreak(w http.ResponseWriter) {
	a.send(w)
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// replace gives the answer another body, and the length that goes with it.
func (a *Answer) replace(body []byte) {
	a.Body = body
	a.Header.Set("Content-Length", strconv.Itoa(len(body)))
}

// reset breaks the connection so that the client meets a reset, not an orderly end.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
