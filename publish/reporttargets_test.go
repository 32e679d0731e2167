package publish_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// askFor names a file for each of the settings that have one written.
var askFor = map[string]func(s *settings.Settings, name string){
	"report":       func(s *settings.Settings, name string) { s.Report = name },
	"sarif":        func(s *settings.Settings, name string) { s.SARIF = name },
	"code-quality": func(s *settings.Settings, name string) { s.CodeQuality = name },
	"summary":      func(s *settings.Settings, name string) { s.Summary = name },
}

func TestFilesAreWrittenIntoWhatStandsThere(t *testing.T) {
	t.Parallel()
	for setting, ask := range askFor {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			place := func(name string) string { return filepath.Join(dir, name) }
			for _, err := range []error{
				os.WriteFile(place("private"), make([]byte, 1<<20), 0o600),
				os.WriteFile(place("target"), []byte("old"), 0o600),
				os.Symlink("target", place("link")),
				os.Symlink(place("link"), place("link-to-link")),
				os.Symlink(filepath.Join("new", "file"), place("dangling")),
				os.Mkdir(place("folder"), 0o755),
				os.Symlink("folder", place("folder-link")),
				os.Symlink("/dev/null", place("null")),
				syscall.Mkfifo(place("pipe"), 0o600),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, to := range []struct{ name, written string }{
				{"private", "private"}, {"link", "target"}, {"link-to-link", "target"}, {"dangling", "new/file"}, {"folder-link/sub/file", "folder/sub/file"},
			} {
				b := newBench(t, oneDocument)
				b.settings.Mode = settings.Check
				ask(&b.settings, place(to.name))
				b.published("")
				content, err := os.ReadFile(place(to.written))
				if err != nil || len(content) == 0 || setting != "summary" && !json.Valid(content) {
					t.Errorf("%s: %q, %v", to.name, content, err)
				}
			}
			for name, mode := range map[string]fs.FileMode{"private": 0o600, "target": 0o600, "link": fs.ModeSymlink, "dangling": fs.ModeSymlink, "null": fs.ModeSymlink} {
				info, err := os.Lstat(place(name))
				if err != nil || info.Mode().Type() != mode.Type() || mode.IsRegular() && info.Mode() != mode {
					t.Errorf("%s is %v now, %v", name, info.Mode(), err)
				}
			}

			b := newBench(t, oneDocument)
			b.settings.Mode = settings.Check
			ask(&b.settings, place("pipe"))
			b.refused(report.ExitFailed, []string{setting + ": ", "it is a pipe that nobody reads from"}, nil)
			reader, err := os.OpenFile(place("pipe"), os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			b.published("")
			some := make([]byte, 1)
			if _, err := io.ReadFull(reader, some); err != nil {
				t.Error(err)
			}
			_ = reader.Close()
			ask(&b.settings, place("null"))
			b.published("")
			for name, kind := range map[string]fs.FileMode{place("pipe"): fs.ModeNamedPipe, "/dev/null": fs.ModeDevice | fs.ModeCharDevice} {
				if info, err := os.Lstat(name); err != nil || info.Mode().Type() != kind {
					t.Errorf("%s is %v now, %v", name, info.Mode(), err)
				}
			}
		})
	}
}

func TestFileOnAFullDevice(t *testing.T) {
	t.Parallel()
	for setting, ask := range askFor {
		b := newBench(t, oneDocument)
		b.settings.Mode = settings.Check
		ask(&b.settings, "/dev/full")
		b.refused(report.ExitFailed, []string{setting + ": /dev/full could not be written: ", "no space"}, nil)
	}
}

// What a pull request brings may lead anywhere within the checkout, but not out of it or to git's own files.
func TestLinksOfTheCheckoutAreNotFollowedOutOfIt(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	b := newBench(t, oneDocument+"-- .git/config --\nmine\n-- out/file --\nold\n")
	b.settings.Mode = settings.Check
	for link, to := range map[string]string{
		"inside.json": "out/file", "new.json": "out/new", "git.json": ".git/config", "folder": outside, "above.json": "../above.json", "circle": "circle",
	} {
		b.link(to, link)
	}
	into := func(name string) { b.settings.Report = filepath.Join(b.dir, filepath.FromSlash(name)) }
	for name, written := range map[string]string{"inside.json": "out/file", "new.json": "out/new", "git.json": "git.json", "above.json": "above.json"} {
		into(name)
		b.published("")
		if info, err := os.Lstat(filepath.Join(b.dir, written)); err != nil || !info.Mode().IsRegular() || info.Size() < 100 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if content, err := os.ReadFile(filepath.Join(b.dir, ".git", "config")); err != nil || string(content) != "mine\n" {
		t.Errorf("git's configuration: %q, %v", content, err)
	}
	if _, err := os.Lstat(filepath.Join(b.dir, "..", "above.json")); err == nil {
		t.Error("a file was written above the checkout")
	}
	into("folder/report.json")
	b.refused(report.ExitFailed, []string{"leads out of the checkout"}, nil)
	if names, err := os.ReadDir(outside); err != nil || len(names) > 0 {
		t.Errorf("outside of the checkout: %v, %v", names, err)
	}
	into("circle")
	b.refused(report.ExitFailed, []string{"leads in a circle"}, nil)
}
