package space

import "testing"

func TestOneRepositoryHasOneOwner(t *testing.T) {
	t.Parallel()
	for want, addresses := range map[string][]string{
		"github.com/acme/docs": {
			"https://github.com/acme/docs", "https://github.com/Acme/Docs.git", "http://github.com/acme/docs/", "git@github.com:acme/docs.git",
			"ssh://git@github.com:22/acme/docs", "https://x-access-token:secret@github.com:8443/acme/docs", "git://github.com/acme/docs.git/",
			"ssh://git@ssh.github.com:443/acme/docs.git", "github.com/acme/docs",
		},
		"gitlab.example.com/group/sub/docs": {"https://gitlab.example.com/Group/Sub/docs.git", "git@gitlab.example.com:group/sub/docs.git"},
		"dev.azure.com/acme/proj x/docs":    {"https://acme@dev.azure.com/acme/Proj%20X/_git/docs", "git@ssh.dev.azure.com:v3/acme/Proj%20X/docs", "https://dev.azure.com/acme/proj%20x/_git/docs"},
		"bitbucket.example.com/proj/docs":   {"https://bitbucket.example.com/scm/PROJ/docs.git", "ssh://git@bitbucket.example.com:7999/proj/docs.git"},
		"git.example.com/Acme/Docs":         {"https://GIT.example.com/Acme/Docs", "ssh://git@git.example.com/Acme/Docs.git"},
		"git.example.com/acme/docs":         {"https://git.example.com/acme/docs"},
		"team handbook":                     {"team handbook", " team handbook "},
		"acme/handbook":                     {"acme/handbook"},
	} {
		for _, address := range addresses {
			if got := NormalOwner(address); got != want {
				t.Errorf("NormalOwner(%q) = %q, want %q", address, got, want)
			}
		}
	}
}
