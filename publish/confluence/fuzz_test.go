package confluence

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress holds whatever stands in url, cloud-id or parent to what reading an
// address promises: it ends, what is understood is an address, reading that again
// changes nothing, and a password in it goes nowhere.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/123/Title+with+plus", "acme.atlassian.net", " \"https://acme.atlassian.net/wiki\"\n", "<https://acme.atlassian.net/wiki>",
		"https://ann:hunter2@acme.atlassian.net/wiki", "https://api.atlassian.com/ex/confluence/abc/wiki/rest/api", "https://api.atlassian.com/ex/foo", "http://127.0.0.1:8090/ex/confluence/abc",
		"https://confluence.example.com/ctx/pages/viewpage.action?pageId=98310", "https://confluence.example.com/a/b//c/", "http://[::1]:8090/wiki", "localhost:8090/confluence", "https://", "ftp://x", "//x/y",
		"/wiki/spaces/DOCS", "/display/DOCS/A%2FB", "https://confluence.example.com/display/DOCS/A+%26+B%2FC", "?spaceKey=DOCS&title=x", "Up/display/DOCS/down", "${{ secrets.URL }}", "$URL", "***",
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/edit-v2/123?x=1#y", "https://x%41.example.com", "https://münchen.example.com/wiki", "https://a:0/", "https://a:99999/", "https://acme.atlassian.net./wiki/x/BgAC", "\ufeffhttps://acme.jira.com",
	} {
		f.Add(seed, "")
		f.Add(seed, "abc-def")
	}
	f.Add("https://acme.atlassian.net", "../..")
	f.Add("", "%2e%2e/x?y#z")
	f.Fuzz(func(t *testing.T, address, cloudID string) {
		p, _, problem, _ := locate(Target{URL: address, CloudID: cloudID})
		if problem == "" {
			base, err := url.Parse(p.base())
			if err != nil || base.Hostname() == "" || base.Scheme != "http" && base.Scheme != "https" || base.User != nil || base.RawQuery != "" || base.Fragment != "" || strings.HasSuffix(base.Path, "/") {
				t.Errorf("%q with %q is understood as %q: %v", address, cloudID, p.base(), err)
			}
			again, _, problem := parseAddress(p.base())
			if problem != "" || again.base() != p.base() || again.kind != p.kind {
				t.Errorf("%q with %q is %v %s, and that is %v %s: %s", address, cloudID, p.kind, p.base(), again.kind, again.base(), problem)
			}
		}
		if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.User != nil {
			if password, _ := u.User.Password(); len(password) > 20 && strings.Contains(p.base()+problem, password) {
				t.Errorf("%q shows its password: %s %s", address, p.base(), problem)
			}
		}
		if id, is := PageIDIn(address); is && strings.Trim(id, "0123456789") != "" {
			t.Errorf("%q is the page %q", address, id)
		}
		if a, is := readPageAddress(address); is && a.key == "" {
			t.Errorf("%q is a page of a space without a key", address)
		}
		if u, is := asAddress(address); is {
			(&Client{transport: &transport{given: "https://acme.atlassian.net/wiki"}, root: &root{transport: newTransport(Credential{}, Options{}.withDefaults())}}).isOwn(u)
		}
		if e := redirect("https://confluence.example.com/rest/api/content/1", address); strings.ContainsAny(e.location, "?#") {
			t.Errorf("%q is shown as %q", address, e.location)
		}
	})
}
