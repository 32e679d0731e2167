package space

import (
	"strings"
	"testing"
	"time"
)

// line is a history in which commits come one after another, by their letters; x and y came beside it.
func line(ancestor, descendant string) (is, known bool) {
	const all = "abcdef"
	i, j := strings.Index(all, ancestor), strings.Index(all, descendant)
	if i < 0 || j < 0 {
		return false, ancestor == "x" || descendant == "x"
	}
	return i < j, true
}

func TestAgeOfCommits(t *testing.T) {
	t.Parallel()
	ci := func(id string, run int) Commit { return Commit{ID: id, Workflow: "docs", Run: run} }
	for _, test := range []struct {
		commit, other Commit
		want          Age
	}{
		{Commit{ID: "a"}, Commit{ID: "b"}, Older},
		{Commit{ID: "b"}, Commit{ID: "a"}, Newer},
		{Commit{ID: "b"}, Commit{ID: "b"}, Same},
		{ci("b", 2), ci("b", 9), Same},
		{ci("b", 2), ci("a", 9), Newer}, // the history knows better than the numbers
		{ci("y", 2), ci("z", 9), Older},
		{ci("y", 9), ci("z", 2), Newer},
		{ci("x", 2), ci("a", 9), Unknown}, // beside each other
		{ci("y", 2), Commit{ID: "z", Workflow: "other", Run: 9}, Unknown},
		{Commit{}, Commit{ID: "a"}, Unknown},
	} {
		if got := AgeOf(test.commit, test.other, line); got != test.want {
			t.Errorf("AgeOf(%v, %v) = %d, want %d", test.commit, test.other, got, test.want)
		}
	}
}

func TestRightToWrite(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	held := func(commit string) *Lease {
		return &Lease{Holder: "other", Commit: Commit{ID: commit}, Job: "https://ci/1"}
	}
	for name, test := range map[string]struct {
		head    Head
		commit  string
		silent  time.Duration
		allow   bool
		want    Right
		mention string
	}{
		"a free record":              {head: Head{}, commit: "b", want: MayWrite},
		"the same commit again":      {head: Head{Last: Commit{ID: "b"}}, commit: "b", want: MayWrite},
		"an older commit":            {head: Head{Last: Commit{ID: "c"}}, commit: "b", want: IsOutdated, mention: "commit c"},
		"an older commit, allowed":   {head: Head{Last: Commit{ID: "c"}}, commit: "b", allow: true, want: MayWrite},
		"a commit beside the last":   {head: Head{Last: Commit{ID: "a"}}, commit: "x", want: MayWrite},
		"older than a part":          {head: Head{Last: Commit{ID: "a"}, Begun: Commit{ID: "c"}}, commit: "b", want: IsOutdated, mention: "commit c"},
		"a part, again":              {head: Head{Last: Commit{ID: "a"}, Begun: Commit{ID: "c"}}, commit: "c", want: MayWrite},
		"newer than a part":          {head: Head{Last: Commit{ID: "a"}, Begun: Commit{ID: "c"}}, commit: "d", want: MayWrite},
		"older, allowed":             {head: Head{Last: Commit{ID: "a"}, Begun: Commit{ID: "c"}}, commit: "b", allow: true, want: MayWrite},
		"another run writes":         {head: Head{Lease: held("b")}, commit: "c", silent: time.Minute, want: MustWait, mention: "https://ci/1"},
		"another run is silent":      {head: Head{Lease: held("b")}, commit: "c", silent: 2 * time.Minute, want: MayWrite},
		"a newer run is silent":      {head: Head{Lease: held("c")}, commit: "b", silent: time.Hour, want: IsOutdated},
		"own lease":                  {head: Head{Lease: &Lease{Holder: "me"}}, commit: "b", want: MayWrite},
		"another run's equal commit": {head: Head{Lease: held("b")}, commit: "b", want: MustWait},
	} {
		claim := Claim{Lease: Lease{Holder: "me", Commit: Commit{ID: test.commit}}, History: line, AllowOlder: test.allow}
		got, why := test.head.RightOf(claim, now.Add(-test.silent), now)
		if got != test.want || !strings.Contains(why, test.mention) {
			t.Errorf("%s: %d (%s), want %d", name, got, why, test.want)
		}
	}
	if got, _ := (Head{Lease: held("b")}).RightOf(Claim{Lease: Lease{Holder: "me"}}, time.Time{}, now); got != MustWait {
		t.Errorf("a lease of which nothing tells its age: %d", got)
	}
	claim := Claim{Lease: Lease{Holder: "me", Commit: Commit{ID: "c"}}, History: line}
	for name, test := range map[string]struct {
		head              Head
		announce, makeWay bool
	}{
		"nobody":              {Head{}, false, false},
		"an older run writes": {Head{Lease: held("b")}, true, false},
		"a newer run writes":  {Head{Lease: held("d")}, false, false},
		"an older one waits":  {Head{Lease: held("a"), Next: held("b")}, true, false},
		"a newer one waits":   {Head{Lease: held("a"), Next: held("d")}, false, true},
		"I wait already":      {Head{Lease: held("a"), Next: &Lease{Holder: "me", Commit: Commit{ID: "c"}}}, false, false},
	} {
		if got := test.head.ShouldAnnounce(claim); got != test.announce {
			t.Errorf("%s: announces %v", name, got)
		}
		if got := test.head.MustMakeWay(claim); got != test.makeWay {
			t.Errorf("%s: makes way %v", name, got)
		}
	}
}
