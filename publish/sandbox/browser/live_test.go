package browser

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// listen returns the names that a page hears, one after the other; the channel ends with the stream.
func listen(t *testing.T, w *wiki) <-chan string {
	t.Helper()
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	t.Cleanup(w.Close) // before the server, which waits for its streams
	request := must(http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/wiki"+ReloadPath, nil))(t)
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("the stream is %s", kind)
	}
	names := make(chan string)
	go func() {
		defer close(names)
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if name, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				names <- name
			}
		}
	}()
	return names
}

func TestPagesHearOfChanges(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{Live: true})
	names := listen(t, w)
	first := <-names
	wants(t, w.text(w.url("Install")), `data-live="`+first+`"`, `data-reload="/wiki/_browser/reload"`)
	w.Reload()
	second := <-names
	if second == first {
		t.Error("after a change the page hears the same name")
	}
	wants(t, w.text(w.url("Install")), `data-live="`+second+`"`)
	w.Close()
	if name, open := <-names; open {
		t.Errorf("after Close the page hears %s", name)
	}
}

func TestPagesOfAnotherProcessHaveOtherNames(t *testing.T) {
	t.Parallel()
	one, other := newLive(), newLive()
	if one.current() == other.current() {
		t.Error("a page would not notice that it talks to another process")
	}
}

func TestReloadWithoutLive(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.Reload()
	if strings.Contains(w.text(w.url("Install")), "reload.js") {
		t.Error("the page listens, but nothing speaks")
	}
}
