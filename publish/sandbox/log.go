package sandbox

import (
	"context"
	"net/http"
	"slices"
	"sync"
)

// logged is a request that came to a REST face.
type logged struct {
	Method string    `json:"method"`
	URL    string    `json:"url"`             // path and query
	Status int       `json:"status"`          // of the answer; 0: there was none, or there is none yet
	Fault  FaultKind `json:"fault,omitempty"` // that happened to it
}

// requestLog remembers the requests in the order in which they came.
type requestLog struct {
	mu   sync.Mutex
	list []*logged
}

func (l *requestLog) requests() []logged {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]logged, 0, len(l.list))
	for _, entry := range l.list {
		all = append(all, *entry)
	}
	return all
}

func (l *requestLog) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = nil
}

// mostLogged is how many requests are remembered, the last ones.
const mostLogged = 100_000

func (l *requestLog) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAside(r) {
			next.ServeHTTP(w, r)
			return
		}
		entry := &logged{Method: r.Method, URL: r.URL.RequestURI()}
		l.mu.Lock()
		if len(l.list) == mostLogged {
			l.list = slices.Delete(l.list, 0, mostLogged/2)
		}
		l.list = append(l.list, entry)
		l.mu.Unlock()
		note := func(change func(*logged)) {
			l.mu.Lock()
			defer l.mu.Unlock()
			change(entry)
		}
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, note))
		next.ServeHTTP(&noted{w, note}, r)
	})
}

type noteKey struct{}

// noteFault writes a fault into the log, if there is one.
func noteFault(r *http.Request, kind FaultKind) {
	if note, ok := r.Context().Value(noteKey{}).(func(func(*logged))); ok {
		note(func(entry *logged) { entry.Fault = kind })
	}
}

// noted writes the status of an answer into the log.
type noted struct {
	http.ResponseWriter
	note func(func(*logged))
}

func (n *noted) WriteHeader(status int) {
	n.note(func(entry *logged) { entry.Status = status })
	n.ResponseWriter.WriteHeader(status)
}

func (n *noted) Write(part []byte) (int, error) {
	n.note(func(entry *logged) {
		if entry.Status == 0 {
			entry.Status = http.StatusOK
		}
	})
	return n.ResponseWriter.Write(part)
}

// Unwrap lets http.ResponseController hijack and flush.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }
