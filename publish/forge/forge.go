// Package forge knows the services that show repositories in a browser, and where each of them shows a file. The address of
// a git remote enters, the address of a file at a commit leaves. Nothing is asked: a service is known by the name of its
// host, by the form of its addresses, or because a CI host says which one it is.
package forge

import (
	"net/url"
	"path"
	"strconv"
	"strings"
)

// Kind is a service, or a product that many hosts run.
type Kind string

// The kinds whose addresses are known.
const (
	GitHub              Kind = "GitHub" // and GitHub Enterprise
	GitLab              Kind = "GitLab"
	Bitbucket           Kind = "Bitbucket" // Cloud
	BitbucketDataCenter Kind = "Bitbucket Data Center"
	Gitea               Kind = "Gitea" // and Forgejo
	AzureDevOps         Kind = "Azure DevOps"
	CodeCommit          Kind = "CodeCommit"
)

// Repository is a repository as people open it.
type Repository struct {
	Kind Kind
	URL  string // such as https://github.com/owner/repository; never with a user or token
}

// Place is what a link names of a file.
type Place struct {
	First, Last int    // lines from 1; 0 for the whole file
	Rest        string // query and fragment that name no lines
}

// File returns the address of a file or folder as it was at a commit. The path is slash-separated and counts from the
// repository's root. It is "" where the service or the commit is not known.
func (r Repository) File(path, commit string, at Place) string {
	view := views[r.Kind]
	if view == nil || r.URL == "" || commit == "" {
		return ""
	}
	path = strings.Trim(path, "/")
	if path == "." {
		path = ""
	}
	return view(r.URL, path, commit, at)
}

// A view gives the address of a file of the repository that has its own at base.
type view func(base, path, commit string, at Place) string

// Sources of the forms: https://docs.github.com/repositories/working-with-files/using-files/getting-permanent-links-to-files,
// https://docs.gitlab.com/user/project/repository/files/, https://docs.gitea.com/, Bitbucket's and Azure DevOps' own
// "copy link" commands, and the addresses of CodeCommit's console.
var views = map[Kind]view{
	GitHub:              below("/blob/", "/tree/", "?plain=1", func(first, last int) string { return lines("#L", first, "-L", last) }),
	GitLab:              below("/-/blob/", "/-/tree/", "?plain=1", func(first, last int) string { return lines("#L", first, "-", last) }),
	Gitea:               below("/src/commit/", "/src/commit/", "?display=source", func(first, last int) string { return lines("#L", first, "-L", last) }),
	Bitbucket:           below("/src/", "/src/", "", func(first, last int) string { return lines("#lines-", first, ":", last) }),
	BitbucketDataCenter: bitbucketDataCenter,
	AzureDevOps:         azureDevOps,
	CodeCommit:          codeCommit,
}

func (at Place) suffix(anchor func(first, last int) string) string {
	if at.First == 0 {
		return at.Rest
	}
	return anchor(at.First, at.Last)
}

// below makes the view of services that show files, and the repository's root, below addresses of their own. Source is the
// query with which they show a Markdown document as it is written: as it is rendered, it has no lines.
func below(middle, root, source string, anchor func(first, last int) string) view {
	return func(base, path, commit string, at Place) string {
		switch {
		case path == "":
			return base + root + commit
		case at.First > 0 && isMarkdown(path):
			return base + middle + commit + "/" + escape(path) + source + anchor(at.First, at.Last)
		}
		return base + middle + commit + "/" + escape(path) + at.suffix(anchor)
	}
}

func lines(start string, first int, to string, last int) string {
	text := start + strconv.Itoa(first)
	if last > first {
		text += to + strconv.Itoa(last)
	}
	return text
}

func bitbucketDataCenter(base, path, commit string, at Place) string {
	_, fragment, _ := strings.Cut(at.Rest, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	if at.First > 0 {
		fragment = lines("#", at.First, "-", at.Last)
	}
	return base + "/browse/" + escape(path) + "?at=" + commit + fragment
}

func azureDevOps(base, path, commit string, at Place) string {
	address := base + "?path=/" + inQuery(path) + "&version=GC" + commit
	if at.First > 0 {
		address += "&line=" + strconv.Itoa(at.First) + "&lineEnd=" + strconv.Itoa(at.Last) + "&lineStartColumn=1&lineEndColumn=1"
	}
	return address
}

func codeCommit(base, path, commit string, at Place) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	region := u.Query().Get("region")
	u.RawQuery = ""
	address := u.String() + "/browse/" + commit + "/--/" + escape(path) + "?region=" + region
	if at.First > 0 {
		address += "&lines=" + strconv.Itoa(at.First) + "-" + strconv.Itoa(at.Last)
	}
	return address
}

func isMarkdown(file string) bool {
	extension := strings.ToLower(path.Ext(file))
	return extension == ".md" || extension == ".markdown"
}

// escape writes a path for an address, slashes as they are.
func escape(path string) string { return (&url.URL{Path: path}).EscapedPath() }

func inQuery(path string) string {
	return strings.NewReplacer("+", "%20", "%2F", "/").Replace(url.QueryEscape(path))
}
