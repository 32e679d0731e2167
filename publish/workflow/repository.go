package workflow

import (
	"regexp"

	"github.com/pagewright/pagewright/publish/forge"
)

// Repository is what a CI host says of the checkout that it made. Fields that it does not name are empty.
type Repository struct {
	Forge  forge.Kind
	URL    string // what people open, such as https://github.com/owner/repository; never with a user or token
	Commit string // full hash
	Root   string // folder of the checkout on this machine
}

// repositoryAt reads the address from which a host clones. Kind is what the host calls the service, "" if it does not.
func repositoryAt(remote string, kind forge.Kind) Repository {
	known := map[string]forge.Kind{}
	if name := forge.HostOf(remote); name != "" && kind != "" {
		known[name] = kind
	}
	at := forge.Of(remote, known)
	return Repository{Forge: at.Kind, URL: at.URL}
}

var wholeHash = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)

// hash returns what is the hash of a commit, and "" for the name of a branch, a tag or HEAD.
func hash(text string) string {
	if wholeHash.MatchString(text) {
		return text
	}
	return ""
}
