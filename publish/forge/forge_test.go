package forge_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/forge"
)

func TestFileOnEachForge(t *testing.T) {
	t.Parallel()
	known := map[string]forge.Kind{"git.example.com": forge.GitLab, "code.example.com": forge.Gitea, "source.example.com": forge.GitHub}
	for remote, want := range map[string]string{
		"https://github.com/octo/docs.git":                                   "https://github.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"https://octo:ghp_secret@github.com/octo/docs":                       "https://github.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"git@github.com:octo/docs.git":                                       "https://github.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"ssh://git@ssh.github.com:443/octo/docs.git":                         "https://github.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"git+ssh://git@github.com/octo/docs.git":                             "https://github.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"git@github.example.com:octo/docs.git":                               "https://github.example.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"git@source.example.com:octo/docs.git":                               "https://source.example.com/octo/docs/blob/abc/src/a%20b.go#L3-L5",
		"ssh://git@gitlab.example.com:2222/group/sub/docs":                   "https://gitlab.example.com/group/sub/docs/-/blob/abc/src/a%20b.go#L3-5",
		"https://gitlab.example.com:8443/group/docs.git":                     "https://gitlab.example.com:8443/group/docs/-/blob/abc/src/a%20b.go#L3-5",
		"https://gitlab-ci-token:x@git.example.com/group/docs.git":           "https://git.example.com/group/docs/-/blob/abc/src/a%20b.go#L3-5",
		"http://gitea.lan:3000/team/docs.git":                                "http://gitea.lan:3000/team/docs/src/commit/abc/src/a%20b.go#L3-L5",
		"https://codeberg.org/team/docs.git":                                 "https://codeberg.org/team/docs/src/commit/abc/src/a%20b.go#L3-L5",
		"https://code.example.com/team/docs.git":                             "https://code.example.com/team/docs/src/commit/abc/src/a%20b.go#L3-L5",
		"git@bitbucket.org:team/docs.git":                                    "https://bitbucket.org/team/docs/src/abc/src/a%20b.go#lines-3:5",
		"https://bitbucket.example.com/scm/proj/docs.git":                    "https://bitbucket.example.com/projects/proj/repos/docs/browse/src/a%20b.go?at=abc#3-5",
		"https://example.com/stash/scm/PROJ/docs.git":                        "https://example.com/stash/projects/PROJ/repos/docs/browse/src/a%20b.go?at=abc#3-5",
		"https://example.com/scm/~jane/docs.git":                             "https://example.com/users/jane/repos/docs/browse/src/a%20b.go?at=abc#3-5",
		"ssh://git@stash.example.com:7999/PROJ/docs.git":                     "https://stash.example.com/projects/PROJ/repos/docs/browse/src/a%20b.go?at=abc#3-5",
		"https://acme@dev.azure.com/acme/Proj%20X/_git/handbook":             "https://dev.azure.com/acme/Proj%20X/_git/handbook?path=/src/a%20b.go&version=GCabc&line=3&lineEnd=5&lineStartColumn=1&lineEndColumn=1",
		"git@ssh.dev.azure.com:v3/acme/Proj%20X/handbook":                    "https://dev.azure.com/acme/Proj%20X/_git/handbook?path=/src/a%20b.go&version=GCabc&line=3&lineEnd=5&lineStartColumn=1&lineEndColumn=1",
		"acme@vs-ssh.visualstudio.com:v3/acme/proj/handbook":                 "https://dev.azure.com/acme/proj/_git/handbook?path=/src/a%20b.go&version=GCabc&line=3&lineEnd=5&lineStartColumn=1&lineEndColumn=1",
		"https://acme.visualstudio.com/DefaultCollection/proj/_git/handbook": "https://acme.visualstudio.com/DefaultCollection/proj/_git/handbook?path=/src/a%20b.go&version=GCabc&line=3&lineEnd=5&lineStartColumn=1&lineEndColumn=1",
		"https://tfs.example.com:8080/tfs/Main/proj/_git/_full/handbook":     "https://tfs.example.com:8080/tfs/Main/proj/_git/handbook?path=/src/a%20b.go&version=GCabc&line=3&lineEnd=5&lineStartColumn=1&lineEndColumn=1",
		"https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/docs":       "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/docs/browse/abc/--/src/a%20b.go?region=eu-west-1&lines=3-5",
		"ssh://APKA@git-codecommit.eu-west-1.amazonaws.com/v1/repos/docs":    "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/docs/browse/abc/--/src/a%20b.go?region=eu-west-1&lines=3-5",
		"codecommit::us-east-1://profile@docs":                               "https://us-east-1.console.aws.amazon.com/codesuite/codecommit/repositories/docs/browse/abc/--/src/a%20b.go?region=us-east-1&lines=3-5",
		"https://forge.example.org/team/docs.git":                            "",
		"/srv/git/docs.git":                                                  "",
		"../docs":                                                            "",
		`C:\git\docs`:                                                        "",
		"file:///srv/git/docs.git":                                           "",
		"https://github.com":                                                 "",
		"":                                                                   "",
	} {
		repository := forge.Of(remote, known)
		if got := repository.File("src/a b.go", "abc", forge.LinesIn("#L3-L5")); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", remote, got, want)
		}
		if strings.Contains(repository.URL, "secret") || strings.Contains(repository.URL, "@") {
			t.Errorf("%s: the address carries the credential: %s", remote, repository.URL)
		}
	}
}

