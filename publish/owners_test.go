package publish_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox/store"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

const handbookRemote = "https://github.com/acme/handbook.git"

// withRemote returns a bench whose documents are in a repository with a remote, which names the owner.
func withRemote(t *testing.T, files string) *bench {
	t.Helper()
	b := newBench(t, files)
	b.settings.Owner = ""
	b.gitInit()
	b.git("remote", "add", "origin", handbookRemote)
	return b
}

func TestRepositoryIsOneOwnerInEverySpelling(t *testing.T) {
	t.Parallel()
	remote := func(address string) func(*bench) {
		return func(b *bench) { b.git("remote", "set-url", "origin", address) }
	}
	for name, change := range map[string]func(*bench){
		"other case":      remote("https://github.com/Acme/Handbook.git"),
		"no encryption":   remote("http://github.com/acme/handbook"),
		"a port":          remote("https://github.com:8443/acme/handbook.git"),
		"ssh":             remote("git@github.com:acme/handbook.git"),
		"ssh over https":  remote("ssh://git@ssh.github.com:443/acme/handbook.git"),
		"with a password": remote("https://x-access-token:secret@github.com/acme/handbook.git/"),
		"remote renamed":  func(b *bench) { b.git("remote", "rename", "origin", "upstream") },
		"second remote":   func(b *bench) { b.git("remote", "add", "fork", "https://github.com/kim/handbook.git") },
		"folder through a symbolic link": func(b *bench) {
			link := filepath.Join(b.TempDir(), "checkout")
			if err := os.Symlink(b.dir, link); err != nil {
				b.Fatal(err)
			}
			b.dir = link
		},
		"another clone": func(b *bench) {
			clone := filepath.Join(b.TempDir(), "of another name")
			b.git("-c", "user.name=kim", "-c", "user.email=kim@example.com", "commit", "--quiet", "--message", "docs")
			b.git("clone", "--quiet", b.dir, clone)
			b.dir = clone
			b.git("remote", "set-url", "origin", handbookRemote)
		},
		"known to the CI host alone": func(b *bench) {
			if err := os.RemoveAll(filepath.Join(b.dir, ".git")); err != nil {
				b.Fatal(err)
			}
			b.env = map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "Acme/handbook"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := withRemote(t, "-- docs/a.md --\n# A\n\na\n")
			b.published("1 created")
			change(b)
			b.published("1 unchanged")
		})
	}
}

func TestRenamedRepositoryIsToldItsFormerOwner(t *testing.T) {
	t.Parallel()
	b := withRemote(t, "-- docs/a.md --\n# A\n")
	b.published("1 created")
	id := b.page("A").ID
	b.git("remote", "set-url", "origin", "https://github.com/acme/manual.git")
	b.published("1 failed")
	b.logHas("which github.com/acme/handbook published (docs/a.md of docs)", "set former-owner: github.com/acme/handbook")
	b.settings.FormerOwner = "git@github.com:Acme/Handbook.git"
	b.published("1 unchanged")
	b.settings.FormerOwner = ""
	b.unchanged()
	if b.page("A").ID != id {
		t.Error("the page was made anew")
	}
	b.git("remote", "set-url", "origin", handbookRemote)
	b.published("1 failed") // the record is the new owner's alone
}

// A setting that stays after the take-over, or names what is so already, does no harm.
func TestARecordIsNeverItsOwnFormerOne(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(b *bench){
		"owner in another spelling": func(b *bench) { b.settings.FormerOwner = "git@github.com:Acme/Handbook.git" },
		"tree":                      func(b *bench) { b.settings.FormerTree = "docs" },
		"tree in another spelling":  func(b *bench) { b.settings.FormerTree = "./docs/" },
		"parent by id":              func(b *bench) { b.settings.FormerParent = b.space().HomepageID },
		"parent by title":           func(b *bench) { b.settings.FormerParent = b.home().Title },
		"all of them": func(b *bench) {
			b.settings.FormerOwner, b.settings.FormerTree, b.settings.FormerParent = "https://github.com/acme/handbook", "docs", b.space().HomepageID
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, "-- docs/a.md --\n# A\n\na\n-- docs/b.md --\n# B\n", func(b *bench) {
				b.settings.Owner, b.settings.Orphans = "https://github.com/acme/handbook", "delete"
				set(b)
				former := b.settings
				b.settings.FormerOwner, b.settings.FormerTree, b.settings.FormerParent = "", "", ""
				b.published("2 created")
				record := strings.Join(b.properties(), " ")
				b.settings = former
				b.unchanged()
				b.logHas("nothing to take over")
				b.write("-- docs/b.md --\n# Renamed\n")
				b.published("1 updated, 1 unchanged")
				if got := strings.Join(b.properties(), " "); got != record {
					b.Errorf("on record stand %s, and did %s", got, record)
				}
				b.settings.FormerOwner, b.settings.FormerTree, b.settings.FormerParent = "", "", ""
				b.unchanged()
			})
		})
	}
}

