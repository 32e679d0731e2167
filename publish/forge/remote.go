package forge

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
)

// Of reads the address of a git remote. Known names the kinds of hosts, by their names in lower case, that nothing in an
// address tells. Kind is "" where it stays unknown; URL too, for a remote that no browser can open, such as a folder.
func Of(remote string, known map[string]Kind) Repository {
	a, ok := readRemote(remote)
	if !ok {
		return Repository{}
	}
	kind := a.kind(known)
	if kind == "" && a.web() == "" {
		return Repository{}
	}
	switch kind {
	case AzureDevOps:
		return Repository{kind, a.azureDevOps()}
	case BitbucketDataCenter:
		return Repository{kind, a.bitbucketDataCenter()}
	case CodeCommit:
		return Repository{kind, a.codeCommit()}
	}
	return Repository{kind, a.web()}
}

// HostOf returns the name of the host in an address, in lower case; "" for what names none.
func HostOf(address string) string {
	a, _ := readRemote(address)
	return a.name
}

// remote is the address of a git remote, without user and password.
type remote struct {
	scheme string // https, http, ssh, git or codecommit
	name   string // of the host, in lower case
	port   string
	path   string // escaped, without slashes at its ends and without .git
}

// sshHosts are the names under which hosts answer ssh.
var sshHosts = map[string]string{
	"ssh.github.com":          "github.com",
	"altssh.gitlab.com":       "gitlab.com",
	"altssh.bitbucket.org":    "bitbucket.org",
	"ssh.dev.azure.com":       "dev.azure.com",
	"vs-ssh.visualstudio.com": "dev.azure.com",
}

var codeCommitHelper = regexp.MustCompile(`^codecommit::([a-z0-9-]+)://(?:[^@/]*@)?([^/]+)/?$`)

func readRemote(text string) (r remote, ok bool) {
	text = strings.TrimSpace(text)
	if match := codeCommitHelper.FindStringSubmatch(text); match != nil {
		return remote{scheme: "codecommit", name: "git-codecommit." + match[1] + ".amazonaws.com", path: "v1/repos/" + url.PathEscape(match[2])}, true
	}
	if !strings.Contains(text, "://") { // user@host:path, but not C:\folder
		host, path, found := strings.Cut(text, ":")
		if !found || strings.Contains(host, "/") || len(host) < 2 {
			return remote{}, false
		}
		if plain, err := url.PathUnescape(path); err == nil { // Azure DevOps gives it with %20
			path = plain
		}
		text = "ssh://" + host + "/" + escape(strings.TrimPrefix(path, "/"))
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return remote{}, false
	}
	r = remote{scheme: strings.ToLower(u.Scheme), name: strings.ToLower(u.Hostname()), port: u.Port()}
	r.name = cmp.Or(sshHosts[r.name], r.name)
	r.path = strings.TrimSuffix(strings.Trim(u.EscapedPath(), "/"), ".git")
	switch r.scheme {
	case "https", "http", "ssh", "git":
	case "git+ssh", "ssh+git":
		r.scheme = "ssh"
	default:
		return remote{}, false
	}
	return r, r.path != ""
}

// kind tells the service by the host's name, by what is known of the host, or by the form of the path.
func (r remote) kind(known map[string]Kind) Kind {
	switch {
	case r.name == "dev.azure.com", strings.HasSuffix(r.name, ".visualstudio.com"):
		return AzureDevOps
	case strings.HasPrefix(r.name, "git-codecommit"):
		return CodeCommit
	case r.name == "bitbucket.org":
		return Bitbucket
	case known[r.name] != "":
		return known[r.name]
	case strings.HasPrefix("/"+r.path, "/_git/"), strings.Contains(r.path, "/_git/"):
		return AzureDevOps
	case r.isScm(), r.scheme == "ssh" && r.port == "7999", strings.Contains(r.name, "bitbucket"):
		return BitbucketDataCenter
	case r.name == "codeberg.org", strings.Contains(r.name, "gitea"), strings.Contains(r.name, "forgejo"):
		return Gitea
	case strings.Contains(r.name, "gitlab"):
		return GitLab
	case strings.Contains(r.name, "github"):
		return GitHub
	}
	return ""
}

// site is the host as a browser is sent there. The port of ssh is no port of the web.
func (r remote) site() string {
	if r.scheme != "https" && r.scheme != "http" {
		return "https://" + r.name
	}
	if r.port != "" {
		return r.scheme + "://" + r.name + ":" + r.port
	}
	return r.scheme + "://" + r.name
}

func (r remote) web() string {
	return r.site() + "/" + r.path
}

func (r remote) segments() []string { return strings.Split(r.path, "/") }

// isScm knows the addresses under which Bitbucket Data Center serves git: [context/]scm/PROJECT/repository.
func (r remote) isScm() bool {
	parts := r.segments()
	return len(parts) >= 3 && parts[len(parts)-3] == "scm" && (r.scheme == "https" || r.scheme == "http")
}

// bitbucketDataCenter makes [context/]projects/KEY/repos/slug of [context/]scm/KEY/slug and KEY/slug. ~user is a personal
// project.
func (r remote) bitbucketDataCenter() string {
	parts := r.segments()
	if len(parts) < 2 {
		return ""
	}
	context, project, slug := parts[:len(parts)-2], parts[len(parts)-2], parts[len(parts)-1]
	if n := len(context); n > 0 && context[n-1] == "scm" {
		context = context[:n-1]
	}
	owner := "/projects/" + project
	if user, personal := strings.CutPrefix(project, "~"); personal {
		owner = "/users/" + user
	}
	prefix := ""
	if len(context) > 0 {
		prefix = "/" + strings.Join(context, "/")
	}
	return r.site() + prefix + owner + "/repos/" + slug
}

// azureDevOps makes https://dev.azure.com/ORGANISATION/PROJECT/_git/REPOSITORY of the forms that Azure DevOps has had:
// https://learn.microsoft.com/azure/devops/repos/git/share-your-code-in-git-xplat.
func (r remote) azureDevOps() string {
	parts := r.segments()
	if len(parts) == 4 && parts[0] == "v3" { // ssh
		return "https://dev.azure.com/" + strings.Join(parts[1:3], "/") + "/_git/" + parts[3]
	}
	for i, part := range parts {
		if part == "_git" && i+2 < len(parts) && (parts[i+1] == "_full" || parts[i+1] == "_optimized") {
			parts = append(parts[:i+1:i+1], parts[i+2:]...)
			break
		}
	}
	return r.site() + "/" + strings.Join(parts, "/")
}

var codeCommitHosts = regexp.MustCompile(`^git-codecommit(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$`)

// codeCommit returns the repository's address in the console: https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html.
func (r remote) codeCommit() string {
	match := codeCommitHosts.FindStringSubmatch(r.name)
	parts := r.segments()
	if match == nil || len(parts) < 3 {
		return ""
	}
	region, console := match[1], "console.aws.amazon.com"
	switch {
	case match[2] != "":
		console = "console.amazonaws.cn"
	case strings.HasPrefix(region, "us-gov-"):
		console = "console.amazonaws-us-gov.com"
	}
	return "https://" + region + "." + console + "/codesuite/codecommit/repositories/" + parts[len(parts)-1] + "?region=" + region
}
