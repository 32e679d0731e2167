package gate

import (
	"time"

	"golang.org/x/time/rate"
)

// A moment is when something becomes possible. The zero moment is long ago; one
// that is unknown comes with the next answer.
type moment struct {
	at      time.Time
	unknown bool
}

func (m moment) isBy(now time.Time) bool { return !m.unknown && !m.at.After(now) }

// or is the earlier of two moments.
func (m moment) or(other moment) moment {
	if m.unknown || !other.unknown && other.at.Before(m.at) {
		return other
	}
	return m
}

// and is the later of two moments.
func (m moment) and(other moment) moment {
	if m.unknown || !other.unknown && !other.at.After(m.at) {
		return m
	}
	return other
}

// tokenAt is when a limiter has a token.
func tokenAt(l *rate.Limiter, now time.Time) moment {
	if missing := 1 - l.TokensAt(now); missing > 0 {
		return moment{at: now.Add(duration(missing, float64(l.Limit())))}
	}
	return moment{}
}

// duration is how long n tokens take at a rate; a nanosecond more, so that they
// are there when it has passed.
func duration(n, perSecond float64) time.Duration {
	return time.Duration(n/perSecond*float64(time.Second)) + 1
}
