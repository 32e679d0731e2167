package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

// RateLimitVariants are the ways in which a 429 has been seen to say when to come back (developer.atlassian.com,
// "Rate limiting"; confluence.atlassian.com, "Rate limiting HTTP headers").
var RateLimitVariants = map[string]func(now time.Time) map[string]string{
	"retry-after":      func(time.Time) map[string]string { return map[string]string{"Retry-After": "1"} },
	"retry-after-zero": func(time.Time) map[string]string { return map[string]string{"Retry-After": "0"} },
	"retry-after-date": func(now time.Time) map[string]string {
		return map[string]string{"Retry-After": now.Add(2 * time.Second).UTC().Format(http.TimeFormat)}
	},
	"reset": func(now time.Time) map[string]string {
		return map[string]string{
			"X-RateLimit-Limit": "40000", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": now.Add(2 * time.Second).UTC().Format(time.RFC3339),
		}
	},
	"quota": func(now time.Time) map[string]string {
		hour := now.Truncate(time.Hour).Add(time.Hour)
		return map[string]string{
			"Retry-After":       strconv.Itoa(int(hour.Sub(now).Seconds()) + 1),
			"X-RateLimit-Reset": hour.UTC().Format(time.RFC3339), "RateLimit-Reason": "confluence-quota-global-based",
			"RateLimit-Policy": `"global-app-quota";q=65000;w=3600`, "RateLimit": `"global-app-quota";r=0;t=` + strconv.Itoa(int(hour.Sub(now).Seconds())),
		}
	},
	"gateway": func(now time.Time) map[string]string {
		return map[string]string{
			"X-Failure-Category": "FAILURE CLIENT RATE LIMITED", "X-RateLimit-Limit": "360000", "X-RateLimit-Remaining": "0",
			"X-RateLimit-Reset": now.Add(2 * time.Second).UTC().Format(time.RFC3339),
		}
	},
	"beta": func(now time.Time) map[string]string {
		return map[string]string{
			"Retry-After": "1", "Beta-Retry-After": "1800", "X-Beta-RateLimit-Reset": now.Add(30 * time.Minute).UTC().Format(time.RFC3339),
			"Beta-RateLimit-Policy": `"global-app-quota";q=65000;w=3600`,
		}
	},
	"data-center": func(time.Time) map[string]string {
		return map[string]string{
			"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "1", "X-RateLimit-FillRate": "10",
			"Retry-After": "1",
		}
	},
	"none": func(time.Time) map[string]string { return nil },
}

func (f *Faults) rateLimited(w http.ResponseWriter, fault Fault) {
	variant := fault.Variant
	if variant == "" {
		variant = "retry-after"
	}
	if headers, ok := RateLimitVariants[variant]; ok {
		for name, value := range headers(f.now()) {
			w.Header().Set(name, value)
		}
	}
	for name, value := range fault.Header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = w.Write([]byte(`{"code":429,"message":"Rate limit exceeded"}`))
}
