package diagrams

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/settings"
)

const svg = `<svg width="100%" viewBox="0 0 120 80.5"><text>A</text></svg>`

// always and never say which pictures stand on a page.
func always(string) bool { return true }
func never(string) bool  { return false }

// server is a Kroki server that counts what it is asked.
func server(t *testing.T, answer http.HandlerFunc) (*Kroki, *atomic.Int32) {
	t.Helper()
	asked := &atomic.Int32{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return NewKroki(s.URL+"/", 5*time.Second, nil), asked
}

func TestKrokiDrawsEachDiagramOnce(t *testing.T) {
	t.Parallel()
	engine, asked := server(t, func(w http.ResponseWriter, r *http.Request) {
		source, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodPost || r.URL.Path != "/graphviz/svg" || string(source) != "digraph {}" {
			t.Errorf("asked %s %s with %q", r.Method, r.URL.Path, source)
		}
		_, _ = io.WriteString(w, svg)
	})
	d := New(t.Context(), engine)
	first, found, err := d.Draw("dot", "digraph {}", never)
	again, _, _ := d.Draw("graphviz", "digraph {}", never)
	if !found || err != nil || first != again || asked.Load() != 1 {
		t.Errorf("drawn as %v and %v with %d requests: %v", first, again, asked.Load(), err)
	}
	if !strings.HasPrefix(first.Name, "diagram-") || !strings.HasSuffix(first.Name, ".svg") || !d.Has(first.Path) {
		t.Errorf("the picture is %v", first)
	}
	content, err := d.Picture(first.Path)
	if want := `<svg width="120" height="80.5" viewBox="0 0 120 80.5"><text>A</text></svg>`; string(content) != want || err != nil {
		t.Errorf("the picture has %s (%v), want %s", content, err, want)
	}
	if _, found, _ := d.Draw("go", "package a", never); found {
		t.Error("code is drawn")
	}
}

func TestNamesTellEnginesLanguagesAndSourcesApart(t *testing.T) {
	t.Parallel()
	kroki := New(t.Context(), NewKroki("http://kroki", time.Second, nil))
	mermaid := New(t.Context(), NewMermaid(nil, time.Second))
	names := map[string]bool{}
	for _, diagram := range []struct {
		by               *Drawer
		language, source string
	}{{kroki, "mermaid", "a"}, {kroki, "mermaid", "b"}, {kroki, "plantuml", "a"}, {mermaid, "mermaid", "a"}} {
		target, _, err := diagram.by.Draw(diagram.language, diagram.source, always)
		if err != nil || names[target.Name] {
			t.Errorf("%v has the name %s of another (%v)", diagram, target.Name, err)
		}
		names[target.Name] = true
	}
}

func TestWhatStandsOnThePageIsDrawnOnlyWhenItIsNeeded(t *testing.T) {
	t.Parallel()
	engine, asked := server(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, svg) })
	d := New(t.Context(), engine)
	target, found, err := d.Draw("mermaid", "graph TD", always)
	if !found || err != nil || asked.Load() != 0 {
		t.Errorf("%v, %v with %d requests", found, err, asked.Load())
	}
	if content, err := d.Picture(target.Path); err != nil || len(content) == 0 || asked.Load() != 1 {
		t.Errorf("%q, %v with %d requests", content, err, asked.Load())
	}
}

func TestAFailingEngineIsOneWarning(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		errors int // of three diagrams
		says   string
	}{
		"broken": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "overloaded\nmore", http.StatusServiceUnavailable)
		}, 1, "503 to mermaid: overloaded;"},
		"redirected": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://example.com", http.StatusFound)
		}, 1, "302"},
		"not understood": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "\nSyntax error in line 1\nat …", http.StatusBadRequest)
		}, 3, "does not understand it: Syntax error in line 1"},
		"no picture": {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }, 3, "no SVG"},
		"too large": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, svg+strings.Repeat(" ", maxPicture))
		}, 3, "larger than 10 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			engine, _ := server(t, test.answer)
			d := New(t.Context(), engine)
			failed := 0
			for _, source := range []string{"a", "b", "c"} {
				if _, _, err := d.Draw("mermaid", source, never); err != nil {
					failed++
					if !strings.Contains(err.Error(), test.says) {
						t.Errorf("it says %q, want %q", err, test.says)
					}
				}
			}
			if failed != test.errors {
				t.Errorf("%d errors, want %d", failed, test.errors)
			}
		})
	}
}