// A Markdown document as it is rendered has no lines.
func TestLinesOfMarkdownAreThoseOfItsSource(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{
		"git@github.com:octo/docs.git":    "https://github.com/octo/docs/blob/abc/a.md?plain=1#L3-L5",
		"git@gitlab.com:octo/docs.git":    "https://gitlab.com/octo/docs/-/blob/abc/a.md?plain=1#L3-5",
		"https://codeberg.org/team/docs":  "https://codeberg.org/team/docs/src/commit/abc/a.md?display=source#L3-L5",
		"git@bitbucket.org:team/docs.git": "https://bitbucket.org/team/docs/src/abc/a.md#lines-3:5",
	} {
		repository := forge.Of(remote, nil)
		if got := repository.File("a.md", "abc", forge.LinesIn("#L3-L5")); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", remote, got, want)
		}
		if got := repository.File("a.md", "abc", forge.LinesIn("")); strings.Contains(got, "?") {
			t.Errorf("%s: the document itself is at %s", remote, got)
		}
	}
}

func TestPlacesInFiles(t *testing.T) {
	t.Parallel()
	for suffix, want := range map[string]string{
		"":                 "https://github.com/o/r/blob/abc/a.go",
		"#L3":              "https://github.com/o/r/blob/abc/a.go#L3",
		"#L3-L5":           "https://github.com/o/r/blob/abc/a.go#L3-L5",
		"#L3-5":            "https://github.com/o/r/blob/abc/a.go#L3-L5",
		"#lines-3:5":       "https://github.com/o/r/blob/abc/a.go#L3-L5",
		"?plain=1#L3C2-L5": "https://github.com/o/r/blob/abc/a.go#L3-L5",
		"#L5-L3":           "https://github.com/o/r/blob/abc/a.go#L5",
		"#part":            "https://github.com/o/r/blob/abc/a.go#part",
		"?raw=true":        "https://github.com/o/r/blob/abc/a.go?raw=true",
	} {
		if got := forge.Of("https://github.com/o/r", nil).File("a.go", "abc", forge.LinesIn(suffix)); got != want {
			t.Errorf("%s: got %s, want %s", suffix, got, want)
		}
	}
	for remote, want := range map[string]string{
		"https://github.com/o/r":            "https://github.com/o/r/tree/abc",
		"https://gitlab.com/o/r":            "https://gitlab.com/o/r/-/tree/abc",
		"https://dev.azure.com/o/p/_git/r":  "https://dev.azure.com/o/p/_git/r?path=/&version=GCabc",
		"https://bitbucket.example/scm/p/r": "https://bitbucket.example/projects/p/repos/r/browse/?at=abc",
		"codecommit::us-gov-west-1://r":     "https://us-gov-west-1.console.amazonaws-us-gov.com/codesuite/codecommit/repositories/r/browse/abc/--/?region=us-gov-west-1",
	} {
		if got := forge.Of(remote, nil).File(".", "abc", forge.Place{}); got != want {
			t.Errorf("%s: the root is %s, want %s", remote, got, want)
		}
	}
	if got := forge.Of("https://github.com/o/r", nil).File("a.go", "", forge.Place{}); got != "" {
		t.Errorf("without a commit: %s", got)
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ template, suffix, want string }{
		{"https://x.io/blob/main", "", "https://x.io/blob/main/s/a%20&b.go"},
		{"https://x.io/blob/main/", "#L3-L5", "https://x.io/blob/main/s/a%20&b.go#L3-L5"},
		{"https://x.io/blob/{commit}", "", "https://x.io/blob/abc/s/a%20&b.go"},
		{"https://x.io/{commit}/{path}#L{line}", "#L3-L5", "https://x.io/abc/s/a%20&b.go#L3"},
		{"https://x.io/{commit}/{path}#L{line}", "", "https://x.io/abc/s/a%20&b.go"},
		{"https://x.io/?f={path}&at={commit}&l={line}", "#L3", "https://x.io/?f=s/a%20%26b.go&at=abc&l=3"},
		{"https://x.io/?f={path}&at={commit}&l={line}", "", "https://x.io/?f=s/a%20%26b.go&at=abc"},
		{"https://x.io/?f={path}", "#L3", "https://x.io/?f=s/a%20%26b.go#L3"},
		{"https://x.io/blob/main?ref=docs", "", "https://x.io/blob/main/s/a%20&b.go?ref=docs"},
	} {
		if got := forge.Fill(test.template, "s/a &b.go", "abc", forge.LinesIn(test.suffix)); got != test.want {
			t.Errorf("%s with %q: got %s, want %s", test.template, test.suffix, got, test.want)
		}
	}
	if got := forge.Fill("https://x.io/{commit}/{path}", "a.go", "", forge.Place{}); got != "" {
		t.Errorf("without a commit: %s", got)
	}
}
