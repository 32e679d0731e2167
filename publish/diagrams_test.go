package publish_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/settings"
)

// A diagram is a picture on its page, which is uploaded once; where the server fails, or documents are only checked, it is code.
func TestDiagramsBecomePictures(t *testing.T) {
	t.Parallel()
	var asked, down atomic.Int32
	kroki := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		source, _ := io.ReadAll(r.Body)
		if down.Load() > 0 {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, `<svg width="10" height="10"><text>`+strings.TrimSpace(string(source))+"</text></svg>")
	}))
	t.Cleanup(kroki.Close)
	b := newBench(t, "-- docs/a.md --\n# A\n\n```mermaid\ngraph TD\n```\n")
	b.settings.Diagrams, b.settings.KrokiURL, b.settings.Timeout = "kroki", kroki.URL, 10*time.Second

	b.settings.Mode = settings.Check
	b.run()
	if asked.Load() > 0 {
		t.Error("check draws")
	}
	b.settings.Mode = settings.Publish
	b.published("1 created")
	attached := b.server.Store().Attachments(b.page("A").ID)
	if len(attached) != 1 || !strings.HasPrefix(attached[0].Title, "diagram-") {
		t.Fatalf("attached: %v", attached)
	}
	b.bodyHas("A", `<ri:attachment ri:filename="`+attached[0].Title+`"`)
	b.published("1 unchanged")
	b.write("-- docs/a.md --\n# A\n\nA text.\n\n```mermaid\ngraph TD\n```\n")
	b.published("1 updated")
	b.bodyHas("A", `<ri:attachment ri:filename="`+attached[0].Title+`"`)
	if drawn := asked.Load(); drawn != 1 {
		t.Errorf("one diagram is drawn %d times", drawn)
	}
	b.write("-- docs/a.md --\n# A\n\n```mermaid\ngraph TD\n```\n\n```mermaid\ngraph BT\n```\n")
	b.published("1 updated")
	if drawn := asked.Load(); drawn != 2 || len(b.server.Store().Attachments(b.page("A").ID)) != 2 {
		t.Errorf("two diagrams are drawn with %d requests", drawn)
	}

	b.write("-- docs/a.md --\n# A\n\n```mermaid\ngraph LR\n```\n\n```mermaid\ngraph RL\n```\n")
	down.Store(1)
	b.published("1 updated")
	b.bodyHas("A", "graph LR", "graph RL", `ac:name="code"`)
	b.logHas("answers 503")
	if again := strings.Count(b.log.String(), "answers 503"); again != 1 {
		t.Errorf("a failing engine is reported %d times", again)
	}
}

func TestPictureOfADiagramThatWasRemovedByHandIsPutBack(t *testing.T) {
	t.Parallel()
	kroki := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `<svg width="10" height="10"><text>x</text></svg>`)
	}))
	t.Cleanup(kroki.Close)
	onFaces(t, "-- docs/a.md --\n# A\n\n```mermaid\ngraph TD\n```\n", func(b *bench) {
		b.settings.Diagrams, b.settings.KrokiURL, b.settings.Timeout = "kroki", kroki.URL, 10*time.Second
		b.published("1 created")
		b.unchanged()
		picture := b.server.Store().Attachments(b.page("A").ID)[0]
		if err := b.server.Person("DOCS").DeleteAttachment("A", picture.Title); err != nil {
			b.Fatal(err)
		}
		b.repair = b.face.name == "v2"
		b.published("1 updated")
		b.repair = false
		if now := b.server.Store().Attachments(b.page("A").ID); len(now) != 1 || now[0].Title != picture.Title {
			b.Errorf("attached: %v", now)
		}
		b.unchanged()
	})
}
