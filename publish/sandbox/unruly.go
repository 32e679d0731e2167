package sandbox

import (
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// SetUnruly mixes all faults and behavior, by a seed: the same requests in the same order meet the same. About every
// fifth request meets a fault, but the one that repeats it does not, so that a client that looks and repeats comes
// through; the lags are a few requests long. Credentials never end. 0 ends it.
func (f *Faults) SetUnruly(seed uint64) {
	var chosen *unruly
	behavior, clock := store.Behavior{}, f.now
	if seed != 0 {
		chosen = &unruly{seed: seed, seen: map[string]int{}, hit: map[string]bool{}}
		behavior, clock = chosen.behavior(), chosen.clock(f.now())
	}
	f.mu.Lock()
	f.unruly = chosen
	f.mu.Unlock()
	f.api.Store.SetLagClock(clock)
	f.SetBehavior(behavior)
}

// unruly chooses faults by a seed.
type unruly struct {
	seed uint64
	seen map[string]int  // how often a method came to a path
	hit  map[string]bool // whether a fault happened the last time
	came atomic.Int64    // requests
}

// clock moves on by a second with each request, so that the lags do not depend on how quick a client is.
func (u *unruly) clock(begin time.Time) func() time.Time {
	return func() time.Time { return begin.Add(time.Duration(u.came.Load()) * time.Second) }
}

func (u *unruly) random(key string, n int) *rand.Rand {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(key))
	return rand.New(rand.NewPCG(u.seed, hash.Sum64()+uint64(n)))
}

func (u *unruly) behavior() store.Behavior {
	random := u.random("", 0)
	return store.Behavior{
		ListLag:              time.Duration(random.IntN(12)) * time.Second,
		CreateLag:            time.Duration(random.IntN(4)) * time.Second,
		MessageLimit:         []int{-1, 0, 40 + random.IntN(200)}[random.IntN(3)],
		SameBodyKeepsVersion: random.IntN(2) == 0,
	}
}

// choose returns the fault that a request meets. What happens to one path does not depend on requests to others, so that
// it is the same for a client that sends several at once.
func (u *unruly) choose(r *http.Request) (Fault, bool) {
	u.came.Add(1)
	key := r.Method + " " + r.URL.Path
	random := u.random(key, u.seen[key])
	u.seen[key]++
	u.hit[key] = !u.hit[key] && random.IntN(5) == 0
	if !u.hit[key] {
		return Fault{}, false
	}
	faults := unrulyReads
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodPut:
		faults = unrulyPuts
	default:
		faults = unrulyWrites
	}
	fault := faults[random.IntN(len(faults))]
	if fault.Kind == Late {
		fault.After = 1 + random.IntN(3)
	}
	return fault, true
}

// What an unruly sandbox does to reads, to writes and to those that name a version.
var (
	unrulyReads = []Fault{
		{Kind: RateLimit, Variant: "retry-after"}, {Kind: RateLimit, Variant: "retry-after-zero"}, {Kind: RateLimit, Variant: "none"},
		{Kind: Status, Status: 500}, {Kind: Status, Status: 502}, {Kind: Status}, {Kind: Slow, DelayMS: 20}, {Kind: ProxyPage},
		{Kind: ResetBefore}, {Kind: Truncate}, {Kind: Empty}, {Kind: Cut}, {Kind: HTMLAfter}, {Kind: SkipRows},
	}
	unrulyWrites = append([]Fault{
		{Kind: StatusAfter, Status: 500}, {Kind: StatusAfter}, {Kind: ResetAfter}, {Kind: Conflict}, {Kind: ConflictAfter}, {Kind: Late}, {Kind: Twice},
	}, unrulyReads[:len(unrulyReads)-1]...)
	unrulyPuts = append([]Fault{{Kind: WrongVersion}, {Kind: Ignored}, {Kind: Twice, Variant: Counted}}, unrulyWrites...)
)