// A former record that is not there is a wrong setting, and told before anything is told of the documents.
func TestFormerRecordThatIsNotThereShowsBeforeDocumentsAreRendered(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(s *settings.Settings){
		"former-parent": func(s *settings.Settings) { s.FormerParent = "Nowhere" },
		"former-owner":  func(s *settings.Settings) { s.FormerOwner = "https://github.com/acme/nowhere" },
		"former-tree":   func(s *settings.Settings) { s.FormerTree = "nowhere" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, "-- docs/a.md --\n[dead](missing.md)\n", func(b *bench) {
				set(&b.settings)
				if told := b.run(); told.ExitCode() != report.ExitUsage || len(told.Problems) > 0 {
					b.Errorf("exit %d, problems %v", told.ExitCode(), told.Problems)
				}
				b.logHas(name)
				if writes := b.writes(); len(writes) > 0 {
					b.Errorf("writes %q", writes)
				}
			})
		})
	}
}

func (b *bench) home() store.Page {
	b.Helper()
	page, err := b.server.Store().Page(b.space().HomepageID)
	if err != nil {
		b.Fatal(err)
	}
	return page
}

func TestPagesMadeForARenamedRepositoryGiveWayToThoseOfBefore(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/s/c.md --\n# C\n", func(b *bench) {
		b.published("3 created")
		before := b.tree()
		former := b.settings.Owner
		b.settings.Owner = "acme/manual"
		b.run() // makes a page for the folder, which is not looked for by its title alone
		b.settings.FormerOwner = former
		b.published("3 unchanged")
		b.logHas("delete the others")
		b.settings.FormerOwner = ""
		b.unchanged()
		if got := strings.Replace(b.tree(), "s (docs)\n", "", 1); got != before {
			b.Errorf("tree:\n%swant:\n%s", got, before)
		}
	})
}

func TestLostRecordOfARenamedRepositoryIsRebuilt(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/s/c.md --\n# C\n", func(b *bench) {
		b.published("3 created")
		b.write("-- docs/a.md --\n# A\n\nMore.\n")
		b.published("1 updated, 2 unchanged")
		former := b.settings.Owner
		b.settings.Owner, b.settings.FormerOwner = "acme/manual", former
		b.published("3 unchanged")
		b.loseRecord()
		b.repair = true
		b.published("3 unchanged")
		b.repair, b.settings.FormerOwner = false, ""
		b.unchanged()
	})
}

func TestOneSettingThatKeepsAllPagesBackIsOneError(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(b *bench)
		cure   string
	}{
		"parent": {func(b *bench) { b.settings.Parent = b.foreignPage("Elsewhere").ID }, "set former-parent: "},
		"owner":  {func(b *bench) { b.settings.Owner = "acme/manual" }, "set former-owner: github.com/acme/handbook"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n-- docs/c.md --\n# C\n")
			b.settings.Owner = "github.com/acme/handbook"
			b.published("3 created")
			test.change(b)
			b.published("3 failed")
			b.logHas(test.cure, "The same keeps back 2 more pages: docs/b.md, docs/c.md.")
			if n := strings.Count(b.log.String(), test.cure); n != 1 {
				t.Errorf("the cure is told %d times:\n%s", n, b.log.String())
			}
		})
	}
}

func TestRecordIsTakenOverWithDocumentsThatNameTheirPages(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(b *bench, document string){
		"owner": func(b *bench, _ string) { b.settings.Owner, b.settings.FormerOwner = "acme/manual", b.settings.Owner },
		"tree": func(b *bench, document string) {
			b.write("-- docs/a.md --\n-- manual/a.md --\n" + document)
			b.settings.Docs, b.settings.FormerTree = []string{"manual"}, "docs"
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n")
			b.published("1 created")
			named := "<!-- confluence-page-id: " + b.page("A").ID + " -->\n\n# A\n"
			b.write("-- docs/a.md --\n" + named)
			b.published("1 unchanged")
			change(b, named)
			b.settings.Mode = settings.Plan
			b.published("1 unchanged")
			b.settings.Mode = settings.Publish
			b.published("1 unchanged")
			b.settings.FormerOwner, b.settings.FormerTree = "", ""
			b.unchanged()
		})
	}
}

