package confluence

import (
	"net/http"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// A serverClock reads the Date of the answers that pass through it.
type serverClock struct {
	next  http.RoundTripper
	clock clock.Clock

	mu   sync.Mutex
	date time.Time
	at   time.Time // when it came, by the own clock
}

// RoundTrip counts answers to requests with a credential only: those are the
// server's that is published to.
func (s *serverClock) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.next.RoundTrip(r)
	if err != nil || r.Header.Get("Authorization") == "" {
		return resp, err
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		s.mu.Lock()
		s.date, s.at = date, s.clock.Now()
		s.mu.Unlock()
	}
	return resp, nil
}

func (s *serverClock) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.date.IsZero() {
		return time.Time{}
	}
	return s.date.Add(s.clock.Now().Sub(s.at))
}
