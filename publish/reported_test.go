package publish_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

const oneDocument = "-- docs/a.md --\n# Hello\n\nx\n"

// refused runs and wants an exit code, each of the words once in the log, and none of the others.
func (b *bench) refused(code int, once, never []string) {
	b.Helper()
	told := b.run()
	if told.ExitCode() != code {
		b.Errorf("exit code %d, want %d\n%s", told.ExitCode(), code, b.log.String())
	}
	for _, words := range once {
		if n := strings.Count(b.log.String(), words); n != 1 {
			b.Errorf("%q is said %d times:\n%s", words, n, b.log.String())
		}
	}
	for _, words := range never {
		if strings.Contains(b.log.String(), words) {
			b.Errorf("%q is said:\n%s", words, b.log.String())
		}
	}
}

// answering answers requests of a method ("" for all) whose path has a part.
func answering(method, path string, status int, body string) func(*http.Request) http.HandlerFunc {
	return func(request *http.Request) http.HandlerFunc {
		if method != "" && request.Method != method || !strings.Contains(request.URL.Path, path) {
			return nil
		}
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
}

func TestParentOfAnotherSite(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"https://example.atlassian.net", "gateway", "https://confluence.example.com"} {
		b := newBench(t, oneDocument)
		if b.settings.URL = url; url == "gateway" {
			b.settings.URL = b.server.Gateway()
		}
		if url == "https://confluence.example.com" {
			b.credential("dc-pat")
		}
		page := b.foreignPage("Ops")
		for _, address := range []string{"https://other.atlassian.net/wiki/spaces/DOCS/pages/%s/Ops", "other.atlassian.net/wiki/spaces/DOCS/pages/%s", "https://wiki.test/pages/viewpage.action?pageId=%s"} {
			b.settings.Parent = fmt.Sprintf(address, page.ID)
			b.refused(report.ExitUsage, []string{"its address is of another site"}, nil)
		}
		if writes := b.writes(); len(writes) > 0 || b.tree() != "Ops\n" {
			t.Errorf("%s: writes %q, tree %s", url, writes, b.tree())
		}
	}
}

func TestParentInFrontMatterOfAnotherSite(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/b.md --\n# Other\n")
	page := b.foreignPage("Ops")
	b.write("-- docs/a.md --\n---\nparent: https://other.atlassian.net/wiki/spaces/DOCS/pages/" + page.ID + "/Ops\n---\n# Hello\n")
	b.published("1 created, 1 failed")
	b.logHas("docs/a.md", "its address is of another site (other.atlassian.net)")
}

func TestParentInTheTrashOrArchived(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		says string
		put  func(*bench, string)
	}{
		{"it is in the trash", func(b *bench, id string) {
			if err := b.server.Store().TrashPage(id); err != nil {
				b.Fatal(err)
			}
		}},
		{"it is archived", func(b *bench, id string) {
			if _, err := b.server.Store().ArchivePages([]string{id}); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b := newBench(t, oneDocument)
		page := b.foreignPage("Ops")
		test.put(b, page.ID)
		b.settings.Parent = page.ID
		b.refused(report.ExitUsage, []string{test.says, "Or set parent to another page"}, nil)
	}
}

func TestIPAllowlist(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.inPlace = answering("", "/wiki", http.StatusForbidden, "<html><body><h1>403 Forbidden</h1><p>The IP address 10.1.2.3 has been rejected because it is not on the IP allowlist</p></body></html>")
	b.refused(report.ExitNoWayIn, []string{"the address of this machine (10.1.2.3) is not on the site's IP allowlist", "Ask an administrator of the organization", "self-hosted runner"},
		[]string{"sign-in", "Open the address in a browser", "Set url"})
}

func TestSignOnRedirect(t *testing.T) {
	t.Parallel()
	for url, says := range map[string]string{
		"https://wiki.example.com/wiki": "single sign-on has to let requests to /rest/api pass", "https://confluence.example.com/confluence": "Use a personal access token", "https://example.atlassian.net": "Let requests to the host pass unchanged",
	} {
		b := newBench(t, oneDocument)
		b.settings.URL = url
		if strings.Contains(url, "confluence") {
			b.credential("dc-password")
		}
		b.inPlace = func(request *http.Request) http.HandlerFunc {
			if strings.HasPrefix(request.URL.Path, "/_edge") {
				return nil
			}
			return http.RedirectHandler("https://login.example.com/saml?x=1", http.StatusFound).ServeHTTP
		}
		b.refused(report.ExitNoWayIn, []string{"Single sign-on stands in between", "https://login.example.com/saml)", says}, []string{"x=1", "If you know"})
	}
}

// A Confluence that answers a write with the version that stood before, and does nothing.
func TestUpdateThatWasNotApplied(t *testing.T) {
	t.Parallel()
	for _, face := range []struct{ url, credential, path string }{
		{"https://confluence.example.com", "dc-pat", "/rest/api/content/"}, {"gateway", "unscoped", "/rest/api/content/"}, {"https://example.atlassian.net", "unscoped", "/api/v2/pages/"},
	} {
		for name, body := range map[string]string{"the old version": `{"id":"ID","type":"page","status":"current","title":"T","version":{"number":1}}`, "nothing": "{}", "no JSON": "OK"} {
			t.Run(face.url+", "+name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, "-- docs/a.md --\n# T\n\nold\n")
				b.settings.URL = face.url
				if face.url == "gateway" {
					b.settings.URL = b.server.Gateway()
				}
				b.credential(face.credential)
				b.published("1 created")
				page := b.page("T")
				b.write("-- docs/a.md --\n# T\n\nnew\n")
				b.inPlace = answering(http.MethodPut, face.path+page.ID, http.StatusOK, strings.Replace(body, "ID", page.ID, 1))
				if told := b.published("1 failed"); told.ExitCode() != report.ExitFailed {
					t.Errorf("exit code %d", told.ExitCode())
				}
				b.logHas("docs/a.md: error", "the answer says that it was done (200 OK)")
				b.bodyHas("T", "old")

				b.inPlace = nil
				b.published("1 updated")
				b.bodyHas("T", "new")
				b.published("1 unchanged")
			})
		}
	}
}