func TestFoldersWithoutRemoteAreToldApartByOwner(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Theirs\n")
	b.settings.Owner, b.settings.Orphans = "", "delete"
	b.refused(report.ExitUsage, []string{"owner: the documents have no git remote that says whose pages these are", "set owner"}, nil)
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("writes %q", writes)
	}
	b.settings.Owner = "team one"
	b.published("1 created")

	other := b.twin()
	other.dir = filepath.Join(t.TempDir(), filepath.Base(b.dir)) // of the same name
	other.write("-- docs/a.md --\n# Theirs\n-- docs/b.md --\n# Ours\n")
	other.settings.Owner = "team two"
	other.published("1 created, 1 failed")
	other.logHas("which team one published (docs/a.md of docs)")
	b.unchanged()
	if got, want := sorted(b.tree()), "Ours\nTheirs\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
}

// What git was kept from telling is not taken for a folder without a repository.
func TestAGitThatDoesNotAnswerIsNamed(t *testing.T) {
	for name, test := range map[string]struct {
		git  string
		code int
		says string
	}{
		"the run is told to stop": {"exec sleep 60", report.ExitFailed, "told to stop before its end"},
		"git is killed":           {"kill -9 $$", report.ExitFailed, "git has not answered"},
		"git cannot read it":      {"echo 'fatal: bad config line 3 in file .git/config' >&2; exit 128", report.ExitUsage, "bad config line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			bin := t.TempDir()
			if err := os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\n"+test.git+"\n"), 0o700); err != nil { //nolint:gosec // it is a program
				t.Fatal(err)
			}
			t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			b := newBench(t, "-- docs/a.md --\n# A\n")
			b.settings.Owner = ""
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if strings.Contains(name, "stop") {
				time.AfterFunc(100*time.Millisecond, stop)
			}
			host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
			told := publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip)})
			if told.ExitCode() != test.code || strings.Contains(b.log.String(), "have no git remote") || len(b.requests) > 0 {
				t.Errorf("exit code %d, requests %q", told.ExitCode(), b.requests)
			}
			b.logHas(test.says)
		})
	}
}

// A run of the old name, tree or parent that still publishes is waited for.
func TestARecordIsNotTakenOverFromARunThatLives(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(s *swept){
		"owner": func(s *swept) { s.settings.Owner, s.settings.FormerOwner = "acme/manual", s.settings.Owner },
		"tree": func(s *swept) {
			lay(s, s.dir, "-- docs/a.md --\n-- manual/a.md --\n# The page\n\nNewer.\n")
			s.settings.Docs, s.settings.FormerTree = []string{"manual"}, "docs"
		},
		"parent": func(s *swept) {
			space := s.server.Store().Spaces()[0]
			page, err := s.server.Store().CreatePage(store.NewPage{SpaceID: space.ID, ParentID: space.HomepageID, Title: "Elsewhere", AuthorID: s.server.Store().Users()[0].AccountID})
			if err != nil {
				s.Fatal(err)
			}
			s.settings.Parent, s.settings.FormerParent = page.ID, space.HomepageID
		},
	} {
		for _, f := range faces {
			t.Run(name+", "+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					first, _, release, ended := heldUp(t, f)
					renamed := first.other("-- docs/a.md --\n# The page\n\nNewer.\n")
					change(renamed)
					renamed.settings.Patience = time.Minute
					if told := renamed.publish(t.Context(), renamed.server.Aside()); told.ExitCode() != report.ExitFailed || strings.Count(renamed.log.String(), waitedFor) != 2 {
						t.Errorf("while the other run lives, this one exits with %d:\n%s", told.ExitCode(), renamed.log.String())
					}
					renamed.settings.Mode = settings.Plan
					if renamed.publish(t.Context(), renamed.server.Aside()); !strings.Contains(renamed.log.String(), waitedFor) {
						t.Errorf("the plan does not say who publishes:\n%s", renamed.log.String())
					}
					renamed.settings.Mode, renamed.settings.Patience = settings.Publish, time.Hour
					time.AfterFunc(5*time.Minute, release)
					if told := renamed.publish(t.Context(), renamed.server.Aside()); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
						t.Errorf("the run that waits exits with %d, %s:\n%s", told.ExitCode(), counts(told), renamed.log.String())
					}
					if told := <-ended; told.ExitCode() != 0 || told.Counts[plan.Created] != 1 {
						t.Errorf("the run that was waited for exits with %d, %s:\n%s", told.ExitCode(), counts(told), first.log.String())
					}
					renamed.settings.FormerOwner, renamed.settings.FormerTree, renamed.settings.FormerParent = "", "", ""
					renamed.unchanged("after both runs")
					if drawn := renamed.drawing(); strings.Count(drawn, "The page") != 1 || !strings.Contains(drawn, "Newer.") {
						t.Errorf("there stand\n%s", drawn)
					}
				})
			})
		}
	}
}

