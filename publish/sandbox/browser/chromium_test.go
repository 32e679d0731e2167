package browser

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// chromium finds a browser, or skips the test.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine, so the pages are not tried in a browser (Debian: apt-get install chromium)")
	return ""
}

// tab is a browser's tab in front of a wiki.
type tab struct {
	*wiki
	t      *testing.T
	ctx    context.Context
	server *httptest.Server

	mu     sync.Mutex
	errors []string // that the console showed
}

type screen struct {
	width, height int64
	scheme        string // "light" or "dark"
}

var desktop = screen{1280, 900, "light"}

// startChromium returns a context for tabs of one browser.
func startChromium(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	if os.Getuid() == 0 { // Chromium refuses its sandbox to root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := untilDeadline(t)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// untilDeadline gives a context that ends shortly before the tests are told to end: how long a browser takes is a matter of
// the machine and what else it does.
func untilDeadline(t *testing.T) (context.Context, context.CancelFunc) {
	if deadline, ok := t.Deadline(); ok {
		return context.WithDeadline(t.Context(), deadline.Add(-10*time.Second))
	}
	return context.WithCancel(t.Context())
}

// openTab opens a tab that knows nothing of other ones.
func openTab(t *testing.T, browser context.Context, w *wiki, s screen) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	t.Cleanup(w.Close)
	b := &tab{wiki: w, t: t, ctx: ctx, server: server}
	b.do(chromedp.EmulateViewport(s.width, s.height))
	b.prefer(s.scheme)
	b.watchConsole()
	return b
}

func (b *tab) watchConsole() {
	messages := chromedp.Console(b.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == "error" {
				b.mu.Lock()
				b.errors = append(b.errors, m.String()+" "+m.URL)
				b.mu.Unlock()
			}
		}
	}()
}

// quiet fails if anything on the pages so far went wrong: a script that failed, a file that is missing, something that
// the Content-Security-Policy stopped.
func (b *tab) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.errors) > 0 {
		b.t.Errorf("the console shows:\n%s", strings.Join(b.errors, "\n"))
	}
}

func (b *tab) prefer(scheme string) {
	b.t.Helper()
	must(chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}))(b.t)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.server.URL + path))
}

func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// strike strikes a key as a keyboard does: when the page takes the key for itself, nothing is typed or sent. KeyEvent
// does both always.
func (b *tab) strike(key, code, text string) {
	b.t.Helper()
	for _, event := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		must(chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{
			Type: event, Key: key, Code: code, Text: text,
		}))(b.t)
	}
}

func (b *tab) slash() { b.strike("/", "Slash", "/") }
func (b *tab) enter() { b.strike("Enter", "Enter", "\r") }

// until waits for something to become true, also on the page after this one.
func (b *tab) until(expression string) {
	b.t.Helper()
	for b.ctx.Err() == nil {
		if so, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression)); err == nil && so {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.t.Fatalf("it never came true that %s", expression)
}

// at waits until the tab shows a path.
func (b *tab) at(path string) {
	b.t.Helper()
	b.until("location.pathname === " + strconv.Quote(path) + " && document.readyState === 'complete'")
}

func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

func (b *tab) is(expression string) {
	b.t.Helper()
	if !eval[bool](b, expression) {
		b.t.Errorf("on the page it is not so that %s", expression)
	}
}
