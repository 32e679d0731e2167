package browser

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
	"golang.org/x/net/html"
)

// views of one page: every kind of page that there is.
func (w *wiki) views(title string) []string {
	id := w.pages[title].ID
	return []string{
		"/wiki/", "/wiki/spaces/DOCS/overview", w.url(title), w.historyURL(id), w.diffURL(id, 1, 2), w.attachmentsURL(id),
		w.sourceURL(id), w.informationURL(id), "/wiki/search?text=" + queryEscape(title), "/wiki/nowhere",
		"/wiki/label/DOCS/x", w.url(title) + "?pageVersion=1",
	}
}

func TestOnlyOwnScriptRuns(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{Live: true})
	w.change("Install", specimen(t), "all")
	seen := map[string]bool{}
	for _, path := range w.views("Install") {
		got := w.get(path)
		policy := got.header.Get("Content-Security-Policy")
		nonce := regexp.MustCompile(`script-src 'nonce-([A-Z2-7]{26})';`).FindStringSubmatch(policy)
		if nonce == nil || seen[nonce[1]] || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Fatalf("%s: the policy is %s", path, policy)
		}
		seen[nonce[1]] = true
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Content-Type": "text/html; charset=utf-8",
		} {
			if got := got.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		each(t, got.text, func(n *html.Node) {
			if (n.Data == "script" || n.Data == "style" || attr(n, "rel") == "stylesheet") && attr(n, "nonce") != nonce[1] {
				t.Errorf("%s: <%s> does not carry the nonce", path, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s> has an attribute %s, which the policy forbids", path, n.Data, a.Key)
				}
			}
		})
	}
}

// TestHostileNames puts markup into every text that does not come from a body.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}`
	w := newWiki(t, Options{Problems: func(string) []Problem {
		return []Problem{{evil, 1, Severity(evil), evil, evil}}
	}})
	w.store.AddUser(store.User{AccountID: ada, DisplayName: evil})
	w.add("Guide", evil, "<p>x</p>")
	w.change(evil, "<p>y</p>", evil)
	id := w.pages[evil].ID
	w.attach(evil, "'><script>alert(1)<%2Fscript>.svg", "image/svg+xml", "<svg/>")
	must(w.store.CreateProperty(id, store.Property{Key: "x", Value: []byte(`"</code><script>alert(1)</script>"`)}))(t)
	must(w.store.AddComment(id, "", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", ada))(t)
	for _, path := range append(w.views(evil), "/wiki/"+queryEscape(evil), "/wiki/label/DOCS/"+queryEscape(evil)) {
		each(t, w.get(path).text, func(n *html.Node) {
			if n.Data == "script" && attr(n, "nonce") == "" || attr(n, "onerror") != "" {
				t.Errorf("%s: markup got through", path)
			}
		})
	}
}

func TestOnlyReading(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		if status := w.send(method, w.url("Install")).status; status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, status)
		}
	}
}