func TestAServerThatIsNotThereKeepsItsPassword(t *testing.T) {
	t.Parallel()
	d := New(t.Context(), NewKroki("http://user:secret@127.0.0.1:1", time.Second, nil))
	_, _, err := d.Draw("mermaid", "a", never)
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "check kroki-url") {
		t.Errorf("it says %v", err)
	}
}

func TestASlowServerTakesItsTimeOnly(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	engine, _ := server(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body) // a server does not see that a client has gone before that
		cancel()
		<-r.Context().Done()
	})
	if _, _, err := New(ctx, engine).Draw("mermaid", "a", never); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was cancelled gives %v", err)
	}
}

func TestMermaidCommand(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		message string
		err     error
		says    string
		broken  bool
	}{
		"drawn":              {"", nil, "", false},
		"not understood":     {"\nUnknownDiagramError: No diagram type\n at x", &exec.ExitError{}, "does not understand it: UnknownDiagramError: No diagram type", false},
		"no browser":         {"Error: Could not find Chrome (ver. 1)", &exec.ExitError{}, "cannot start its browser", true},
		"command is missing": {"", exec.ErrNotFound, "does not run", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := func(_ context.Context, folder string, arguments ...string) ([]byte, error) {
				source, err := os.ReadFile(filepath.Join(folder, "in.mmd"))
				if err != nil || string(source) != "graph TD; A --> `rm -rf`" || strings.Contains(strings.Join(arguments, " "), "rm") {
					t.Errorf("ran %q on %q: %v", arguments, source, err)
				}
				if test.err == nil {
					err = os.WriteFile(filepath.Join(folder, "out.svg"), []byte(svg), 0o600)
				}
				return []byte(test.message), errors.Join(err, test.err)
			}
			content, err := NewMermaid(run, time.Minute).Draw(t.Context(), "mermaid", "graph TD; A --> `rm -rf`")
			if test.err == nil && (err != nil || string(content) != svg) {
				t.Fatalf("%q, %v", content, err)
			}
			if test.err != nil && (err == nil || !strings.Contains(err.Error(), test.says) || errors.As(err, new(*Broken)) != test.broken) {
				t.Errorf("%v, want %q, broken: %v", err, test.says, test.broken)
			}
		})
	}
}

func TestTheCommandGetsNoSecret(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell here")
	}
	run := Command(shell, []string{"PATH=" + os.Getenv("PATH"), "CONFLUENCE_TOKEN=secret", "PAGEWRIGHT_TOKEN=secret", "PUPPETEER_EXECUTABLE_PATH=/browser"})
	message, err := run(t.Context(), t.TempDir(), "-c", "echo $CONFLUENCE_TOKEN$PAGEWRIGHT_TOKEN$PUPPETEER_EXECUTABLE_PATH >&2")
	if got := strings.TrimSpace(string(message)); got != "/browser" || err != nil {
		t.Errorf("the command sees %q (%v)", got, err)
	}
}

func TestChoice(t *testing.T) {
	t.Parallel()
	installed := func(string) (string, error) { return "/bin/mmdc", nil }
	absent := func(string) (string, error) { return "", exec.ErrNotFound }
	for name, test := range map[string]struct {
		diagrams, url string
		lookPath      func(string) (string, error)
		want          string
	}{
		"auto with a server":     {"auto", "http://kroki:8000", installed, "kroki"},
		"auto with the command":  {"auto", "", installed, "mmdc"},
		"auto with nothing":      {"auto", "", absent, ""},
		"code":                   {"code", "http://kroki:8000", installed, ""},
		"kroki":                  {"kroki", "http://kroki:8000", installed, "kroki"},
		"mmdc beside a server":   {"mmdc", "http://kroki:8000", installed, "mmdc"},
		"mmdc not installed":     {"mmdc", "", absent, "mmdc"},
		"kroki without a server": {"kroki", "", installed, "wrong usage"},
	} {
		engine, err := Choose(settings.Settings{Diagrams: test.diagrams, KrokiURL: test.url, Timeout: time.Second}, nil, test.lookPath, nil)
		got := ""
		if engine != nil {
			got = engine.Name()
		}
		if errors.Is(err, settings.ErrUsage) {
			got = "wrong usage"
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q (%v)", name, got, test.want, err)
		}
	}
}
