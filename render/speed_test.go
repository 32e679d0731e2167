package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gomarkdown/markdown"
	"github.com/gomarkdown/markdown/html"
	"github.com/gomarkdown/markdown/parser"

	"github.com/pagewright/pagewright/render"
)

// BenchmarkRender compares parsing and rendering with gomarkdown's own parsing and HTML, in the same mode, over the same
// documents in the same run: those of the folder that PAGEWRIGHT_CORPUS names, or else the golden files.
//
// The ratio is what counts: how fast a machine is differs from one to the next.
func BenchmarkRender(b *testing.B) {
	documents, size := corpus(b)
	ours := func(source []byte) {
		d, _ := render.Parse("a.md", source)
		d.Render(render.Options{})
	}
	theirs := func(source []byte) {
		p := parser.NewCommonMarkWithExtensions(parser.CommonMarkExtensions)
		markdown.ToHTML(source, p, html.NewRenderer(html.RendererOptions{}))
	}
	var took [2]time.Duration
	var allocated [2]uint64
	for b.Loop() {
		// One after the other, document by document, so that both meet the same load of the machine.
		for _, source := range documents {
			for i, render := range []func([]byte){ours, theirs} {
				before, start := allocations(), time.Now()
				render(source)
				took[i] += time.Since(start)
				allocated[i] += allocations() - before
			}
		}
	}
	rounds := float64(b.N)
	perByte := func(i int) float64 { return float64(allocated[i]) / rounds / float64(size) }
	b.ReportMetric(float64(took[1])/float64(took[0]), "×gomarkdown")
	b.ReportMetric(float64(size)*rounds/took[0].Seconds()/1e6, "MB/s")
	b.ReportMetric(perByte(0), "B/byte")
	b.ReportMetric(perByte(1), "B/byte(gomarkdown)")
	b.ReportMetric(0, "ns/op")
}

func allocations() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func corpus(tb testing.TB) (documents [][]byte, size int) {
	tb.Helper()
	folder := os.Getenv("PAGEWRIGHT_CORPUS")
	if folder == "" {
		folder = "testdata"
	}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".md") {
			return err
		}
		source, err := os.ReadFile(path)
		documents = append(documents, source)
		size += len(source)
		return err
	})
	if err != nil || len(documents) == 0 {
		tb.Fatal(fmt.Sprintf("no documents in %s", folder), err)
	}
	return documents, size
}
