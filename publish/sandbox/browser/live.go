package browser

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// ReloadPath is where, below the base, open pages listen for changes (Server-Sent Events).
const ReloadPath = "/_browser/reload"

// live tells open pages that something changed. Every page knows what it shows by a name; a page that hears another
// one reloads. So nothing is missed between two connections, nor when another process takes the place of this one.
type live struct {
	process string

	mu      sync.Mutex
	changes int
	changed chan struct{} // closed by the next change
	closed  chan struct{}
	once    sync.Once
}

func newLive() *live {
	return &live{process: rand.Text()[:8], changed: make(chan struct{}), closed: make(chan struct{})}
}

func (l *live) current() string {
	name, _ := l.watch()
	return name
}

func (l *live) watch() (name string, changed <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.process + "-" + strconv.Itoa(l.changes), l.changed
}

func (l *live) change() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes++
	close(l.changed)
	l.changed = make(chan struct{})
}

// Reload lets the pages that are open show what is there now. Without Options.Live it does nothing.
func (h *Handler) Reload() {
	if h.live != nil {
		h.live.change()
	}
}

// Close ends the streams of the pages that are open; http.Server.Shutdown would wait for them.
func (h *Handler) Close() {
	if h.live != nil {
		h.live.once.Do(func() { close(h.live.closed) })
	}
}

func (h *Handler) reload(w http.ResponseWriter, r *http.Request) {
	if h.live == nil {
		h.nowhere(w, r)
		return
	}
	stream := http.NewResponseController(w)
	stream.SetWriteDeadline(time.Time{}) //nolint:errcheck // a server without deadlines needs none lifted
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	for {
		name, changed := h.live.watch()
		if _, err := fmt.Fprintf(w, "retry: 1000\ndata: %s\n\n", name); err != nil || stream.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-h.live.closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}
