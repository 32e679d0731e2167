package progress_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/progress"
)

// told returns what a run tells that does something.
func told(t *testing.T, run func(p *progress.Progress)) (lines []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p, end := progress.Tell(t.Context(), clock.Real, func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) })
		run(p)
		end()
	})
	return lines
}

func TestLongRunTellsEachStage(t *testing.T) {
	got := told(t, func(p *progress.Progress) {
		done := p.Count(20, "documents are read")
		for range 20 {
			time.Sleep(990 * time.Millisecond)
			done()
		}
		p.Wait("The plan is being made")
		time.Sleep(11 * time.Second)
		p.Stage(func() string { return "All the same." })
		time.Sleep(time.Minute)
		p.Stage(nil)
		time.Sleep(time.Minute)
	})
	if want := []string{"15 of 20 documents are read.", "The plan is being made, for 10s so far.", "All the same."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestShortRunTellsNothing(t *testing.T) {
	if got := told(t, func(p *progress.Progress) {
		p.Count(10_000, "documents are read")
		time.Sleep(progress.Every - time.Second)
	}); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

func TestNoProgressTellsNothing(t *testing.T) {
	var p *progress.Progress
	p.Count(1, "documents are read")()
	p.Wait("The plan is being made")
	p.Stage(nil)
}
