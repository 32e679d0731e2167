package confluence

import (
	"context"
	"errors"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence/gate"
)

// Reach is how much of a run a failure ends.
type Reach int

// The reaches.
const (
	ReachNone Reach = iota // nothing has failed
	ReachStep              // what was asked for; the page's other steps may still be done
	ReachPage              // everything that is left to do for the page
	ReachRun               // everything that is left to do: it would fail in the same way
)

// repetition is whether a request is sent again after a failure.
type repetition int

const (
	never  repetition = iota
	open              // where the answer leaves open whether it was done: a read, or after a look whether it was
	always            // nothing was done
)

// A consequence is what follows from a failure.
type consequence struct {
	ends  Reach
	again repetition
	gate  gate.Outcome // what all other requests learn from it
}

// consequences are those of every kind of failure; [Ends] knows the exceptions.
var consequences = map[Kind]consequence{
	Unexpected:        {ReachPage, open, gate.Accepted},
	Scope:             {ReachRun, never, gate.Accepted},
	BadCredential:     {ReachRun, never, gate.Accepted},
	ScopedTokenOnSite: {ReachRun, never, gate.Accepted},
	Gone:              {ReachRun, never, gate.Accepted},
	NotFound:          {ReachPage, never, gate.Accepted},
	Forbidden:         {ReachPage, never, gate.Accepted},
	Conflict:          {ReachPage, open, gate.Accepted},
	TitleTaken:        {ReachPage, never, gate.Accepted},
	PropertyExists:    {ReachPage, never, gate.Accepted},
	InvalidBody:       {ReachPage, never, gate.Accepted},
	TooLarge:          {ReachPage, never, gate.Accepted},
	RateLimited:       {ReachRun, always, gate.Refused},
	Unavailable:       {ReachPage, open, gate.Broken},
	NotConfluence:     {ReachRun, open, gate.Accepted},
	WrongAddress:      {ReachRun, never, gate.Accepted},
	Redirected:        {ReachRun, never, gate.Accepted},
	Unsupported:       {ReachStep, never, gate.Accepted},
	Cancelled:         {ReachRun, never, gate.Unknown},
}

// aside are the operations that leave the page itself as it is.
var aside = []Operation{ListAttachments, UploadAttachment, DeleteAttachment, ReadLabels, AddLabels, RemoveLabel, MovePage}

// Ends returns how much of a run a failure ends: what would fail in the same way is
// not worth trying. A failure that is not this package's ends its page; the end of
// a context ends the run.
//
// Of the failures that end a page, those of an operation aside, such as a label or
// a file that is too large, end only their step, unless Confluence did not answer.
// An outage, and a space that cannot be found, end the run.
func Ends(err error) Reach {
	if err == nil {
		return ReachNone
	}
	e, is := errors.AsType[*Error](err)
	switch {
	case is:
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return ReachRun
	default:
		return ReachPage
	}
	ends := consequences[e.Kind].ends
	switch {
	case e.NoWayIn(), e.isOver():
		return ReachRun
	case ends == ReachPage && e.Kind != Unavailable && slices.Contains(aside, e.Operation):
		return ReachStep
	}
	return ends
}

// IsOutage reports whether a failure is that of everything: Confluence is down, or refuses requests, until patience ended.
func IsOutage(err error) bool {
	e, is := errors.AsType[*Error](err)
	return is && e.isOver()
}

// outcomeOf is what the gate makes of a failure.
func outcomeOf(e *Error) gate.Outcome {
	switch {
	case e.Status == 0 && e.Kind != Unavailable: // a name, a certificate: not a matter of time
		return gate.Unknown
	case e.Kind == Unavailable && e.Status != 0 && e.Status < 500: // an order that is still to be carried out
		return gate.Accepted
	}
	return consequences[e.Kind].gate
}

// A Consequence is a row of the table, in words.
type Consequence struct{ Failure, Again, Others, Ends string }

// Consequences is the table for people: what follows from every kind of failure.
func Consequences() []Consequence {
	again := map[repetition]string{never: "no", open: "if the answer leaves open whether it was done; a write after a look", always: "yes, nothing was done"}
	others := map[gate.Outcome]string{
		gate.Accepted: "go on", gate.Unknown: "end as well",
		gate.Refused: "all wait until the time that Confluence names", gate.Broken: "wait if it happens to three different pages in a row",
	}
	ends := map[Reach]string{ReachStep: "the step", ReachPage: "the page", ReachRun: "the run"}
	all := make([]Consequence, len(consequences))
	for kind, c := range consequences {
		all[kind] = Consequence{Failure: titles[kind], Again: again[c.again], Others: others[c.gate], Ends: ends[c.ends]}
	}
	return all
}
