package gate

import (
	"math"
	"net/http"
	"time"
)

// serverLimits is what the server tells about its limits.
type serverLimits struct {
	limits  map[string]*allowance
	longest time.Duration // to wait without a refusal
	onGood  bool          // answers tell what is left also when all is well
}

// An allowance is what one limit leaves.
type allowance struct {
	limitStatus
	left    float64 // requests that may still be sent, when it was read
	read    time.Time
	exact   bool // no other request may have been counted since
	renewed bool // the span is over in which so many were left
}

func newServerLimits(longest time.Duration) *serverLimits {
	return &serverLimits{limits: map[string]*allowance{}, longest: longest}
}

// shortSpan bounds the spans over which requests are spread evenly. Where the
// span is an hour, a run had better be done with what is left, and wait then.
const shortSpan = 10 * time.Second

// read takes in what an answer tells. unseen is how many other requests the
// server may have counted after this one: those in flight, and those that were
// answered while this one was in flight. It returns how many requests have come
// back a second, 0 if that cannot be told.
func (t *serverLimits) read(h http.Header, now time.Time, unseen int, good bool) (back float64) {
	all := limitStatuses(h, now)
	for name, a := range t.limits {
		if _, is := all[name]; !is && good && a.uncertain(now) {
			delete(t.limits, name) // it is not told any more
		}
	}
	for name, s := range all {
		if s.remaining < 0 && s.span > shortSpan || s.reset.Sub(now) > t.longest {
			delete(t.limits, name) // plenty is left; or a refusal will tell more
			continue
		}
		t.onGood = t.onGood || good && s.remaining >= 0
		a := t.limits[name]
		if a == nil {
			a = &allowance{left: s.remaining - float64(unseen)}
			t.limits[name] = a
		}
		if a.renewed && !s.reset.IsZero() && !s.reset.After(a.reset) {
			continue // about the span that is over
		}
		if gap := now.Sub(a.read); unseen == 0 && a.exact && a.uncertain(a.read) && gap >= uncertainGap/2 {
			back = max(back, (s.remaining-a.left-1)/gap.Seconds()) // both are whole numbers
		}
		a.left = min(max(a.available(now), s.remaining-float64(unseen)), s.remaining)
		if s.rounded && a.reset.After(now) && a.reset.Before(s.reset) && s.reset.Sub(a.reset) < time.Second {
			s.reset = a.reset
		}
		a.limitStatus, a.read, a.exact, a.renewed = s, now, unseen == 0, false
	}
	return back
}

// explains reports whether a refusal is because of a limit that was told.
func (t *serverLimits) explains(now time.Time) bool {
	for _, a := range t.limits {
		if t.onGood && a.remaining >= 0 && a.remaining < 1 && a.read.Equal(now) {
			return true
		}
	}
	return false
}

// uncertainGap is how long to wait for the first request to come back where nothing
// tells how long that takes.
const uncertainGap = time.Second

// uncertain reports whether none is left, and it is not told when there will be.
func (a *allowance) uncertain(now time.Time) bool {
	return a.remaining >= 0 && a.left < 1 && a.perSecond == 0 && !a.reset.After(now)
}

func (a *allowance) available(now time.Time) float64 {
	if a.remaining < 0 {
		return math.Inf(1)
	}
	return min(a.left+a.perSecond*now.Sub(a.read).Seconds(), max(a.limitStatus.limit, a.left, 1))
}

// opens returns when the limits leave another request. uncertain means that this is
// only a guess.
func (t *serverLimits) opens(now time.Time) (may moment, uncertain bool) {
	for _, a := range t.limits {
		switch missing := 1 - a.available(now); {
		case missing <= 0:
		case a.perSecond > 0:
			due := moment{at: now.Add(duration(missing, a.perSecond))}
			if a.reset.Sub(due.at) > time.Second { // and not only rounded to a second
				due.at = a.reset
			}
			may = may.and(due)
		case a.uncertain(now):
			uncertain = true
			may = may.and(moment{at: a.read.Add(uncertainGap)})
		default:
			may = may.and(moment{at: a.reset})
		}
	}
	return may, uncertain
}

// renew reports whether a span in which nothing was left any more has come to its
// end since it was asked last. One request then tries whether there are some again.
func (t *serverLimits) renew(now time.Time) bool {
	is := false
	for _, a := range t.limits {
		if !a.renewed && a.perSecond == 0 && a.left < 1 && a.reset.After(a.read) && !a.reset.After(now) {
			a.renewed, is = true, true
		}
	}
	return is
}

// limit is a rate that is told as such.
func (t *serverLimits) limit() float64 {
	limit := math.Inf(1)
	for _, a := range t.limits {
		if a.remaining < 0 {
			limit = min(limit, 0.98*a.limitStatus.limit/a.span.Seconds())
		}
	}
	return limit
}

func (t *serverLimits) spend() {
	for _, a := range t.limits {
		a.left--
	}
}