// A run of the old name that begins meanwhile waits in its turn.
func TestARecordThatIsBeingTakenOverIsHeld(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		old := newSwept(t, f, nil).checkout(numbered(20))
		old.settles("of the old name")
		renamed := old.other(strings.ReplaceAll(numbered(20), "Text", "New text"))
		renamed.settings.Owner, renamed.settings.FormerOwner = "acme/manual", old.settings.Owner
		renamed.settings.Parallel = 1
		slowly := roundTripper(func(request *http.Request) (*http.Response, error) {
			if request.Method == http.MethodPut && !strings.Contains(request.URL.Path, "/propert") {
				time.Sleep(20 * time.Second)
			}
			return renamed.server.Aside().RoundTrip(request)
		})
		ended := make(chan *report.Report, 1)
		go func() { ended <- renamed.publish(t.Context(), slowly) }()
		time.Sleep(150 * time.Second)
		old.settings.Patience = time.Minute
		if told := old.publish(t.Context(), old.server.Transport()); told.ExitCode() != report.ExitFailed || !strings.Contains(old.log.String(), "is publishing to the same place") {
			t.Errorf("the run of the old name exits with %d:\n%s", told.ExitCode(), old.log.String())
		}
		if told := <-ended; told.ExitCode() != 0 || told.Counts[plan.Updated] != 20 {
			t.Errorf("the run of the new name exits with %d, %s:\n%s", told.ExitCode(), counts(told), renamed.log.String())
		}
		renamed.settings.FormerOwner = ""
		renamed.unchanged("after both runs")
	})
}

const twoFolders = "-- .git/HEAD --\nref\n-- docs/index.md --\n# Top\n-- docs/guides/a.md --\n# A\n\na\n-- docs/guides/index.md --\n# Guides\n-- docs/api/b.md --\n# B\n\nb\n-- docs/api/sub/c.md --\n# C\n-- docs/api/index.md --\n# Api\n-- docs/api/old.md --\n# Old\n"

// A tree that is split keeps all pages whose documents are still there, whichever part is published first.
func TestATreeThatIsSplitIsTakenOverInParts(t *testing.T) {
	t.Parallel()
	for _, order := range [][]string{{"docs/guides", "docs/api"}, {"docs/api", "docs/guides"}} {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			t.Parallel()
			onFaces(t, twoFolders, func(b *bench) {
				b.settings.Orphans, b.settings.MaxOrphans = "delete", 10
				b.published("8 created")
				pages := map[string]string{}
				for _, title := range []string{"Top", "Guides", "A", "Api", "B", "C"} {
					pages[title] = b.page(title).ID
				}
				b.write("-- docs/api/old.md --\n")
				settle := func() {
					b.Helper()
					for title, id := range pages {
						if got := b.page(title).ID; got != id {
							b.Errorf("%s is the page %s, and was %s", title, got, id)
						}
					}
				}
				for _, docs := range order {
					b.settings.Docs, b.settings.FormerTree = []string{docs}, "docs"
					for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
						b.settings.Mode = mode
						if b.run(); b.told.ExitCode() != 0 || b.told.Counts[plan.Created]+b.told.Counts[plan.Failed] > 0 {
							b.Errorf("%s: exit code %d, %s\n%s", docs, b.told.ExitCode(), counts(b.told), b.log.String())
						}
						settle()
					}
					b.unchanged()
				}
				for range 2 { // each is a tree of its own now, though the setting stays
					for _, docs := range order {
						b.settings.Docs = []string{docs}
						b.unchanged()
					}
				}
				b.settings.FormerTree, b.settings.Docs = "", []string{"docs/api"}
				b.write("-- docs/api/b.md --\n-- docs/api/d.md --\n# B\n\nb\n")
				b.run()
				settle()
				b.unchanged()
				b.settings.Docs = []string{"docs/guides"}
				b.unchanged()
				settle()
			})
		})
	}
}

