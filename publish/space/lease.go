package space

import (
	"fmt"
	"time"
)

// LeaseLasts is how long a lease holds that nobody renews.
const LeaseLasts = 2 * time.Minute

// Right says what a run may do with a record.
type Right int

// The rights.
const (
	MayWrite   Right = iota
	MustWait         // another run writes
	IsOutdated       // a newer commit was published, or is being published
)

// Claim is what a run says of itself when it asks for the lease.
type Claim struct {
	Lease
	History    History
	AllowOlder bool
}

// On returns the claim for a record that may be another owner's. The runs of two owners are numbered each for themselves.
func (c Claim) On(record *Record, owner string) Claim {
	if record.Owner != owner {
		c.Commit = Commit{ID: c.Commit.ID}
	}
	return c
}

// LastHeard returns when the run that holds the lease wrote the head last, by the clock that the versions of properties are
// dated by; zero where nothing tells.
func (r *Record) LastHeard() time.Time {
	if r.Head.Lease != nil && !r.Head.Lease.Renewed.IsZero() {
		return r.Head.Lease.Renewed
	}
	return r.stored.properties[r.HeadKey()].Created
}

// WriteBeside is the write of the head by a run that does not hold the lease, which leaves it as old as it is.
func (r *Record) WriteBeside() Write {
	if r.Head.Lease != nil {
		lease := *r.Head.Lease
		lease.Renewed = r.LastHeard()
		r.Head.Lease = &lease
	}
	return r.HeadWrite()
}

// RightOf returns what a run may do, given the head as it was read, when it was written, and what time it is now by the same
// clock. A lease of which nothing tells when it was renewed is held. Why names the other run, or the other commit, for
// people.
func (h Head) RightOf(claim Claim, renewed, now time.Time) (right Right, why string) {
	if !claim.AllowOlder && claim.is(Older, h.Last) {
		return IsOutdated, fmt.Sprintf("this run publishes %s, and %s, which is newer, was published last", claim.Commit, h.Last)
	}
	if !claim.AllowOlder && claim.is(Older, h.Begun) {
		return IsOutdated, fmt.Sprintf("this run publishes %s, and %s, which is newer, was published in part by a run that was stopped", claim.Commit, h.Begun)
	}
	lease := h.Lease
	if lease == nil || lease.Holder == claim.Holder {
		return MayWrite, ""
	}
	age := AgeOf(claim.Commit, lease.Commit, claim.History)
	switch {
	case age == Older && !claim.AllowOlder:
		return IsOutdated, fmt.Sprintf("this run publishes %s, and %s publishes a newer commit", claim.Commit, lease)
	case !renewed.IsZero() && now.Sub(renewed) >= LeaseLasts:
		return MayWrite, fmt.Sprintf("%s has not been heard of for %s", lease, now.Sub(renewed).Round(time.Second))
	}
	return MustWait, lease.String()
}

// is reports how the commit of a run stands to another one that is known.
func (c Claim) is(age Age, other Commit) bool {
	return other != (Commit{}) && other != c.Commit && AgeOf(c.Commit, other, c.History) == age
}

// HasDiverged reports whether nothing tells which of two commits is the newer one: the one that was published before, which it
// returns, and the one that a run publishes.
func (h Head) HasDiverged(claim Claim) (from Commit, diverged bool) {
	for _, before := range []Commit{h.Begun, h.Last} {
		if !claim.AllowOlder && claim.is(Unknown, before) {
			return before, true
		}
	}
	return Commit{}, false
}

// Begin notes that a run has written something, or may have, and did not come to its end: no older commit is to be published
// over it.
func (h *Head) Begin(commit Commit, history History) {
	if commit != (Commit{}) && (h.Begun == (Commit{}) || AgeOf(commit, h.Begun, history) != Older) {
		h.Begun = commit
	}
}

// ShouldAnnounce reports whether a run that must wait is to write itself beside the lease, so that the run which holds it
// makes way: it publishes a newer commit, and no newer one waits already.
func (h Head) ShouldAnnounce(claim Claim) bool {
	if h.Lease == nil || AgeOf(claim.Commit, h.Lease.Commit, claim.History) != Newer {
		return false
	}
	return h.Next == nil || h.Next.Holder != claim.Holder && AgeOf(claim.Commit, h.Next.Commit, claim.History) == Newer
}

// MustMakeWay reports whether a newer commit waits for the run that holds the lease.
func (h Head) MustMakeWay(claim Claim) bool {
	return h.Next != nil && h.Next.Holder != claim.Holder && AgeOf(h.Next.Commit, claim.Commit, claim.History) != Older
}

func (l Lease) String() string {
	if l.Job != "" {
		return fmt.Sprintf("the run %s (%s)", l.Job, l.Commit)
	}
	return fmt.Sprintf("another run (%s)", l.Commit)
}

// String names the commit as people do.
func (c Commit) String() string {
	isNumbered := c.Run > 0 && c.Workflow != ""
	switch {
	case c.ID != "" && isNumbered:
		return fmt.Sprintf("commit %.10s, run %d of %s", c.ID, c.Run, c.Workflow)
	case c.ID != "":
		return fmt.Sprintf("commit %.10s", c.ID)
	case isNumbered:
		return fmt.Sprintf("run %d of %s", c.Run, c.Workflow)
	}
	return "an unknown commit"
}
