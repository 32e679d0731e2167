package publish_test

import (
	"bytes"
	"image"
	"image/png"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestOnlyImagesLeaveAsImages(t *testing.T) {
	t.Parallel()
	b := newBench(t, `
-- docs/a.md --
# Page

![1](../.git/config)
![2](../.env)
![3](../secret.pem)
![4](secret.png)
![5](../.GIT/config)
![6](link.png)
![7](modules/.git)
<img src="../secret.pem">
[8](../.git/config)
[9](../built/notes.txt)
![drawn](../built/drawn.svg)
![painted](painted)
-- .env --
TOKEN=hunter2
-- secret.pem --
-----BEGIN PRIVATE KEY-----
-- docs/secret.png --
BM_TOKEN=hunter2
-- docs/modules/.git --
gitdir: ../../.git/modules/x
-- built/notes.txt --
notes
-- built/drawn.svg --
<?xml version="1.0"?>
<!-- drawn -->
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>
-- .gitignore --
built
`)
	b.gitInit()
	b.writeImage("docs/painted")
	b.link("../.git/config", "docs/link.png")
	b.published("1 created")
	if got := b.attached("Page"); !slices.Equal(got, []string{"drawn.svg", "painted"}) {
		t.Errorf("attached: %q", got)
	}
	b.logHas(
		"docs/a.md:3:1: warning: Missing image", "it belongs to git itself", "docs/a.md:4:", "docs/a.md:5:", "its content is no image",
		"docs/a.md:6:", "docs/a.md:7:", "docs/a.md:8:", "docs/a.md:9:", "docs/a.md:10:", "docs/a.md:11:", "docs/a.md:12:",
	)
}

func TestIgnoredFilesStay(t *testing.T) {
	t.Parallel()
	b := newBench(t, `
-- docs/a.md --
# Page

[ignored](local.env) [tracked](tracked.env) [new](new.csv)
-- docs/local.env --
x
-- docs/tracked.env --
x
-- docs/new.csv --
1,2
-- docs/build/generated.md --
# Generated
-- docs/notes.local.md --
# Notes
-- .gitignore --
build/
*.local.md
*.env
`)
	b.gitInit()
	b.git("add", "--force", "docs/tracked.env")
	b.published("1 created")
	if got := b.attached("Page"); !slices.Equal(got, []string{"new.csv", "tracked.env"}) {
		t.Errorf("attached: %q", got)
	}
	b.logHas("docs/a.md:3", "docs/local.env is not published: git ignores it",
		"not published: docs/build/generated.md (git ignores it", "not published: docs/notes.local.md (git ignores it",
		"attached: docs/new.csv, because docs/a.md links to it", "attached: docs/tracked.env")

	b.settings.Untracked = "allow"
	b.published("3 created, 1 updated") // the folder build has a page of its own
	b.settings.Untracked = "deny"
	b.settings.Orphans = "delete"
	b.published("1 updated, 3 unchanged")
	b.logHas("its document is not published (git ignores it")
	if got, want := sorted(b.tree()), "  Generated\nNotes\nPage\nbuild\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
}

func TestIgnoredFolderThatTheUserNamesIsPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- out/a.md --\n# Page\n\n[data](data.csv)\n-- out/data.csv --\n1\n-- docs/b.md --\n# Other\n-- docs/tmp/c.md --\n# Ignored\n-- .gitignore --\nout\ntmp\n")
	b.gitInit()
	b.settings.Docs = []string{"out", "docs"}
	b.published("2 created")
	if got := b.attached("Page"); !slices.Equal(got, []string{"data.csv"}) {
		t.Errorf("attached: %q", got)
	}
}

