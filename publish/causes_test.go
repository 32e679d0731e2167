package publish_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

const forbidden = `{"errors":[{"status":403,"code":"FORBIDDEN","title":"You may not edit page 12345"}]}`

// pagesIn returns a folder of documents.
func pagesIn(folder string, n int, text string) string {
	var files strings.Builder
	for i := range n {
		fmt.Fprintf(&files, "-- docs/%s/p%03d.md --\n# Page %s %d\n\n%s\n", folder, i, folder, i, text)
	}
	return files.String()
}

// refusingPages answers writes of pages by a method, but not those of properties.
func refusingPages(method string, status int, body string) func(*http.Request) http.HandlerFunc {
	refuse := answering(method, "/pages", status, body)
	return func(request *http.Request) http.HandlerFunc {
		if strings.Contains(request.URL.Path, "/properties") {
			return nil
		}
		return refuse(request)
	}
}

func (b *bench) lines() int { return strings.Count(b.log.String(), "\n") }

func TestOneCauseOfManyPagesIsSaidOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Top\n"+pagesIn("a", 210, "old"))
	b.published("212 created")
	b.write(pagesIn("a", 210, "new"))
	b.inPlace = refusingPages(http.MethodPut, http.StatusForbidden, forbidden)
	b.refused(report.ExitFailed, []string{
		"docs/a/p000.md: error: Page not brought up to date", "The answer was 403 Forbidden", "Ask an administrator of the space",
		"The same keeps back 209 more pages: docs/a/p001.md, docs/a/p002.md", "and 199 more.", "212 pages: 2 unchanged, 210 failed",
	}, []string{"docs/a/p050.md"})
	if n := b.lines(); n > 12 {
		t.Errorf("%d lines:\n%s", n, b.log.String())
	}
}

func TestPagesBelowOneThatFailedAreCountedAtIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Top\n"+pagesIn("a", 20, "text")+pagesIn("b", 20, "text"))
	b.inPlace = refusingPages(http.MethodPost, http.StatusForbidden, forbidden)
	b.refused(report.ExitFailed, []string{
		"docs/index.md: error: Page not published", "The answer was 403 Forbidden", "Because of that, 42 pages are not published either: docs/a/", "43 pages: 43 failed",
	}, []string{"its parent page"})
	if n := b.lines(); n > 12 {
		t.Errorf("%d lines:\n%s", n, b.log.String())
	}
	summary := b.run().Markdown()
	if n := strings.Count(summary, "403 Forbidden"); n != 1 {
		t.Errorf("the summary tells the cause %d times:\n%s", n, summary)
	}
}

func TestDifferentCausesAreTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, pagesIn("a", 2, "text")+"-- docs/b.md --\n# Theirs\n-- docs/c.md --\n# Theirs too\n")
	b.foreignPage("Theirs")
	b.foreignPage("Theirs too")
	b.inPlace = func(request *http.Request) http.HandlerFunc { return nil }
	b.refused(report.ExitFailed, []string{"docs/b.md: error:", "docs/c.md: error:"}, []string{"The same keeps back"})
}

// The pages whose turn did not come are a number at what ended the run.
func TestEndOfARunIsSaidOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, pagesIn("a", 30, "text"))
	b.inPlace = refusingPages(http.MethodPost, http.StatusUnauthorized, `{"code":401,"message":"Unauthorized; scope does not match"}`)
	b.refused(report.ExitNoWayIn, []string{"The token lacks a scope", "The run ended before the turn of 31 pages.", "31 pages: 31 failed"}, []string{"before its turn"})
}

func TestSettingsComeBeforeDocuments(t *testing.T) {
	t.Parallel()
	wrong := map[string]func(*settings.Settings){
		"not set: url":                  func(s *settings.Settings) { s.URL = "" },
		"no git remote that says whose": func(s *settings.Settings) { s.Owner = "" },
		"was not accepted":              func(s *settings.Settings) { s.Credential.Token = "wrong" },
		"no space with this":            func(s *settings.Settings) { s.Space = "NONE" },
	}
	for says, change := range wrong {
		b := newBench(t, "-- docs/a.md --\n---\ntitle: [\n---\n# A\n\n[dead](gone.md)\n")
		change(&b.settings)
		told := b.run()
		if told.ExitCode() != report.ExitUsage && told.ExitCode() != report.ExitNoWayIn {
			t.Errorf("%s: exit code %d", says, told.ExitCode())
		}
		if strings.Contains(b.log.String(), "docs/a.md") {
			t.Errorf("%s: documents are told:\n%s", says, b.log.String())
		}
	}
}

func TestWarningsThatFailARunAreNamed(t *testing.T) {
	t.Parallel()
	for _, mode := range []settings.Mode{settings.Check, settings.Publish} {
		b := newBench(t, "-- docs/a.md --\n# A\n\n[dead](gone.md)\n")
		b.settings.Mode, b.settings.FailOn = mode, "warning"
		b.refused(report.ExitFailed, []string{"There is no error, but 1 warning, and fail-on is set to warning"}, nil)
		b.settings.FailOn = "error"
		b.refused(report.ExitDone, nil, []string{"fail-on"})
	}
}
