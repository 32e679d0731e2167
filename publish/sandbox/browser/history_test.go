package browser

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHistoryListsVersions(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.change("Install", "<p>Second.</p>", "second run")
	id := w.pages["Install"].ID
	got := w.text("/wiki/pages/viewpreviousversions.action?pageId=" + id)
	wants(t, got, "v. 1", "v. 2", "second run",
		"/wiki/pages/diffpagesbyversion.action?pageId="+id+"&amp;selectedPageVersions=1&amp;selectedPageVersions=2")
}

func TestDiffShowsWhatChanged(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.change("Install", `<h2>On Linux</h2><p>Run the second installer.</p>`, "")
	path := "/wiki/pages/diffpagesbyversion.action?pageId=" + w.pages["Install"].ID
	got := w.text(path + "&selectedPageVersions=2&selectedPageVersions=1")
	wants(t, got, "&lt;h2&gt;On Linux&lt;/h2&gt;", "Run the <del>first</del> installer", "Run the <ins>second</ins> installer")
	if got := w.get(path); got.header.Get("Location") != w.historyURL(w.pages["Install"].ID) {
		t.Errorf("without versions to compare: %d", got.status)
	}
}

func TestDiffOfEqualBodies(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.change("Install", w.pages["Install"].Body(), "nothing new")
	wants(t, w.text(w.diffURL(w.pages["Install"].ID, 1, 2)), "The two bodies are the same.")
}

func TestCompare(t *testing.T) {
	t.Parallel()
	before := "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n"
	after := "a\nb\nc 1\nd\ne\nf\ng\nh\ni\nj\nk\nnew\nl\n"
	var got []string
	for _, h := range compare(before, after) {
		for _, l := range h.Lines {
			line := l.Kind + ":"
			for _, p := range l.Parts {
				if p.Changed {
					line += "[" + p.Text + "]"
				} else {
					line += p.Text
				}
			}
			got = append(got, line)
		}
		got = append(got, "--")
	}
	want := strings.Fields("same:a same:b removed:c added:c[_1] same:d same:e same:f -- same:i same:j same:k added:new same:l --")
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], " ", "_")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInLines(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"<p>a</p><p>b</p>":     "<p>a</p>\n<p>b</p>\n",
		"<p>a</p>\n<p>b</p>\n": "<p>a</p>\n<p>b</p>\n",
		"<ac:plain-text-body><![CDATA[</p>x]]></ac:plain-text-body>y": "<ac:plain-text-body><![CDATA[</p>x]]></ac:plain-text-body>\ny\n",
		"": "\n",
	} {
		if got := inLines(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestSourceIsShownAndGivenAsStored(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	page := w.pages["Install"]
	wants(t, w.text(w.sourceURL(page.ID)), `<span class="c-tag">&lt;h2`, "On Linux")
	got := w.get(w.sourceURL(page.ID) + "&plain")
	if kind := got.header.Get("Content-Type"); kind != "text/plain; charset=utf-8" {
		t.Errorf("given as %s", kind)
	}
	if got := got.text; got != page.Body() {
		t.Errorf("got %q, want %q", got, page.Body())
	}
}