func TestRepositoryCommittedAmongTheDocumentsIsNotAsked(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n-- docs/secret.md --\n# Secret\n-- docs/.gitattributes --\n*.md filter=own\n-- .gitignore --\nsecret.md\n")
	b.gitInit()
	own := []string{"--git-dir=docs", "--work-tree=docs"}
	b.git("init", "--quiet", "--bare", "docs")
	b.git(append(own, "add", "--force", "a.md", "secret.md")...)
	for name, value := range map[string]string{
		"core.bare": "false", "core.worktree": ".", "core.fsmonitor": "touch ../ran; false", "filter.own.clean": "touch ../ran; cat", "filter.own.process": "touch ../ran",
	} {
		b.git(append(own, "config", name, value)...)
	}
	b.write("-- docs/a.md --\n# Pace\n") // as long as before: git must read it to know
	b.published("1 created")
	b.logHas("not published: docs/secret.md (git ignores it")
	for _, name := range []string{"ran", "docs/ran"} {
		if _, err := os.Stat(filepath.Join(b.dir, name)); err == nil {
			t.Errorf("a program that a file among the documents names has made %s", name)
		}
	}
}

func TestOnlyIgnoredDocumentsAreAClearError(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/tmp/a.md --\n# Page\n-- .gitignore --\ntmp\n")
	b.gitInit()
	if told := b.run(); told.ExitCode() != 2 {
		t.Errorf("exit code %d", told.ExitCode())
	}
	b.logHas("no document is to be published (docs/tmp/a.md: git ignores it; untracked: allow publishes such files)")
}

func TestPipesDevicesAndSocketsNeverHangARun(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\n![pipe](pipe.png)\n[pipe](pipe.csv)\n![socket](socket.png)\n[socket](../outside.sock)\n[folder](folder.csv)\n-- docs/folder.csv/x --\nx\n")
	for _, name := range []string{"docs/pipe.md", "docs/pipe.png", "docs/pipe.csv"} {
		if err := syscall.Mkfifo(filepath.Join(b.dir, name), 0o600); err != nil {
			t.Skip("no pipes can be made here:", err)
		}
	}
	for _, name := range []string{"docs/socket.png", "outside.sock"} {
		b.listenAt(name)
	}
	b.published("1 created")
	if got := b.attached("Page"); len(got) > 0 {
		t.Errorf("attached: %q", got)
	}
	b.logHas("not published: docs/pipe.md (it is a pipe, not a regular file)",
		"docs/a.md:3", "docs/pipe.png is not published: it is a pipe", "docs/a.md:4", "docs/a.md:5", "it is a socket", "docs/a.md:6")
}

func TestDocumentsThatAreHeldBackStay(t *testing.T) {
	t.Parallel()
	b := newBench(t, `
-- docs/a.md --
# Handbook
-- docs/b.md --
# Later
-- docs/_drafts/c.md --
# Idea
-- docs/_drafts/d.md --
---
publish: true
---
# Chosen
`)
	b.published("4 created") // the folder of the chosen one has a page of its own
	b.logHas("not published: docs/_drafts/c.md (held back by its folder _drafts; publish: true publishes it)")
	id := b.page("Later").ID
	for _, words := range []string{
		"---\npublish: false\n---\n", "---\ndraft: true\n---\n", "---\npublished: false\n---\n", "---\nconnie-publish: false\n---\n",
		"---\nsynchronized: false\n---\n", "<!-- Synchronized: false -->\n",
	} {
		b.write("-- docs/b.md --\n" + words + "# Later\n\nMore.\n")
		b.settings.Orphans = "delete"
		b.published("4 unchanged")
		b.logHas("not published: docs/b.md (held back by ", "the page stays as it is")
		if b.page("Later").ID != id || strings.Contains(b.page("Later").Body(), "More") {
			t.Errorf("%s: the page has changed", words)
		}
	}
	b.settings.Docs = []string{"docs/_drafts"}
	b.settings.Parent = "Handbook"
	b.published("1 created, 1 failed") // Chosen is published with the docs
}

