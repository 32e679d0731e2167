package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"syscall"
)

// inProcess takes requests to a handler without a connection. A request whose context ends is given up at once, as with
// a connection; what the handler then still does for it, it does.
type inProcess struct {
	handler  http.Handler
	underWay *underWay
	closing  <-chan struct{}
	aside    bool
}

func (t *inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	request, err := addressed(r)
	if err == nil {
		err = r.Context().Err()
	}
	select {
	case <-t.closing:
		err = errors.New("the sandbox is closed")
	default:
	}
	if err != nil {
		closeBody(r)
		return nil, err
	}
	if t.aside {
		request = request.WithContext(context.WithValue(request.Context(), asideKey{}, true))
	}
	request.RequestURI = request.URL.RequestURI()
	request.URL.Scheme, request.URL.Host = "", ""
	request.RemoteAddr = "127.0.0.1:1"
	done := make(chan roundTrip, 1)
	t.underWay.begin()
	go t.serve(request, done)
	var came roundTrip
	select {
	case came = <-done:
	case <-r.Context().Done():
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if came.response != nil {
		came.response.Request = r
	}
	return came.response, came.err
}

type roundTrip struct {
	response *http.Response
	err      error
}

// serve reads the request's body, as a server would get it, and answers.
func (t *inProcess) serve(r *http.Request, done chan<- roundTrip) {
	defer t.underWay.end()
	came := roundTrip{err: errors.New("the handler of the request ended without an answer")} // runtime.Goexit, as by t.Fatal in a hook
	defer func() { done <- came }()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	sent, err := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if err != nil {
		came.err = err
		return
	}
	r.Body, r.ContentLength, r.TransferEncoding = io.NopCloser(bytes.NewReader(sent)), int64(len(sent)), nil
	came = perform(t.handler, r).response(r.Method)
}

// response is what a client makes of a recording.
func (r *recording) response(method string) roundTrip {
	if r.status == 0 {
		return roundTrip{err: &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}}
	}
	body := r.body.Bytes()
	if method == http.MethodHead {
		body = nil
	}
	if len(body) > 0 && r.header.Get("Content-Type") == "" {
		r.header.Set("Content-Type", http.DetectContentType(body))
	}
	var from io.Reader = bytes.NewReader(body)
	if r.aborted {
		from = io.MultiReader(from, broken{})
	} else if method != http.MethodHead && r.status != http.StatusNoContent {
		r.header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	length, err := strconv.ParseInt(r.header.Get("Content-Length"), 10, 64)
	if err != nil {
		length = -1
	}
	return roundTrip{response: &http.Response{
		Status: strconv.Itoa(r.status) + " " + http.StatusText(r.status), StatusCode: r.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.header, Body: io.NopCloser(from), ContentLength: length,
	}}
}

// broken is where a body ends too early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
}

// underWay counts the requests that are being handled.
type underWay struct {
	mu   sync.Mutex
	n    int
	idle chan struct{} // closed when n is 0 again
}

func (u *underWay) begin() {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.n == 0 {
		u.idle = make(chan struct{})
	}
	u.n++
}

func (u *underWay) end() {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.n--; u.n == 0 {
		close(u.idle)
	}
}

// wait lasts until nothing is under way, or a context ends.
func (u *underWay) wait(ctx context.Context) error {
	for {
		u.mu.Lock()
		n, idle := u.n, u.idle
		u.mu.Unlock()
		if n == 0 {
			return nil
		}
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
