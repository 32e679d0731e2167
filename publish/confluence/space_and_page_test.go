package confluence

import "testing"

func TestSpaceAndPageIn(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct {
		space  string
		isPage bool
	}{
		"https://acme.atlassian.net":                                                 {"", false},
		"https://acme.atlassian.net/wiki/home":                                       {"", false},
		"https://acme.atlassian.net/wiki/spaces/DOCS":                                {"DOCS", false},
		"https://acme.atlassian.net/wiki/spaces/DOCS/overview?x=y":                   {"DOCS", false},
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/77/T":                     {"DOCS", true},
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/edit-v2/77":               {"DOCS", true},
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages":                          {"DOCS", false},
		"https://acme.atlassian.net/wiki/spaces/~5f/folder/77":                       {"~5f", true},
		"https://acme.atlassian.net/wiki/spaces/%7E5f/pages/77":                      {"~5f", true},
		"https://acme.atlassian.net/wiki/x/BgAC":                                     {"", true},
		"https://confluence.example.com/ctx/display/DOCS/A+page":                     {"DOCS", true},
		"https://confluence.example.com/ctx/display/DOCS":                            {"DOCS", false},
		"https://confluence.example.com/pages/viewpage.action?pageId=7":              {"", true},
		"https://confluence.example.com/pages/viewpage.action?spaceKey=DOCS&title=A": {"DOCS", true},
		"https://api.atlassian.com/ex/confluence/abc":                                {"", false},
		"": {"", false},
	} {
		space, page := SpaceAndPageIn(address)
		if space != want.space || (page != "") != want.isPage {
			t.Errorf("%s: space %q, page %q; want %v", address, space, page, want)
		}
	}
}