func TestAPartOfATreeIsTakenOverWhereverThatBreaksOff(t *testing.T) {
	t.Parallel()
	for _, done := range []bool{false, true} {
		t.Run(fmt.Sprintf("write done: %v", done), func(t *testing.T) {
			t.Parallel()
			for n, broke := 1, true; broke; n += pointsApart() {
				b := newBench(t, twoFolders)
				b.settings.Parallel, b.settings.Orphans, b.settings.MaxOrphans = 1, "delete", 10
				b.published("8 created")
				ids := b.page("A").ID + b.page("B").ID + b.page("Top").ID
				b.settings.FormerTree, b.settings.Docs = "docs", []string{"docs/guides"}
				broke = b.breaksAtWrite(n, done)
				if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
					t.Fatalf("after a break at write %d the run exits with %d, %s\n%s", n, told.ExitCode(), counts(told), b.log.String())
				}
				b.unchanged()
				b.settings.Docs = []string{"docs/api"}
				if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
					t.Fatalf("after a break at write %d the other tree's run exits with %d, %s\n%s", n, told.ExitCode(), counts(told), b.log.String())
				}
				b.unchanged()
				if got := b.page("A").ID + b.page("B").ID + b.page("Top").ID; got != ids {
					t.Errorf("after a break at write %d the pages are other ones", n)
				}
			}
		})
	}
}

func TestTakingARecordOverSurvivesABreakAtAnyWrite(t *testing.T) {
	t.Parallel()
	for former, change := range map[string]func(b *bench) (settled func()){
		"owner": func(b *bench) func() {
			b.settings.Owner, b.settings.FormerOwner = "acme/manual", b.settings.Owner
			return func() { b.settings.FormerOwner = "" }
		},
		"tree": func(b *bench) func() {
			b.write("-- docs/a.md --\n-- docs/b.md --\n-- manual/a.md --\n# A\n\n[b](b.md)\n-- manual/b.md --\n# B\n")
			b.settings.Docs, b.settings.FormerTree = []string{"manual"}, "docs"
			return func() { b.settings.FormerTree = "" }
		},
		"parent": func(b *bench) func() {
			b.settings.Parent, b.settings.FormerParent = b.foreignPage("Elsewhere").ID, b.space().HomepageID
			return func() { b.settings.FormerParent = "" }
		},
		"record of the first form": func(b *bench) func() {
			b.loseRecord()
			value := fmt.Sprintf(`{"repository":"https://acme/handbook","docs":"docs","pages":{"docs/a.md":{"id":%q,"version":1},"docs/b.md":{"id":%q,"version":1}}}`, b.page("A").ID, b.page("B").ID)
			if _, err := b.server.Store().CreateProperty(b.space().HomepageID, store.Property{Key: "pagewright-1of1", Value: []byte(value)}); err != nil {
				b.Fatal(err)
			}
			return func() {}
		},
	} {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, write done: %v", former, done), func(t *testing.T) {
				t.Parallel()
				for n, broke := 1, true; broke; n += pointsApart() {
					b := newBench(t, "-- docs/a.md --\n# A\n\n[b](b.md)\n-- docs/b.md --\n# B\n")
					b.settings.Parallel, b.settings.Orphans, b.settings.OnEdit = 1, "delete", "fail"
					b.published("2 created")
					id := b.page("A").ID
					settled := change(b)
					broke = b.breaksAtWrite(n, done)
					if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
						t.Fatalf("after a break at write %d the run exits with %d, %s\n%s", n, told.ExitCode(), counts(told), b.log.String())
					}
					settled()
					b.unchanged()
					var left []string
					for _, page := range b.server.Store().Pages(b.space().ID) {
						for _, property := range b.server.Store().Properties(page.ID) {
							if strings.HasPrefix(property.Key, "pagewright-") {
								left = append(left, property.Key)
							}
						}
					}
					if len(left) != 2 || b.page("A").ID != id {
						t.Errorf("after a break at write %d these properties are left: %q", n, left)
					}
				}
			})
		}
	}
}
