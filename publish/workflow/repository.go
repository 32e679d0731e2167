package workflow

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/pagewright/pagewright/publish/git"
)

// Forge is the kind of service that shows a repository in a browser; each has its own addresses for files.
type Forge string

// The forges whose addresses are known.
const (
	GitHub    Forge = "GitHub"
	GitLab    Forge = "GitLab"
	Bitbucket Forge = "Bitbucket" // the Cloud; Data Center's addresses differ and are not known here
	Gitea     Forge = "Gitea"     // and Forgejo
)

// Repository is what a checkout was made from. Fields that nobody knows are empty.
type Repository struct {
	Forge  Forge
	URL    string // what people open, such as https://github.com/owner/repository
	Commit string // full hash
	Root   string // folder of the checkout on this machine
}

// Permalink is the address of a file or folder as it was at the commit, "" if that cannot be known. The path is
// slash-separated and relative to the repository; a query or fragment may be added to the address.
func (r Repository) Permalink(path string) string {
	view := map[Forge]string{GitHub: "/blob/", GitLab: "/-/blob/", Bitbucket: "/src/", Gitea: "/src/commit/"}[r.Forge]
	if view == "" || r.URL == "" || r.Commit == "" {
		return ""
	}
	return r.URL + view + r.Commit + "/" + (&url.URL{Path: strings.Trim(path, "/")}).EscapedPath()
}

// Git runs git with the arguments and returns its standard output.
type Git func(arguments ...string) (string, error)

// GitIn asks the git of this machine about the repository that holds a folder.
func GitIn(ctx context.Context, folder string) Git {
	return func(arguments ...string) (string, error) { return git.Ask(ctx, folder, arguments...) }
}

// repositoryFromGit returns as much as git knows: no git, no repository or no remote leave gaps, and no error.
func repositoryFromGit(git Git) Repository {
	if git == nil {
		return Repository{}
	}
	ask := func(arguments ...string) string {
		answer, err := git(arguments...)
		if err != nil {
			return ""
		}
		return strings.TrimSpace(answer)
	}
	root := ask("rev-parse", "--show-toplevel")
	if root == "" {
		return Repository{}
	}
	address := webAddress(ask("remote", "get-url", "origin"))
	return Repository{Forge: forgeOf(address), URL: address, Commit: ask("rev-parse", "HEAD"), Root: root}
}

// sshOverHTTPS are the names under which forges answer ssh at port 443, for networks that block port 22.
var sshOverHTTPS = map[string]string{
	"ssh.github.com":       "github.com",
	"altssh.gitlab.com":    "gitlab.com",
	"altssh.bitbucket.org": "bitbucket.org",
}

// webAddress turns the address of a git remote into the one that people open, without credentials: remotes carry tokens.
// It is "" for remotes that no browser can open, such as a folder.
func webAddress(remote string) string {
	if !strings.Contains(remote, "://") {
		host, path, ok := strings.Cut(remote, ":")
		if !ok || strings.Contains(host, "/") || len(host) < 2 {
			return ""
		}
		remote = "ssh://" + host + "/" + strings.TrimPrefix(path, "/")
	}
	u, err := url.Parse(remote)
	if err != nil || u.Host == "" {
		return ""
	}
	scheme, host := u.Scheme, u.Host
	switch u.Scheme {
	case "https", "http":
	case "ssh", "git", "git+ssh":
		// The port is that of the other protocol.
		scheme, host = "https", cmp.Or(sshOverHTTPS[u.Hostname()], u.Hostname())
	default:
		return ""
	}
	path := strings.TrimSuffix(strings.Trim(u.EscapedPath(), "/"), ".git")
	if path == "" {
		return ""
	}
	return scheme + "://" + host + "/" + path
}

// forgeOf guesses from the host's name, which is all there is on a laptop.
func forgeOf(address string) Forge {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := u.Hostname()
	switch {
	case host == "bitbucket.org":
		return Bitbucket
	case host == "codeberg.org", strings.Contains(host, "gitea"), strings.Contains(host, "forgejo"):
		return Gitea
	case strings.Contains(host, "gitlab"):
		return GitLab
	case strings.Contains(host, "github"):
		return GitHub
	}
	return ""
}

// Lines leads to lines of a document as its source, from 1, at an address that Permalink gave.
func (f Forge) Lines(address string, from, to int) string {
	if address == "" || from == 0 {
		return address
	}
	switch f {
	case GitHub:
		return fmt.Sprintf("%s?plain=1#L%d-L%d", address, from, to)
	case GitLab:
		return fmt.Sprintf("%s?plain=1#L%d-%d", address, from, to)
	case Gitea:
		return fmt.Sprintf("%s?display=source#L%d-L%d", address, from, to)
	case Bitbucket:
		return fmt.Sprintf("%s#lines-%d:%d", address, from, to)
	}
	return address
}
