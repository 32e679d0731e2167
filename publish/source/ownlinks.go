package source

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// A document may name files of its own repository by their addresses on the web. Readers in Confluence are sent to the page or
// attachment instead: they may not have access to the repository.

// Local returns the destination that a URL of the documents' own repository stands for. A URL that names a commit or a version
// means that one, one with a line means the source, and what is no part of the documents stays where it is.
func (l *linkResolver) Local(address string) (destination string, found bool) {
	rest, found := l.inRepository(address)
	if !found {
		return "", false
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	if lineFragment.MatchString(fragment) {
		return "", false
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	segments := strings.Split(rest, "/")
	for branch := 1; branch < len(segments); branch++ { // a branch's name may have slashes
		if pinned.MatchString(segments[branch-1]) {
			return "", false
		}
		file, err := url.PathUnescape(strings.Join(segments[branch:], "/"))
		if err != nil {
			return "", false
		}
		if file, inside := l.belowRoot(path.Clean(file)); inside && l.isOwn(file) {
			return "/" + (&url.URL{Path: file}).EscapedPath() + fragment, true
		}
	}
	return "", false
}

var (
	// pinned are commits, numbers, dates, and versions (v1, v2-beta, 1.2.x, release-1.2, name@1.2.3), which tags are called after.
	pinned       = regexp.MustCompile(`(?i)^(?:[0-9a-f]{7,40}|\d+|\d{4}(?:-\d\d){1,2}|v\d+(?:(?:[.+_-]|alpha|beta|rc)[\w.+-]*)?|(?:.*[@_-])?v?\d+(?:\.(?:\d+|x))+[\w.+-]*|.+[@_-]v\d+)$`)
	tagAddress   = regexp.MustCompile(`/(?:src/|refs/)tags?/`)
	lineFragment = regexp.MustCompile(`^L\d+`)
	// A file's address: GitHub, GitLab, Gitea, Bitbucket.
	fileAddress = regexp.MustCompile(`^(https?://[^/]+/.+?)/(?:-/)?(?:blob|raw|tree|src)/(?:(?:branch|commit|refs/heads)/)?([^/]+)/(.*)$`)
)

// inRepository returns what follows the repository's own address in a file's address: branch and path.
func (l *linkResolver) inRepository(address string) (rest string, found bool) {
	own := fileAddress.FindStringSubmatch(l.address("x", ""))
	if own == nil {
		return "", false
	}
	if raw, isRaw := strings.CutPrefix(address, "https://raw.githubusercontent.com/"); isRaw {
		parts := strings.SplitN(raw, "/", 3)
		if len(parts) < 3 {
			return "", false
		}
		address = "https://github.com/" + parts[0] + "/" + parts[1] + "/raw/" + parts[2]
	}
	other := fileAddress.FindStringSubmatch(address)
	if other == nil || tagAddress.MatchString(address[len(other[1]):]) || !strings.EqualFold(withoutScheme(own[1]), withoutScheme(other[1])) {
		return "", false
	}
	return other[2] + "/" + other[3], true
}

func withoutScheme(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}

// belowRoot returns the workspace path of a file of the repository.
func (l *linkResolver) belowRoot(file string) (string, bool) {
	root := strings.TrimSuffix(fileAddress.FindStringSubmatch(l.address("x", ""))[3], "x")
	below, inside := strings.CutPrefix(file, root)
	return below, inside && below != ""
}

// isOwn reports whether a file or folder of the workspace is one of the documents' pages, lies beside them, or is an image.
func (l *linkResolver) isOwn(file string) bool {
	if l.pageOf(file) != nil {
		return true
	}
	info, err := l.workspace.Stat(file)
	if err != nil || info.IsDir() {
		return false
	}
	if l.besideDocs(file) {
		return true
	}
	attachment, err := l.workspace.Attachment(file)
	return err == nil && attachment.IsImage
}
