package gate

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// adaptiveRate is the rate that a server allows without telling it, as far as it has
// been adaptiveRate by trying. After a refusal requests go a little slower than they
// went when it came, come near that rate again, stay there for a while, and then
// go faster until the next refusal. How long is measured by what a refusal
// costs, so that the cost stays a small part of the whole, and by how sure the
// rate is.
type adaptiveRate struct {
	spacing *rate.Limiter // nil: no rate is kept
	ceiling float64       // requests a second that were too many; 0: none yet
	least   float64       // requests a second that are always tried
	sure    int           // how sure that is, an index of certainties
	cost    time.Duration
	busy    time.Duration // how long requests had to be held back to keep the rate
	last    time.Time     // when the last one was let through
	opened  time.Time     // after the last refusal
	recent  []time.Time   // when requests were accepted
}

// A certainty says how to go on from a rate that was too much.
type certainty struct {
	floor    float64 // part of it to begin at
	costs    float64 // how many times the cost of a refusal, and
	requests float64 // how many requests at least, until that rate is reached again
	growth   float64 // afterwards
}

var certainties = []certainty{
	{floor: 0.8, costs: 0, requests: 10, growth: 10}, // next to nothing had been accepted
	{floor: 0.85, costs: 3, requests: 30, growth: 10},
	{floor: 0.9, costs: 8, requests: 60, growth: 3},
	{floor: 0.93, costs: 16, requests: 60, growth: 1},
	{floor: 0.95, costs: 32, requests: 100, growth: 1},
}

const (
	fairlySure = 3
	tooFew     = 5 // accepted requests to measure a rate by

	leastSpan  = 2 * time.Second // over which a rate is measured
	remembered = 20 * time.Second
	// slack is how late a timer may fire without a loss.
	slack = 10 * time.Millisecond
)

// newAdaptiveRate begins without a rate. Between two tries there is the given time at most.
func newAdaptiveRate(now time.Time, longest time.Duration) *adaptiveRate {
	return &adaptiveRate{opened: now, least: 1 / longest.Seconds()}
}

func (f *adaptiveRate) accepted(now time.Time) {
	if len(f.recent) > 0 && now.Sub(f.recent[0]) > 2*remembered {
		f.recent = append(f.recent[:0:0], f.since(now.Add(-remembered))...)
	}
	f.recent = append(f.recent, now)
}

func (f *adaptiveRate) since(start time.Time) []time.Time {
	for i, at := range f.recent {
		if at.After(start) {
			return f.recent[i:]
		}
	}
	return nil
}

// refused takes the rate of the last seconds for too much.
func (f *adaptiveRate) refused(now time.Time, cost time.Duration) {
	before, limit, span := f.ceiling, f.limit(), time.Second
	if before > 0 {
		span = max(leastSpan, duration(10, limit))
	}
	start := now.Add(-span)
	if f.opened.After(start) {
		start = f.opened
	}
	accepted := len(f.since(start))
	measured := float64(accepted+1) / max(now.Sub(start), time.Second).Seconds()
	switch {
	case before > 0:
		f.ceiling = min(limit, max(measured, limit/2, f.least))
	case accepted > 0:
		f.ceiling = max(measured, f.least)
	default:
		return // too early to tell
	}
	switch {
	case before == 0 && accepted < tooFew:
		f.sure = 0
	case f.ceiling > 1.5*before:
		f.sure = 1
	case f.ceiling > 0.85*before:
		f.sure = min(f.sure+1, len(certainties)-1)
	default:
		f.sure = max(f.sure, 1)
	}
	f.cost, f.busy = cost, 0
}

// learn takes a rate to begin with.
func (f *adaptiveRate) learn(rate float64, sure int) {
	if rate > f.ceiling && (f.ceiling == 0 || f.sure == 0) {
		f.ceiling, f.sure, f.busy = rate, sure, 0
	}
}

// measured is the rate of the last seconds at which requests were accepted, 0 as
// long as it has not been going on for some.
func (f *adaptiveRate) measured(now time.Time) float64 {
	const some = 5 * time.Second
	if now.Sub(f.opened) < some {
		return 0
	}
	return float64(len(f.since(now.Add(-some)))) / some.Seconds()
}

// reopens is called with the time at which requests may go again.
func (f *adaptiveRate) reopens(at time.Time) {
	f.opened, f.last, f.spacing = at, at, nil
}

// limit is the rate to keep now.
func (f *adaptiveRate) limit() float64 {
	if f.ceiling == 0 {
		return math.Inf(1)
	}
	c := certainties[f.sure]
	way := f.busy.Seconds() / max(c.costs*f.cost.Seconds(), c.requests/f.ceiling) // 1: as fast again as when the refusal came
	if way < 1 {
		return f.ceiling * (1 - (1-c.floor)*math.Pow(1-way, 3))
	}
	return f.ceiling * (1 + c.growth*math.Pow(way-1, 3))
}

// next is when the next request may go at the rate found, or at a lower one.
func (f *adaptiveRate) next(now time.Time, atMost float64) moment {
	limit := min(f.limit(), atMost)
	if math.IsInf(limit, 1) {
		f.spacing = nil
		return moment{}
	}
	if f.spacing == nil {
		f.spacing = rate.NewLimiter(rate.Limit(limit), 1)
	}
	f.spacing.SetLimitAt(now, rate.Limit(limit))
	f.spacing.SetBurstAt(now, 1+int(limit*slack.Seconds()))
	return tokenAt(f.spacing, now)
}

// spend counts a request that is let through. The rate only grows while it is
// what holds requests back.
func (f *adaptiveRate) spend(now time.Time, heldBack bool) {
	limit := f.limit()
	if isFinite := !math.IsInf(limit, 1); isFinite && heldBack {
		f.busy += min(now.Sub(f.last), duration(2, limit))
	} else if isFinite && f.spacing == nil {
		f.spacing = rate.NewLimiter(rate.Limit(limit), 1)
	}
	f.last = now
	if f.spacing != nil {
		f.spacing.AllowN(now, 1)
	}
}