func TestFoldersAreExcludedInWhicheverSpelling(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"internal", "internal/", "docs/internal", "**/internal", "./internal/**", "/docs/internal", "./docs/internal/", "internal/*", "inter*"} {
		b := newBench(t, "-- docs/a.md --\n# Handbook\n-- docs/internal/b.md --\n# Internal\n")
		b.published("3 created")
		b.settings.Exclude, b.settings.Orphans = []string{pattern}, "delete"
		b.published("3 unchanged")
		if strings.Contains(b.log.String(), "matches no document") {
			t.Errorf("%s: %s", pattern, b.log.String())
		}
		b.settings.Exclude, b.settings.Include = nil, []string{"*.md"}
		b.published("3 unchanged")
	}
	b := newBench(t, "-- docs/a.md --\n# Handbook\n-- docs/internal/b.md --\n# Internal\n")
	b.settings.Include, b.settings.Exclude = []string{"internal"}, []string{"intrenal"}
	b.published("2 created")
	b.logHas(`exclude: "intrenal" matches no document`)
}

func TestDamagedTitleIsNeverCreated(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Sound\n")
	for name, content := range map[string]string{
		"windows.md": "# Caf\xE9 M\xFCller\n",
		"unknown.md": "# Caf\x81\n",
		"earlier.md": "# Caf\uFFFD earlier\n",
		"utf16.md":   "\xFF\xFE#\x00 \x00U\x00T\x00F\x001\x006\x00",
	} {
		if err := os.WriteFile(filepath.Join(b.dir, "docs", name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if told := b.published("3 created, 2 failed"); told.ExitCode() != 1 {
		t.Errorf("exit code %d", told.ExitCode())
	}
	if got, want := sorted(b.tree()), "Café Müller\nSound\nUTF16\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.logHas("docs/windows.md:1:6: warning", "read as Windows-1252", "docs/unknown.md:1:1: error", "docs/earlier.md:1:1: error")
}

func TestFileNamesStayInTheirPlace(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n")
	name := "b\n::error::x`<b>|.md"
	if err := os.WriteFile(filepath.Join(b.dir, "docs", name), []byte("# Odd\n\n[dead](gone.md)\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	told := b.published("2 created")
	if summary := told.Markdown(); strings.Contains(summary, "\n::error") || strings.Contains(summary, "<b>") && !strings.Contains(summary, "`` docs/b ::error::x`<b>") {
		t.Errorf("the summary:\n%s", summary)
	}
	for line := range strings.Lines(b.log.String()) {
		if strings.HasPrefix(line, "::") {
			t.Errorf("the log has the command %q", line)
		}
	}
}

func TestPlanIsWhatTheModesSay(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\n[data](data.csv)\n-- docs/data.csv --\n1\n")
	b.settings.Mode = settings.Plan
	b.published("1 created")
	b.logHas("attached: docs/data.csv")
}

// gitInit makes the folder a repository with all that git does not ignore in its index.
func (b *bench) gitInit() {
	b.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		b.Skip("git is not here")
	}
	b.git("init", "--quiet")
	b.git("add", ".")
}

func (b *bench) git(arguments ...string) {
	b.Helper()
	command := exec.CommandContext(b.Context(), "git", append([]string{"-C", b.dir}, arguments...)...)
	if out, err := command.CombinedOutput(); err != nil {
		b.Fatalf("git %q: %v\n%s", arguments, err, out)
	}
}

func (b *bench) writeImage(name string) {
	b.Helper()
	var content bytes.Buffer
	if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.dir, name), content.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
}

// listenAt makes a socket. Their paths are short, so it is made elsewhere and moved.
func (b *bench) listenAt(name string) {
	b.Helper()
	dir, err := os.MkdirTemp("", "s")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		b.Skip("no sockets can be made here:", err)
	}
	b.Cleanup(func() { _ = listener.Close() })
	if err := os.Rename(filepath.Join(dir, "s"), filepath.Join(b.dir, name)); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) attached(title string) []string {
	b.Helper()
	var names []string
	for _, attachment := range b.server.Store().Attachments(b.page(title).ID) {
		names = append(names, attachment.Title)
	}
	slices.Sort(names)
	return names
}