func TestWriteWhoseAnswerIsOfNoUseIsLookedInto(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# T\n\nold\n")
	// What was done is done, whatever the answer looked like.
	silent := roundTripper(func(request *http.Request) (*http.Response, error) {
		response, err := b.server.Transport().RoundTrip(request)
		if err == nil && strings.Contains(request.URL.Path, "/pages") && !strings.Contains(request.URL.Path, "/properties") && request.Method != http.MethodGet {
			_ = response.Body.Close()
			response.Body = http.NoBody
		}
		return response, err
	})
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	publishThrough := func(want string) {
		told := publish.Run(t.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: silent, Patience: confluence.Patience{First: time.Millisecond, Total: time.Second}})
		if got := counts(told); got != want {
			t.Errorf("got %q, want %q\n%s", got, want, b.log.String())
		}
	}
	publishThrough("1 created")
	b.write("-- docs/a.md --\n# T\n\nnew\n")
	publishThrough("1 updated")
	b.bodyHas("T", "new")
	b.published("1 unchanged")
	if versions := b.page("T").Version().Number; versions != 2 {
		t.Errorf("version %d", versions)
	}
}

func TestTokenThatIsAPlaceholder(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"${{ secrets.CONFLUENCE_TOKEN }}", "$CONFLUENCE_TOKEN", "***"} {
		b := newBench(t, oneDocument)
		b.settings.Credential.Token = settings.Secret(token)
		b.refused(report.ExitNoWayIn, []string{"token holds the placeholder “" + token + "”"}, []string{"make a new API token", "did not accept"})
		if len(b.requests) > 0 {
			t.Errorf("%s: %q", token, b.requests)
		}
	}
}

// Patience with one request is patience with all: a Confluence that refuses for minutes refuses every page.
func TestRefusalWithoutEndIsToldOnce(t *testing.T) {
	t.Parallel()
	var files strings.Builder
	for i := range 20 {
		fmt.Fprintf(&files, "-- docs/p%02d.md --\n# Page %d\n", i, i)
	}
	b := newBench(t, files.String())
	refuse := answering(http.MethodPost, "/api/v2/pages", http.StatusTooManyRequests, "")
	b.inPlace = func(request *http.Request) http.HandlerFunc {
		if strings.HasSuffix(request.URL.Path, "/properties") {
			return nil
		}
		return refuse(request)
	}
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(t.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip), Patience: impatient})
	if n := strings.Count(b.log.String(), "Confluence limits the rate of requests: "); n != 1 || told.ExitCode() != report.ExitFailed {
		t.Errorf("told %d times, exit code %d\n%s", n, told.ExitCode(), b.log.String())
	}
	b.inPlace = nil
	b.published("20 created")
}

func TestDiagnosisIsNoCommand(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.inPlace = answering(http.MethodGet, "/api/v2/spaces", http.StatusOK, `{"results":[{"id":"1","key":"DOCS","name":"Docs\n::error::x\u001b[31m","homepageId":"2"}],"_links":{}}`)
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	if _, err := publish.Doctor(t.Context(), b.settings, publish.World{Host: host, Transport: roundTripper(b.roundTrip)}, &b.log, false); err != nil {
		t.Fatal(err)
	}
	if said := b.log.String(); strings.Contains(said, "\n::") || strings.Contains(said, "\x1b") || !strings.Contains(said, "| ::error::x") {
		t.Error(said)
	}
}

func TestHomePageThatCannotBeRead(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.inPlace = answering(http.MethodGet, "/api/v2/pages/", http.StatusNotFound, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id"}]}`)
	b.refused(report.ExitUsage, []string{"home page of the space DOCS", "Set parent to a page"}, []string{`no page ""`, "by its title"})
}
