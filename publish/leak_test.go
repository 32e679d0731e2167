package publish_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/workflow"
)

// longSecret has the length of a real token, and characters that each encoding spells differently.
func longSecret(prefix string, seed uint64) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-&<"
	letters := rand.New(rand.NewPCG(seed, seed))
	secret := []byte(prefix)
	for len(secret) < 192 {
		secret = append(secret, alphabet[letters.IntN(len(alphabet))])
	}
	return string(secret)
}

// A spelling is a form of a secret in which a server, or a proxy, may repeat it. What stands before from is the user, who is no secret.
type spelling struct {
	text string
	from int
}

func spellings(user, secret string) []spelling {
	quoted, _ := json.Marshal(secret)
	all := []spelling{
		{user + ":" + secret, len(user)}, {url.QueryEscape(user + ":" + secret), len(url.QueryEscape(user))}, {"Bearer " + secret, len("Bearer ")},
		{base64.StdEncoding.EncodeToString([]byte(user + ":" + secret)), 0},
	}
	for _, text := range []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret), string(quoted[1 : len(quoted)-1]), strings.ReplaceAll(secret, "/", `\/`),
	} {
		all = append(all, spelling{text, 0})
	}
	for before := range 3 {
		whole := []byte(strings.Repeat("x", before) + secret)
		all = append(all, spelling{base64.StdEncoding.EncodeToString(whole), 0}, spelling{base64.URLEncoding.EncodeToString(whole), 0})
	}
	return all
}

// leaked returns 12 characters in a row of a spelling of the secret that stand in a text, "" if none do. What tells a CI host
// to mask them is no leak.
func leaked(said, user, secret string) string {
	var kept strings.Builder
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "::add-mask::") {
			kept.WriteString(line)
		}
	}
	text := kept.String()
	for _, form := range spellings(user, secret) {
		for i := form.from; i <= len(form.text)-12; i++ {
			if run := form.text[i : i+12]; strings.Contains(text, run) {
				return run
			}
		}
	}
	return ""
}

// A refusal repeats in its own way what it was sent.
var refusals = map[string]func(w http.ResponseWriter, says string){
	"400 of v1": func(w http.ResponseWriter, s string) {
		answer(w, 400, asJSON(map[string]any{"statusCode": 400, "message": s}))
	},
	"400 of v2": func(w http.ResponseWriter, s string) {
		answer(w, 400, asJSON(map[string]any{"errors": []any{map[string]any{"title": "Bad", "detail": s}}}))
	},
	"401": func(w http.ResponseWriter, s string) {
		answer(w, 401, asJSON(map[string]any{"code": 401, "message": s}))
	},
	"401 for the scope": func(w http.ResponseWriter, s string) {
		answer(w, 401, asJSON(map[string]any{"message": "scope does not match " + s}))
	},
	"403": func(w http.ResponseWriter, s string) { answer(w, 403, asJSON(map[string]any{"message": s})) },
	"403 of an allowlist": func(w http.ResponseWriter, s string) {
		answer(w, 403, "<html><body>The IP address 10.1.2.3 is blocked "+html.EscapeString(s))
	},
	"404":        func(w http.ResponseWriter, s string) { answer(w, 404, asJSON(map[string]any{"message": s})) },
	"407":        func(w http.ResponseWriter, s string) { answer(w, 407, "<html><body><pre>"+s+"</pre>") },
	"409":        func(w http.ResponseWriter, s string) { answer(w, 409, asJSON(map[string]any{"message": s})) },
	"410":        func(w http.ResponseWriter, s string) { answer(w, 410, s) },
	"413":        func(w http.ResponseWriter, s string) { answer(w, 413, s) },
	"429":        func(w http.ResponseWriter, s string) { answer(w, 429, s) },
	"500":        func(w http.ResponseWriter, s string) { answer(w, 500, "<html><body><p>"+s+"</p>") },
	"a web page": func(w http.ResponseWriter, s string) { answer(w, 200, "<html><body>Welcome "+s) },
	"no JSON":    func(w http.ResponseWriter, s string) { answer(w, 200, s) },
	"other JSON": func(w http.ResponseWriter, s string) { answer(w, 200, asJSON([]string{s})) },
	"a redirect": func(w http.ResponseWriter, s string) {
		w.Header().Set("Location", "https://elsewhere.example.net/"+url.PathEscape(s)+"?token="+url.QueryEscape(s)+"#"+url.PathEscape(s))
		answer(w, 302, s)
	},
	"a redirect to another API": func(w http.ResponseWriter, s string) {
		w.Header().Set("Location", "https://"+url.UserPassword("u", s).String()+"@elsewhere.example.net/"+url.PathEscape(s)+"/rest/api/space/DOCS")
		answer(w, 307, s)
	},
	"a request id": func(w http.ResponseWriter, s string) {
		w.Header().Set("Atl-Request-Id", strings.NewReplacer("\r", "", "\n", "").Replace(s))
		answer(w, 418, s)
	},
}

func answer(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func asJSON(v any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(len(fmt.Sprint(v))%2 == 0)
	_ = encoder.Encode(v)
	return text.String()
}

// A leakyWorld is the embedded Confluence behind something that refuses requests from a certain one on and repeats in its answer what it
// was sent.
type leakyWorld struct {
	to     http.RoundTripper
	refuse func(w http.ResponseWriter, says string)
	answer string
	from   int // the first request that is refused

	mu     sync.Mutex
	seen   int
	others []*http.Request // to other hosts
}

func (l *leakyWorld) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if strings.HasSuffix(r.URL.Hostname(), "elsewhere.example.net") {
		l.others = append(l.others, r)
		return nil, fmt.Errorf("no way to %s", r.URL.Host)
	}
	if l.seen++; l.seen < l.from {
		return l.to.RoundTrip(r)
	}
	recorder := httptest.NewRecorder()
	l.refuse(recorder, l.answer)
	response := recorder.Result()
	response.Request = r
	return response, nil
}

