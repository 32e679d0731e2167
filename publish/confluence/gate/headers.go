package gate

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// AskedWait is how long a server wants to be left alone: Retry-After in seconds
// or as a date, else X-RateLimit-Reset as an ISO 8601 time; false means that it
// names no time. Headers with the prefix Beta- are announcements, not limits.
// https://developer.atlassian.com/cloud/confluence/rate-limiting/
func AskedWait(h http.Header, now time.Time) (time.Duration, bool) {
	if after := strings.TrimSpace(h.Get("Retry-After")); after != "" {
		if seconds, err := strconv.ParseFloat(after, 64); err == nil && !math.IsNaN(seconds) {
			const aYear = 365 * 24 * 3600
			return time.Duration(min(max(seconds, 0), aYear) * float64(time.Second)), true
		}
		if date, err := http.ParseTime(after); err == nil {
			return max(date.Sub(serverTime(h, now)), 0), true
		}
	}
	if reset, is := resetTime(h); is {
		return max(reset.Sub(serverTime(h, now)), 0), true
	}
	return 0, false
}

func resetTime(h http.Header) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999Z0700"} {
		if reset, err := time.Parse(layout, h.Get("X-Ratelimit-Reset")); err == nil {
			return reset, true
		}
	}
	return time.Time{}, false
}

// serverTime is what the server's clock shows. The header has whole seconds, so
// that a clock that agrees with it is the better one.
func serverTime(h http.Header, now time.Time) time.Time {
	const agrees = 2 * time.Second
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || date.Sub(now).Abs() < agrees {
		return now
	}
	return date
}

// A limitStatus is what an answer tells about one limit.
type limitStatus struct {
	remaining float64 // requests that are left; -1: not told
	limit     float64 // most that can be left; 0: not told
	reset     time.Time
	rounded   bool    // reset is up to a second too late
	perSecond float64 // at which they come back; 0: not told
	span      time.Duration
}

// limitStatuses reads what an answer tells about limits, by their names: Cloud's
// X-RateLimit-* and RateLimit headers, and Data Center's token bucket.
// https://confluence.atlassian.com/doc/_ratelimiting_httpheaders-992678779.html
func limitStatuses(h http.Header, now time.Time) map[string]limitStatus {
	all := map[string]limitStatus{}
	for name, p := range structured(h.Values("Ratelimit-Policy")) {
		if q, w := number(p, "q"), number(p, "w"); q > 0 && w > 0 {
			all[name] = limitStatus{remaining: -1, limit: q, span: seconds(w)}
		}
	}
	for name, p := range structured(h.Values("Ratelimit")) {
		s := all[name]
		if s.remaining = number(p, "r"); s.remaining < 0 && s.span == 0 {
			continue
		}
		if t := number(p, "t"); t >= 0 {
			s.reset, s.rounded = now.Add(seconds(t)), true
		}
		all[name] = s
	}
	if remaining, err := strconv.ParseFloat(h.Get("X-Ratelimit-Remaining"), 64); err == nil && remaining >= 0 {
		s := limitStatus{remaining: remaining, limit: field(h, "X-Ratelimit-Limit")}
		if reset, is := resetTime(h); is {
			s.reset = now.Add(reset.Sub(serverTime(h, now)))
		}
		if fill, interval := field(h, "X-Ratelimit-Fillrate"), field(h, "X-Ratelimit-Interval-Seconds"); fill > 0 && interval > 0 {
			s.perSecond = fill / interval
			if after := field(h, "Retry-After"); after > 0 {
				s.reset = now.Add(seconds(after))
			}
		}
		all["X-RateLimit"] = s
	}
	return all
}

func field(h http.Header, name string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(h.Get(name)), 64)
	if err != nil || !(v > 0) || v > 1e12 {
		return 0
	}
	return v
}

func seconds(n float64) time.Duration { return time.Duration(min(n, 1e8) * float64(time.Second)) }

// structured reads a list such as "a";q=100;w=60, "b";r=0;t=5.
// https://www.rfc-editor.org/rfc/rfc9651
func structured(values []string) map[string]map[string]string {
	items := map[string]map[string]string{}
	for item := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name, rest, is := strings.Cut(strings.TrimSpace(item), ";")
		if !is {
			continue
		}
		parameters := map[string]string{}
		for parameter := range strings.SplitSeq(rest, ";") {
			key, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
			parameters[key] = value
		}
		items[strings.Trim(name, `"`)] = parameters
	}
	return items
}

// number is -1 where there is none.
func number(parameters map[string]string, key string) float64 {
	v, err := strconv.ParseFloat(parameters[key], 64)
	if err != nil || !(v >= 0) {
		return -1
	}
	return v
}
