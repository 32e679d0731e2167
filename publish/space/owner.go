package space

import (
	"net/url"
	"strings"
)

// NormalOwner returns the form in which the addresses of a repository are compared: without scheme, user, port and .git,
// the host in lower case, and the path too where its host knows no case there. Text that is no address stays as it is.
func NormalOwner(address string) string {
	address = strings.TrimSpace(address)
	host, path, isAddress := splitAddress(address)
	if !isAddress {
		return address
	}
	if plain, err := url.PathUnescape(path); err == nil && !strings.Contains(address, "://") {
		path = plain
	}
	host = strings.ToLower(host)
	if plain, ok := sshHosts[host]; ok {
		host = plain
	}
	path = strings.Trim(path, "/")
	for _, end := range []string{".git", "/"} {
		path = strings.TrimSuffix(path, end)
	}
	path = webPath(host, path)
	if !hasCase(host) {
		path = strings.ToLower(path)
	}
	return host + "/" + path
}

// splitAddress reads https://user@host:port/path, ssh://…, git@host:path and host/path.
func splitAddress(address string) (host, path string, ok bool) {
	if strings.Contains(address, "://") {
		u, err := url.Parse(address)
		if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") == "" {
			return "", "", false
		}
		return u.Hostname(), u.Path, true
	}
	if before, after, found := strings.Cut(address, ":"); found && !strings.Contains(before, "/") && len(before) > 1 && !strings.HasPrefix(after, `\`) {
		_, host, hasUser := strings.Cut(before, "@")
		if !hasUser {
			host = before
		}
		return host, after, strings.Trim(after, "/") != ""
	}
	host, path, found := strings.Cut(address, "/")
	return host, path, found && strings.Contains(host, ".") && !strings.HasPrefix(host, ".") && !strings.ContainsAny(address, " \t")
}

// sshHosts are the names under which hosts answer git over ssh.
var sshHosts = map[string]string{
	"ssh.github.com":          "github.com",
	"altssh.gitlab.com":       "gitlab.com",
	"altssh.bitbucket.org":    "bitbucket.org",
	"ssh.dev.azure.com":       "dev.azure.com",
	"vs-ssh.visualstudio.com": "dev.azure.com",
}

// webPath brings the paths that a host has for ssh and for the browser together.
func webPath(host, path string) string {
	switch {
	case host == "dev.azure.com": // v3/organisation/project/repository and organisation/project/_git/repository
		path = strings.TrimPrefix(path, "v3/")
		return strings.Replace(path, "/_git/", "/", 1)
	case strings.HasPrefix(path, "scm/"): // Bitbucket Data Center over https
		return strings.TrimPrefix(path, "scm/")
	}
	return path
}

// hasCase reports whether upper and lower case may tell repositories of a host apart. GitHub, GitLab, Bitbucket, Azure
// DevOps, Gitea and Forgejo know none; of others it is not known.
func hasCase(host string) bool {
	if host == "dev.azure.com" || host == "codeberg.org" || strings.HasSuffix(host, ".visualstudio.com") {
		return false
	}
	for _, name := range []string{"github", "gitlab", "bitbucket", "gitea", "forgejo"} {
		if strings.Contains(host, name) {
			return false
		}
	}
	return true
}
