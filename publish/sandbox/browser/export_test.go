package browser

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// exportedWiki writes the wiki to a folder.
func exportedWiki(t *testing.T) string {
	t.Helper()
	w := newWiki(t, Options{Problems: func(string) []Problem { return []Problem{{Source: "a.md", Line: 3, Message: "a problem"}} }})
	w.attach("Guide", "a picture?.png", "image/png", "x")
	w.attach("Guide", "..", "text/plain", "x")
	w.add("Guide", "Über Größe / ..", `<p><ac:link ac:anchor="On Linux"><ri:page ri:content-title="Install" /></ac:link> <ac:image><ri:attachment ri:filename="a picture?.png"><ri:page ri:content-title="Guide" /></ri:attachment></ac:image> <a href="https://example.com/x">out</a> needle in the text</p>`)
	w.add("Guide", "über größe ..", `<p>x</p>`)
	must(w.store.AddLabels(w.pages["Install"].ID, []store.Label{{Prefix: "global", Name: "c++"}, {Prefix: "global", Name: "c"}}))(t)
	folder := t.TempDir()
	root := must(os.OpenRoot(folder))(t)
	defer root.Close()
	err := Export(w.store, "DOCS", Options{Problems: w.problems}, func(name string, content []byte) error {
		if _, err := root.Lstat(name); err == nil {
			t.Errorf("%s is written twice", name)
		}
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return root.WriteFile(name, content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestExportedPagesLeadToFiles(t *testing.T) {
	t.Parallel()
	folder := exportedWiki(t)
	pages := must(filepath.Glob(filepath.Join(folder, "*.html")))(t)
	if len(pages) != 9 {
		t.Errorf("%d pages: %q", len(pages), pages)
	}
	links, out := 0, 0
	for _, name := range pages {
		content := must(os.ReadFile(name))(t)
		for _, trace := range []string{"nonce=", "/wiki/", "viewinfo", "data-reload"} {
			if bytes.Contains(content, []byte(trace)) {
				t.Errorf("%s holds %s", filepath.Base(name), trace)
			}
		}
		for n := range must(html.Parse(bytes.NewReader(content)))(t).Descendants() {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" || strings.HasPrefix(a.Val, "#") {
					continue
				}
				to := must(url.Parse(a.Val))(t)
				if to.Host != "" {
					out++
					continue
				}
				links++
				if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(to.Path))); err != nil {
					t.Errorf("%s leads to %s: %v", filepath.Base(name), a.Val, err)
				}
			}
		}
	}
	if links < 50 || out != 1 {
		t.Errorf("%d links to files, %d elsewhere", links, out)
	}
}

// tryExport opens exported pages from disk.
func tryExport(t *testing.T, browser context.Context) {
	folder := exportedWiki(t)
	b := openTab(t, browser, newWiki(t, Options{}), desktop)
	b.do(chromedp.Navigate("file://" + filepath.ToSlash(filepath.Join(folder, "index.html"))))
	b.is(`document.querySelector('h1').textContent.trim() === 'Handbook'`)
	b.is(`getComputedStyle(document.querySelector('.icon-search')).maskImage.startsWith('url("data:') || getComputedStyle(document.querySelector('.icon-search')).webkitMaskImage.startsWith('url("data:')`)
	b.slash()
	b.press("needle")
	b.until(`document.querySelectorAll('.offers [role=option]').length === 1`)
	b.enter()
	b.until(`document.querySelector('h1').textContent.trim() === 'Über Größe / ..'`)
	b.click(`.body a`)
	b.until(`document.querySelector('h1').textContent.trim() === 'Install' && location.hash !== ''`)
	b.quiet()
}
