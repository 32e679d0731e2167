package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func TestDownload(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ mediaType, servedAs, disposition, policy string }{
		"map.png":    {"image/png", "image/png", "inline", "sandbox"},
		"logo.svg":   {"image/svg+xml", "image/svg+xml", "inline", "sandbox"},
		"logo2.svg":  {"image/svg+xml; charset=utf-8", "image/svg+xml", "inline", "sandbox"},
		"page.html":  {"text/html", "application/octet-stream", "attachment", "sandbox"},
		"page.xhtml": {"application/xhtml+xml", "application/octet-stream", "attachment", "sandbox"},
		"feed.xml":   {"text/xml", "application/octet-stream", "attachment", "sandbox"},
		"app.js":     {"text/javascript", "application/octet-stream", "attachment", "sandbox"},
		"odd.png":    {"image/png\r\nX-Evil: 1", "application/octet-stream", "attachment", "sandbox"},
		"notes.txt":  {"text/plain", "text/plain; charset=utf-8", "inline", "sandbox"},
		"terms.pdf":  {"application/pdf", "application/pdf", "inline", "object-src 'self'"},
		"größe.bin":  {"application/x-thing", "application/octet-stream", "attachment", "sandbox"},
	} {
		w := newWiki(t, Options{})
		file := w.attach("Install", name, c.mediaType, "<script>alert(1)</script>")
		got := w.get(w.fileURL(file))
		header := got.header
		if got.status != http.StatusOK {
			t.Errorf("%s: %d", name, got.status)
			continue
		}
		if got := header.Get("Content-Type"); got != c.servedAs {
			t.Errorf("%s: served as %s", name, got)
		}
		if got := header.Get("Content-Disposition"); !strings.HasPrefix(got, c.disposition) {
			t.Errorf("%s: disposition %s", name, got)
		}
		policy := header.Get("Content-Security-Policy")
		if !strings.Contains(policy, c.policy) || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "allow-scripts") {
			t.Errorf("%s: policy %s", name, policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("X-Evil") != "" {
			t.Errorf("%s: headers %v", name, header)
		}
	}
}

func TestDownloadOfAVersion(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	file := w.attach("Install", "a b.txt", "text/plain", "one")
	first := w.fileURL(file)
	second := must(w.store.Replace(file.ID, store.Upload{Name: "a b.txt", Content: []byte("two"), MediaType: "text/plain", AuthorID: ada}))(t)
	if got := w.text(first); got != "one" {
		t.Errorf("version 1 is %q", got)
	}
	if got := w.text(w.fileURL(second)); got != "two" {
		t.Errorf("version 2 is %q", got)
	}
}

func TestAttachmentsAreListed(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	file := w.attach("Install", "map.png", "image/png", picture(t, 20, 10))
	wants(t, w.text(w.attachmentsURL(w.pages["Install"].ID)), "map.png", "image/png", "Ada Lovelace",
		`<img src="`+w.fileURL(file)+`"`)
	wants(t, w.text(w.attachmentsURL(w.pages["Guide"].ID)), "Nothing is attached to this page.")
}
