package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

// proxy passes requests on to the Confluence, lets each wait, and counts them.
type proxy struct {
	address string // of the proxy
	server  *http.Server
	latency time.Duration

	mu    sync.Mutex
	count count
}

// count is what requests there were.
type count struct {
	requests int
	writes   int // all but GET
	moves    int // of them, those that only change a page's place
	kinds    map[string]int
}

func newProxy(ctx context.Context, target *url.URL, latency time.Duration) (*proxy, error) {
	p := &proxy{latency: latency, count: count{kinds: map[string]int{}}}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.address = "http://" + listener.Addr().String()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy, transport.MaxIdleConnsPerHost, transport.DisableCompression = nil, 64, true
	pass := &httputil.ReverseProxy{Transport: transport, ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	p.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.note(r)
		body, err := io.ReadAll(r.Body) // all of it, so that an early answer does not break the connection
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		time.Sleep(p.latency)
		pass.ServeHTTP(w, r)
	})}
	go func() { _ = p.server.Serve(listener) }()
	return p, nil
}

func (p *proxy) note(r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count.requests++
	p.count.kinds[kindOf(r)]++
	if r.Method != http.MethodGet {
		p.count.writes++
	}
	if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/move/") {
		p.count.moves++
	}
}

// kindOf is a request without the ids in it.
func kindOf(r *http.Request) string {
	parts := strings.Split(r.URL.Path, "/")
	for i, part := range parts {
		if strings.Trim(part, "0123456789-abcdef") == "" && part != "" || strings.HasPrefix(part, "pagewright-") || strings.HasPrefix(part, "att") && part != "attachment" && part != "attachments" {
			parts[i] = "*"
		}
	}
	return r.Method + " " + strings.Join(parts, "/")
}

// taken returns what was counted since it was last asked.
func (p *proxy) taken() count {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.count
	p.count = count{kinds: map[string]int{}}
	return taken
}

func (p *proxy) close() { _ = p.server.Close() }