type credentialKind struct {
	name, url string
	add       func(*sandbox.Server, *settings.Settings) (user, secret string)
}

var credentialKinds = []credentialKind{
	{"user and token", "https://example.atlassian.net", func(s *sandbox.Server, to *settings.Settings) (string, string) {
		held := named(s, "unscoped")
		held.Name, held.Token = "long", longSecret("ATATT3xFfGF0", 1)
		s.AddCredential(held)
		to.Credential.User, to.Credential.Token = held.User, settings.Secret(held.Token)
		return held.User, held.Token
	}},
	{"token alone", "https://confluence.example.com", func(s *sandbox.Server, to *settings.Settings) (string, string) {
		held := named(s, "dc-pat")
		held.Name, held.Token = "long", longSecret("NjAz", 2)
		s.AddCredential(held)
		to.Credential.User, to.Credential.Token = "", settings.Secret(held.Token)
		return "", held.Token
	}},
	{"client id and secret", "https://example.atlassian.net", func(s *sandbox.Server, to *settings.Settings) (string, string) {
		held := named(s, "client-credentials")
		held.Name, held.ClientSecret = "long", longSecret("ATOA", 3)
		held.ClientID = "long-client"
		s.AddCredential(held)
		to.Credential = settings.Credential{ClientID: held.ClientID, ClientSecret: settings.Secret(held.ClientSecret)}
		return held.ClientID, held.ClientSecret
	}},
}

func named(s *sandbox.Server, name string) sandbox.Credential {
	for _, c := range s.Credentials() {
		if c.Name == name {
			return c
		}
	}
	panic("no credential " + name)
}

var impatient = confluence.Patience{First: time.Microsecond, Floor: time.Microsecond, Longest: time.Microsecond, Total: 3 * time.Millisecond}

// said runs publish on every CI host, and doctor, and returns all that was written anywhere.
func (b *bench) said(transport func() http.RoundTripper) string {
	b.Helper()
	var all strings.Builder
	files := b.TempDir()
	file := func(name string) string { return filepath.Join(files, name) }
	for _, environment := range []map[string]string{
		{"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": file("output"), "GITHUB_STEP_SUMMARY": file("summary")},
		{"GITLAB_CI": "true"},
		{},
	} {
		host := workflow.Detect(workflow.Environment{Getenv: func(name string) string { return environment[name] }, Stdout: &all, Stderr: &all})
		with := b.settings
		with.Patience = time.Nanosecond // to wait for the run before, whose lease nobody could give back, shows nothing
		with.Report, with.CodeQuality, with.SARIF, with.Summary = file("report.json"), file("quality.json"), file("sarif.json"), file("summary.md")
		b.clock.Advance(space.LeaseLasts)
		told := publish.Run(b.Context(), with, publish.World{Host: host, WorkingDir: b.dir, Transport: transport(), Patience: impatient})
		_ = host.Close()
		all.WriteString(told.Error)
		for _, json := range []bool{false, true} {
			if _, err := publish.Doctor(b.Context(), with, publish.World{Host: host, WorkingDir: b.dir, Transport: transport(), Patience: impatient}, &all, json); err != nil {
				b.Error(err)
			}
		}
	}
	for _, name := range []string{"output", "summary", "quality.json", "report.json", "sarif.json", "summary.md"} {
		content, err := os.ReadFile(file(name))
		if err != nil {
			b.Error(err)
		}
		all.Write(content)
		if strings.HasSuffix(name, ".json") && !json.Valid(content) {
			b.Errorf("%s is no JSON: %s", name, content)
		}
	}
	return all.String()
}

// TestNoFailureShowsASecret refuses each request of a publication, by something that repeats the credential in some spelling, also
// where the server's words are cut.
func TestNoFailureShowsASecret(t *testing.T) {
	t.Parallel()
	ways := slices.Sorted(maps.Keys(refusals))
	for _, kind := range credentialKinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			turn := 0
			refuse := func(from int, way string) (requests int) {
				b := newBench(t, handbook+"-- docs/broken.md --\n# Broken\n\n[gone](gone.md)\n")
				b.settings.URL = kind.url
				user, secret := kind.add(b.server, &b.settings)
				forms := spellings(user, secret)
				turn++
				form, before := forms[turn%len(forms)].text, []int{0, 100, 170, 250, 290, 299, 400}[turn%7]
				answer := strings.Repeat("x ", before/2) + form + " and " + secret[:140]
				var worlds []*leakyWorld
				text := b.said(func() http.RoundTripper {
					worlds = append(worlds, &leakyWorld{to: b.server.Transport(), refuse: refusals[way], answer: answer, from: from})
					return worlds[len(worlds)-1]
				})
				if run := leaked(text, user, secret); run != "" {
					at := strings.Index(text, run)
					t.Fatalf("%s from request %d on, %d characters before the form %.20q: %q is shown: …%s…", way, from, before, form, run, text[max(at-200, 0):min(at+200, len(text))])
				}
				for _, world := range worlds {
					for _, r := range world.others {
						t.Errorf("%s from request %d on: another host is asked, with %v", way, from, r.Header)
					}
				}
				return worlds[0].seen
			}
			for _, way := range ways {
				refuse(1, way)
			}
			from := 2
			for ; refuse(from, ways[from%len(ways)]) >= from; from += pointsApart() {
			}
			t.Logf("%d publications were refused, the last at request %d", turn, from-1)
		})
	}
}
