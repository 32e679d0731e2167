package sandbox

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// manyPages is the size of a large space.
const manyPages = 20_000

// BenchmarkLoad measures the requests per second that one sandbox answers over real connections, with a large space in it, and the memory
// that the space takes: go test ./publish/sandbox -run '^$' -bench Load.
func BenchmarkLoad(b *testing.B) {
	before := heap()
	server, err := Start(Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = server.Close() })
	id := fill(b, server)
	grown := heap() - before

	for _, load := range []struct{ name, path string }{
		{"v2 page with body", "/wiki/api/v2/pages/" + id + "?body-format=storage"},
		{"v1 page with body", "/wiki/rest/api/content/" + id + "?expand=body.storage,version,ancestors"},
		{"v2 list of 250", "/wiki/api/v2/pages?limit=250"},
		{"v2 look-up by title", "/wiki/api/v2/pages?title=Page+19999"},
	} {
		b.Run(load.name, func(b *testing.B) {
			get(b, server, load.path)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
			b.ReportMetric(float64(grown)/1e6, "MB-for-20000-pages")
		})
	}
}

func fill(b *testing.B, server *Server) (lastID string) {
	b.Helper()
	space, err := server.Store().SpaceByKey("DOCS")
	if err != nil {
		b.Fatal(err)
	}
	body := "<p>" + strings.Repeat("A sentence of a page as long as most are. ", 50) + "</p>"
	for i := range manyPages {
		page, err := server.Store().CreatePage(store.NewPage{
			SpaceID: space.ID, ParentID: space.HomepageID, Title: fmt.Sprintf("Page %d", i), Body: body, AuthorID: writerID,
		})
		if err != nil {
			b.Fatal(err)
		}
		lastID = page.ID
	}
	return lastID
}

func get(b *testing.B, server *Server, path string) {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	var failed atomic.Int64
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			request, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, server.origin+path, nil)
			request.SetBasicAuth(writerEmail, "ATATT3xFf-unscoped")
			answer, err := client.Do(request)
			if err != nil {
				failed.Add(1)
				continue
			}
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				failed.Add(1)
			}
		}
	})
	if n := failed.Load(); n > 0 {
		b.Errorf("%d of %d requests failed", n, b.N)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
