package publish_test

import (
	"os/exec"
	"strings"
	"testing"
)

func TestSourceIsLinkedAtTheCommitOfTheCheckout(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n[code](../src/x.go#L3-L5), [one](../src/x.go#L3), [root](..)\n-- src/x.go --\nx\n")
	b.committed("https://acme@dev.azure.com/acme/Proj%20X/_git/handbook")
	head := b.head()
	b.published("1 created")
	b.bodyHas("A",
		"https://dev.azure.com/acme/Proj%20X/_git/handbook?path=/src/x.go&amp;version=GC"+head+"&amp;line=3&amp;lineEnd=5&amp;lineStartColumn=1&amp;lineEndColumn=1",
		"GC"+head+"&amp;line=3&amp;lineEnd=3&amp;lineStartColumn=1&amp;lineEndColumn=1")
	b.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--allow-empty", "--message=second")
	b.published("1 unchanged")

	b.settings.SourceLinks = "https://code.example.com/{path}?at={commit}#{line}"
	b.published("1 updated")
	b.bodyHas("A", "https://code.example.com/src/x.go?at="+b.head()+"#3")
}

// TestSourceWithoutAnAddressIsOneNote: neither a warning a link nor a link that leads nowhere.
func TestSourceWithoutAnAddressIsOneNote(t *testing.T) {
	t.Parallel()
	for remote, why := range map[string]string{
		"":                                  "as the documents have no git remote",
		"https://forge.example.org/a/b.git": "as it is not known what runs at https://forge.example.org/a/b",
		"/srv/git/docs.git":                 "as the git remote is no address that a browser opens",
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n\n[code](../src/x.go), [more](../src/y.go), [gone](../src/z.go)\n-- docs/b.md --\n# B\n\n[code](../src/x.go)\n-- src/x.go --\nx\n-- src/y.go --\ny\n")
			b.committed(remote)
			told := b.published("2 created")
			if n := strings.Count(b.log.String(), "source-links"); n != 1 || len(told.Problems) != 1 || told.Problems[0].Rule != "dead-link" {
				t.Errorf("said %d times; problems %v\n%s", n, told.Problems, b.log.String())
			}
			b.logHas("notice: Files without an address: links to files outside of the docs stay without an address, " + why)
			if body := b.page("B").Body(); strings.Contains(body, "<a") || !strings.Contains(body, "code") {
				t.Errorf("the body is %s", body)
			}
		})
	}
}

func (b *bench) committed(remote string) {
	b.Helper()
	b.gitInit()
	b.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message=first")
	if remote != "" {
		b.git("remote", "add", "origin", remote)
	}
}

func (b *bench) head() string {
	b.Helper()
	out, err := exec.CommandContext(b.Context(), "git", "-C", b.dir, "rev-parse", "HEAD").Output()
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
