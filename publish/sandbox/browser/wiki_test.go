package browser

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
	"golang.org/x/net/html"
)

// wiki is a store with two spaces, and a handler that shows it. What it makes stands in pages by title.
type wiki struct {
	*Handler
	t     testing.TB
	space store.Space
	pages map[string]store.Page
}

const ada = "5b10ac8d82e05b22cc7d4ef5"

func newWiki(t testing.TB, o Options) *wiki {
	now := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	s := store.New(store.Options{Now: func() time.Time { return now }})
	s.AddUser(store.User{AccountID: ada, Key: "4028", Name: "ada", DisplayName: "Ada Lovelace"})
	w := &wiki{Handler: New(s, o), t: t, pages: map[string]store.Page{}}
	t.Cleanup(w.Close)
	w.space = must(s.CreateSpace(store.NewSpace{
		Key: "DOCS", Name: "Documentation", HomepageTitle: "Handbook", AuthorID: ada, Editor: store.NewEditor,
		HomepageBody: `<p>Welcome.</p>`,
	}))(t)
	must(s.CreateSpace(store.NewSpace{Key: "OPS", Name: "Operations", AuthorID: ada}))(t)
	w.pages["Handbook"] = must(s.Page(w.space.HomepageID))(t)
	w.add("Handbook", "Guide", `<h2>Start here</h2><p>Read on.</p>`)
	w.add("Guide", "Install", `<h2>On Linux</h2><p>Run the first installer.</p>`)
	w.add("Install", "Packages & more", `<p>None.</p>`)
	w.add("Handbook", "Runbooks", `<p>Runbooks.</p>`)
	return w
}

// must lets a test go on with what a call gave.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func (w *wiki) add(parent, title, body string) {
	w.t.Helper()
	w.pages[title] = must(w.store.CreatePage(store.NewPage{
		SpaceID: w.space.ID, ParentID: w.pages[parent].ID, Title: title, Body: body, AuthorID: ada, Editor: store.NewEditor,
	}))(w.t)
}

func (w *wiki) change(title, body, message string) {
	w.t.Helper()
	page := must(w.store.Page(w.pages[title].ID))(w.t)
	w.pages[title] = must(w.store.UpdatePage(page.ID, store.Update{
		Version: page.Version().Number + 1, Body: &body, Message: message, AuthorID: ada,
	}))(w.t)
}

func (w *wiki) attach(title, name, mediaType, content string) store.Attachment {
	w.t.Helper()
	return must(w.store.Attach(w.pages[title].ID, store.Upload{
		Name: name, MediaType: mediaType, Content: []byte(content), AuthorID: ada,
	}))(w.t)
}

func (w *wiki) url(title string) string { return w.pageURL("DOCS", w.pages[title]) }

// answer is what a request was answered with.
type answer struct {
	status int
	header http.Header
	text   string
}

func (w *wiki) get(path string) answer { return w.send(http.MethodGet, path) }

func (w *wiki) send(method, path string) answer {
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, httptest.NewRequest(method, path, nil))
	return answer{recorder.Code, recorder.Header(), recorder.Body.String()}
}

func queryEscape(text string) string { return url.QueryEscape(text) }

// text returns a page that must be there.
func (w *wiki) text(path string) string {
	w.t.Helper()
	got := w.get(path)
	if got.status != http.StatusOK {
		w.t.Fatalf("GET %s: %d", path, got.status)
	}
	return got.text
}

func wants(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s is missing in\n%s", part, text)
		}
	}
}

// each visits the elements of a page.
func each(t testing.TB, page string, visit func(*html.Node)) {
	t.Helper()
	document := must(html.Parse(strings.NewReader(page)))(t)
	for n := range document.Descendants() {
		if n.Type == html.ElementNode {
			visit(n)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// picture is a PNG file.
func picture(t testing.TB, width, height int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 160, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// specimen is one body with everything that package draw has a golden file for.
func specimen(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	for _, file := range must(filepath.Glob("draw/testdata/*.xml"))(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".xml")
		if name != "fault" { // the store takes no such body
			b.WriteString("<h2>" + name + "</h2>" + string(must(os.ReadFile(file))(t)))
		}
	}
	return b.String()
}
