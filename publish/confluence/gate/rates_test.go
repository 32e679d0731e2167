package gate

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestRates prints how well the gate uses what servers of several kinds allow, and
// holds it to bounds (-short tries fewer rates):
//
//	go test ./publish/confluence/gate -run TestRates -v
func TestRates(t *testing.T) {
	told := []struct {
		name          string
		tells         func(*server, http.Header, time.Time, bool)
		counters      map[string]func(float64) counter
		used, refused float64
	}{
		{"X-RateLimit headers", cloud, map[string]func(float64) counter{"bucket": newBucket, "window": newWindow}, 0.95, 0.02},
		{"token bucket headers", dataCenter, map[string]func(float64) counter{"bucket": newBucket}, 0.95, 0.02},
		{"Retry-After only", retryAfter, map[string]func(float64) counter{"bucket": newBucket, "window": newWindow}, 0.90, 0.05},
		{"neither", nothing, map[string]func(float64) counter{"bucket": newBucket, "window": newWindow}, 0.80, 0.10},
	}
	rates, workers := []float64{2, 5, 10, 50, 200}, []int{8, 16, 32}
	if testing.Short() {
		rates, workers = []float64{5}, []int{16}
	}
	t.Logf("%-22s %-8s %5s %9s %9s %7s %9s", "the server tells", "counts", "R/s", "parallel", "requests", "used", "refused")
	for _, tt := range told {
		for kind, counter := range tt.counters {
			for _, perSecond := range rates {
				for _, parallel := range workers {
					s := &server{perSecond: perSecond, counts: counter(perSecond), tells: tt.tells, latency: 20 * time.Millisecond}
					inBubble(t, func(t *testing.T) {
						g := New(options())
						g.random = func() float64 { return 0.5 }
						s.work(t, g, parallel, max(1600, int(80*perSecond)))
					})
					used, refused, requests := s.steady()
					t.Logf("%-22s %-8s %5v %9d %9d %6.1f%% %8.1f%%", tt.name, kind, perSecond, parallel, requests, 100*used, 100*refused)
					if used < tt.used || refused > tt.refused || requests < 1000 {
						t.Errorf("want at least %v%% used and at most %v%% refused", 100*tt.used, 100*tt.refused)
					}
				}
			}
		}
	}
}

// A refusal may cost half a minute.
func TestHundredRequestsWhereARefusalCostsThirtySeconds(t *testing.T) {
	tests := []struct {
		name    string
		tells   func(*server, http.Header, time.Time, bool)
		counter func(float64) counter
		most    time.Duration
	}{
		{"Retry-After only, bucket", thirtySeconds, newBucket, 110 * time.Second},
		{"Retry-After only, window", thirtySeconds, newWindow, 110 * time.Second},
		{"X-RateLimit headers, bucket", both(cloud, thirtySeconds), newBucket, 30 * time.Second},
		{"X-RateLimit headers, window", both(cloud, thirtySeconds), newWindow, 30 * time.Second},
		{"token bucket headers", both(dataCenter, thirtySeconds), newBucket, 30 * time.Second},
	}
	for _, tt := range tests {
		for _, parallel := range []int{8, 16, 32} {
			t.Run(fmt.Sprint(tt.name, ", parallel ", parallel), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					s := &server{perSecond: 10, counts: tt.counter(10), tells: tt.tells, latency: 20 * time.Millisecond}
					took := s.work(t, New(options()), parallel, 100)
					t.Logf("%s, %d refused", took.Round(time.Second), len(s.refused))
					if took > tt.most {
						t.Errorf("took %s, want at most %s", took, tt.most)
					}
				})
			})
		}
	}
}
