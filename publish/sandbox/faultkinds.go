package sandbox

import (
	"maps"
	"net/http"
	"slices"
)

// FaultKind is what happens.
type FaultKind string

// The kinds of faults. Where a write is said to be done, the store has it although the client does not hear so.
const (
	RateLimit   FaultKind = "rate-limit"   // 429; nothing is done
	Status      FaultKind = "status"       // an error of the server; nothing is done
	StatusAfter FaultKind = "status-after" // an error of the server after the write was done
	Slow        FaultKind = "slow"         // the answer waits
	ResetBefore FaultKind = "reset-before" // the connection breaks, nothing is done
	ResetAfter  FaultKind = "reset-after"  // the connection breaks after the write was done
	Truncate    FaultKind = "truncate"     // half of the answer, then the connection breaks; the write is done
	ProxyPage   FaultKind = "proxy-page"   // HTML of a proxy or a sign-in page instead of an answer; nothing is done
	Expire      FaultKind = "expire"       // the named credential ends before this request is looked at

	// Answers that cannot be used, after the write was done; an answer that refuses it goes out as it is.
	Empty         FaultKind = "empty"          // 200 without a body
	Cut           FaultKind = "cut"            // half of the body, as if it were the whole
	HTMLAfter     FaultKind = "html-after"     // 200 and HTML of a proxy or a sign-in page
	ConflictAfter FaultKind = "conflict-after" // 409
	WrongVersion  FaultKind = "wrong-version"  // the answer names the version before

	// What can become of writes that meet others.
	Conflict FaultKind = "conflict" // 409 in Confluence's own words; nothing is done
	Ignored  FaultKind = "ignored"  // a PUT is answered 200 with what was there, and nothing is done
	Late     FaultKind = "late"     // no answer in time (504), and the write is done later
	Twice    FaultKind = "twice"    // the write is done twice, the answer is that of the second time

	SkipRows FaultKind = "skip-rows" // a list paged by offset goes on too late, as when rows before it have gone
)

// Counted is a variant of Twice: both writes count, as the second one comes with the next version number, and the answer
// is that of the first.
const Counted = "counted"

// hit is a request that a fault happens to.
type hit struct {
	*Faults
	fault Fault
	w     http.ResponseWriter
	r     *http.Request
	next  http.Handler // carries requests out
}

// done lets the request be carried out.
func (h hit) done() *recording { return perform(h.next, h.r) }

// passes lets the request be carried out and its answer go out.
func (h hit) passes() { h.next.ServeHTTP(h.w, h.r) }

// faultKind is how a kind of fault happens.
type faultKind struct {
	kind    FaultKind
	outside bool // between the client and Confluence: a middleware sees the request, if at all, as if nothing had happened
	happen  func(hit)
}

var faultKinds = []faultKind{
	{kind: RateLimit, happen: func(h hit) { h.rateLimited(h.w, h.fault) }},
	{kind: Status, happen: serverError},
	{kind: StatusAfter, happen: func(h hit) { h.done(); serverError(h) }},
	{kind: Slow, happen: slow},
	{kind: ResetBefore, happen: func(h hit) { reset(h.w) }},
	{kind: ResetAfter, happen: func(h hit) { h.done(); reset(h.w) }},
	{kind: Truncate, happen: truncate},
	{kind: ProxyPage, happen: proxyPage},
	{kind: Expire, happen: func(h hit) { _ = h.Expire(h.fault.Name); h.passes() }},

	{kind: Empty, outside: true, happen: unusable(empty)},
	{kind: Cut, outside: true, happen: unusable(cut)},
	{kind: HTMLAfter, outside: true, happen: unusable(signInPage)},
	{kind: ConflictAfter, outside: true, happen: conflictAfter},
	{kind: WrongVersion, outside: true, happen: unusable(versionBefore)},

	{kind: Conflict, outside: true, happen: conflict},
	{kind: Ignored, outside: true, happen: ignored},
	{kind: Late, outside: true, happen: late},
	{kind: Twice, outside: true, happen: twice},

	{kind: SkipRows, outside: true, happen: skipRows},
}

// FaultKinds are all of them.
var FaultKinds = func() (all []FaultKind) {
	for _, k := range faultKinds {
		all = append(all, k.kind)
	}
	return all
}()

// kindOf returns how a kind of fault happens; one that there is not does nothing.
func kindOf(kind FaultKind) faultKind {
	for _, k := range faultKinds {
		if k.kind == kind {
			return k
		}
	}
	return faultKind{}
}

// faultVariants are those kinds that have variants.
var faultVariants = map[FaultKind][]string{
	RateLimit: slices.Sorted(maps.Keys(RateLimitVariants)),
	Twice:     {Counted},
}
