package publish_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
)

// save makes a commit of all that is in the folder.
func (b *bench) save(message string) {
	b.Helper()
	b.git("add", "--all", ".")
	b.git("-c", "user.name=kim", "-c", "user.email=kim@example.com", "commit", "--quiet", "--allow-empty", "--message", message)
}

func TestOlderCommitChangesNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\nold\n", func(b *bench) {
		b.gitInit()
		b.settings.Orphans = "delete"
		b.save("first")
		b.published("1 created")
		b.write("-- docs/a.md --\n# A\n\nnew\n-- docs/b.md --\n# B\n")
		b.save("second")
		b.published("1 created, 1 updated")

		b.git("checkout", "--quiet", "HEAD~1")
		b.refused(report.ExitFailed, []string{"which is newer, was published last", "set allow-older: true"}, nil)
		if writes := b.writes(); len(writes) > 0 || b.tree() != "A\nB\n" {
			b.Errorf("writes %q, tree:\n%s", writes, b.tree())
		}
		b.bodyHas("A", "new")
		b.settings.Mode = settings.Plan
		if told := b.run(); told.ExitCode() != 0 {
			b.Errorf("the plan exits with %d", told.ExitCode())
		}
		b.logHas("publish would change nothing, unless allow-older is set")
		b.settings.Mode, b.settings.AllowOlder = settings.Publish, true
		b.published("1 updated, 1 deleted")
		b.bodyHas("A", "old")
		b.settings.AllowOlder = false
		b.unchanged()

		b.git("checkout", "--quiet", "-") // forward again
		b.published("1 created, 1 updated")
		b.git("checkout", "--quiet", "HEAD~1")
		b.write("-- docs/c.md --\n# C\n")
		b.save("beside the second")
		b.published("1 created, 1 updated, 1 deleted")
		b.logHas("does not come from", "pages may go back to an earlier text")
		b.unchanged()
	})
}

// Where the history does not tell, as in the shallow clones of CI, the number of the workflow's run does. No clock is asked.
func TestOlderRunOfAWorkflowChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\nnew\n")
	b.commit("2222222222", "12")
	b.published("1 created")
	b.write("-- docs/a.md --\n# A\n\nold\n")
	b.commit("1111111111", "9")
	b.refused(report.ExitFailed, []string{"set allow-older"}, nil)
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("writes %q", writes)
	}
	b.write("-- docs/a.md --\n# A\n\nnew\n")
	b.refused(report.ExitFailed, []string{"set allow-older"}, nil) // although there is nothing to change
	b.commit("2222222222", "9")
	b.published("1 unchanged") // the same commit is never older
	b.write("-- docs/a.md --\n# A\n\nother\n")
	b.commit("3333333333", "3")
	b.env["GITHUB_WORKFLOW"] = "by hand" // whose runs have numbers of their own
	b.published("1 updated")
	if n := strings.Count(b.log.String(), "does not come from"); n != 1 {
		t.Errorf("said %d times:\n%s", n, b.log.String())
	}
}

// What a run has published in part, before it was told to stop or died, is not overwritten by an older commit either.
func TestOlderCommitIsNotPublishedOverAPartOfANewerOne(t *testing.T) {
	t.Parallel()
	newer := strings.ReplaceAll(sweptFirst, " text", " NEW text")
	for _, f := range faces {
		for _, isKilled := range []bool{false, true} {
			t.Run(f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := newSwept(t, f, nil).checkout(sweptFirst)
					s.settles("first")
					older := s.other(sweptFirst, strings.ReplaceAll(sweptFirst, "Nothing", "Little"))
					s.checkout(sweptFirst, sweptFirst, newer)
					s.settings.Parallel = 1
					ctx, stop := context.WithCancelCause(t.Context())
					s.server.After(func(r *sandbox.Request) {
						if strings.Contains(string(r.Sent), "first NEW text") {
							stop(nil)
						}
					})
					s.server.Before(func(r *sandbox.Request) {
						if isKilled && ctx.Err() != nil {
							r.Drop()
						}
					})
					if told := s.publish(ctx, s.server.Transport()); told.ExitCode() == 0 || told.Counts[plan.Updated]+told.Counts[plan.Failed] == 0 {
						t.Fatalf("the newer run, told to stop, exits with %d, %s:\n%s", told.ExitCode(), counts(told), s.log.String())
					}
					s.server.ClearHooks()
					drawn := s.drawing()
					if n := strings.Count(drawn, "NEW"); n != 1 {
						t.Fatalf("of the newer commit stand %d texts", n)
					}
					if told := older.publish(t.Context(), s.server.Aside()); told.ExitCode() != report.ExitFailed || !strings.Contains(older.log.String(), "set allow-older: true") || s.drawing() != drawn {
						t.Errorf("the older run exits with %d:\n%s%s", told.ExitCode(), older.log.String(), s.drawing())
					}
					older.settings.Mode = settings.Plan
					if older.publish(t.Context(), s.server.Aside()); !strings.Contains(older.log.String(), "publish would change nothing, unless allow-older is set") {
						t.Errorf("the older plan says:\n%s", older.log.String())
					}
					s.settles("the newer run again")
					if n := strings.Count(s.drawing(), "NEW"); n != 2 {
						t.Errorf("of the newer commit stand %d texts", n)
					}
					older.settings.Mode, older.settings.AllowOlder = settings.Publish, true
					older.settles("the older run, when it is asked for")
				})
			})
		}
	}
}
