package confluence

import "testing"

func TestPageIDInShareLink(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://acme.atlassian.net/wiki/x/BgAC":         "131078",
		"https://acme.atlassian.net/wiki/x/BgAC?a=b":     "131078",
		"acme.atlassian.net/wiki/x/CAAC/":                "131080",
		"/wiki/x/-v8":                                    "65534",
		"https://confluence.example.com/x/LIQHD":         "201819180",
		"https://acme.atlassian.net/wiki/x/":             "",
		"https://acme.atlassian.net/wiki/x/AAAAAAAAAAAA": "",
		"https://acme.atlassian.net/wiki/spaces/x":       "",
		"Title/x/BgAC":                                   "",
	} {
		if got, is := pageIDInShareLink(address); got != want || is != (want != "") {
			t.Errorf("%s: got %q, %v; want %q", address, got, is, want)
		}
	}
}
