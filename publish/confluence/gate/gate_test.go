package gate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A run is a gate in a bubble, and what came of it.
type run struct {
	*testing.T
	gate  *Gate
	begin time.Time

	mu    sync.Mutex
	lines []string // of the log
	gone  []string // subjects, in the order in which they were let through
}

func running(t *testing.T, f func(r *run), change ...func(*Options)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &run{T: t, begin: time.Now()}
		o := options()
		o.Log = func(format string, args ...any) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.lines = append(r.lines, fmt.Sprintf(format, args...))
		}
		for _, c := range change {
			c(&o)
		}
		r.gate = New(o)
		f(r)
	})
}

func (r *run) goes(subject string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = append(r.gone, subject)
}

func (r *run) went() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.gone)
}

func (r *run) log() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.lines)
}

func (r *run) passed() time.Duration { return time.Since(r.begin).Round(time.Millisecond) }

// send lets one request through and gives it an outcome.
func (r *run) send(operation, subject string, o Outcome, header ...string) error {
	r.Helper()
	turn := r.gate.Turn(operation, subject, false)
	if err := turn.Wait(r.Context()); err != nil {
		return err
	}
	turn.Done(o, headers(header...), errors.New("the failure for "+subject))
	return nil
}

func headers(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i+1 < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return h
}

// queue lets a request wait in the background.
func (r *run) queue(ctx context.Context, subject string, urgent bool) <-chan error {
	done := make(chan error, 1)
	turn := r.gate.Turn("update a page", subject, urgent)
	go func() {
		err := turn.Wait(ctx)
		if err == nil {
			r.goes(subject)
			turn.Done(Accepted, nil, nil)
		}
		done <- err
	}()
	synctest.Wait()
	return done
}

func TestRefusalClosesTheGateForEverybody(t *testing.T) {
	tests := []struct {
		name        string
		header      []string
		least, most time.Duration
	}{
		{"Retry-After", []string{"Retry-After", "30"}, 30 * time.Second, 31500 * time.Millisecond},
		{"two minutes", []string{"Retry-After", "120"}, 120 * time.Second, 126 * time.Second},
		{"none named", nil, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"zero", []string{"Retry-After", "0"}, time.Second, 1050 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			running(t, func(r *run) {
				for range 10 { // the gate opens wide
					_ = r.send("read a page", "a", Accepted)
				}
				if err := r.send("read a page", "b", Refused, tt.header...); err != nil {
					r.Fatal(err)
				}
				all := []<-chan error{r.queue(r.Context(), "1", false), r.queue(r.Context(), "2", false), r.queue(r.Context(), "3", true)}
				if len(r.went()) > 0 {
					r.Fatalf("went at once: %v", r.went())
				}
				for _, one := range all {
					if err := <-one; err != nil {
						r.Fatal(err)
					}
				}
				if took := r.passed(); took < tt.least || took > tt.most+time.Second { // then one after the other
					r.Errorf("opened after %s, want %s to %s", took, tt.least, tt.most)
				}
				if r.went()[0] != "3" {
					r.Errorf("went in this order: %v", r.went())
				}
				if len(r.log()) != 1 || !strings.Contains(r.log()[0], "limits the rate of requests; trying again in") {
					r.Errorf("log: %q", r.log())
				}
			})
		})
	}
}

func TestOneRequestTriesWhetherTheGateIsOpen(t *testing.T) {
	running(t, func(r *run) {
		_ = r.send("read a page", "a", Refused, "Retry-After", "10")
		first := r.gate.Turn("read a page", "b", false)
		if err := first.Wait(r.Context()); err != nil {
			r.Fatal(err)
		}
		second := r.queue(r.Context(), "c", false)
		if len(second) > 0 {
			r.Fatal("a second request goes before the first is answered")
		}
		first.Done(Accepted, nil, nil)
		if err := <-second; err != nil {
			r.Error(err)
		}
	})
}

func TestAnswerThatTakesLongDoesNotHoldUpTheOthers(t *testing.T) {
	running(t, func(r *run) {
		upload := r.gate.Turn("upload an attachment", "a", false)
		_ = upload.Wait(r.Context())
		if err := <-r.queue(r.Context(), "b", false); err != nil || r.passed() > 5*time.Second {
			r.Errorf("%v after %s", err, r.passed())
		}
	})
}

func TestLineIsFairAndRepeatsKeepTheirPlace(t *testing.T) {
	running(t, func(r *run) {
		old := r.gate.Turn("update a page", "old", false)
		_ = old.Wait(r.Context())
		blocked := r.queue(r.Context(), "1", false)
		old.Done(Refused, headers("Retry-After", "10"), nil)
		<-blocked // after ten seconds
		_ = r.send("update a page", "again", Refused, "Retry-After", "10")
		var all []<-chan error
		for n := range 5 {
			all = append(all, r.queue(r.Context(), fmt.Sprint(n+2), false))
		}
		repeated := make(chan error, 1)
		go func() {
			repeated <- old.Wait(r.Context())
			r.goes("old")
			old.Done(Accepted, nil, nil)
		}()
		<-repeated
		for _, one := range all {
			<-one
		}
		if want := []string{"1", "old", "2", "3", "4", "5", "6"}; !slices.Equal(r.went(), want) {
			r.Errorf("went %v, want %v", r.went(), want)
		}
	}, func(o *Options) { o.PerSecond = 100 })
}

func TestNobodyWaitsWhoseContextHasEnded(t *testing.T) {
	running(t, func(r *run) {
		_ = r.send("read a page", "a", Refused, "Retry-After", "60")
		ctx, cancel := context.WithCancel(r.Context())
		waiting := r.queue(ctx, "b", false)
		other := r.queue(r.Context(), "c", false)
		time.Sleep(time.Second)
		cancel()
		if err := <-waiting; !errors.Is(err, context.Canceled) || r.passed() != time.Second {
			r.Errorf("%v after %s", err, r.passed())
		}
		if err := <-other; err != nil {
			r.Error(err)
		}
		if err := r.gate.Turn("read a page", "d", false).Wait(ctx); !errors.Is(err, context.Canceled) {
			r.Error(err)
		}
	})
}

// An answer that does not come is nothing that the record has to wait for.
func TestUrgentRequestsWaitForNoAnswer(t *testing.T) {
	running(t, func(r *run) {
		silent := r.gate.Turn("read a page", "a", false)
		_ = silent.Wait(r.Context())
		if err := <-r.queue(r.Context(), "the record", true); err != nil || r.passed() > 0 {
			r.Errorf("%v after %s", err, r.passed())
		}
	})
}

func TestRateIsBounded(t *testing.T) {
	running(t, func(r *run) {
		for n := range 21 {
			_ = r.send("read a page", fmt.Sprint(n), Accepted)
		}
		if r.passed() != 5*time.Second {
			r.Errorf("21 requests at 4 a second took %s", r.passed())
		}
	}, func(o *Options) { o.PerSecond = 4 })
}

// What answers that are no refusals tell is obeyed before there is a refusal.
func TestGoodAnswersTellWhenToWait(t *testing.T) {
	at := func(d time.Duration) string { // bubbles of synctest begin at this time
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(d).Format(time.RFC3339)
	}
	tests := []struct {
		name   string
		header []string
		free   int           // requests that may follow at once
		wait   time.Duration // for the next
	}{
		{"nothing told", nil, 50, 0},
		{"Cloud, some left", []string{"X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "3", "X-RateLimit-Reset", at(20 * time.Second)}, 3, 20 * time.Second},
		{"Cloud, none left", []string{"X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(20 * time.Second)}, 0, 20 * time.Second},
		{"Cloud, longer than patience: the server has the word", []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(time.Hour)}, 50, 0},
		{"Data Center, some left", []string{"X-RateLimit-Limit", "10", "X-RateLimit-Remaining", "2", "X-RateLimit-Interval-Seconds", "10", "X-RateLimit-FillRate", "2", "Retry-After", "0"}, 2, 5 * time.Second},
		{"Data Center, none left", []string{"X-RateLimit-Limit", "10", "X-RateLimit-Remaining", "0", "X-RateLimit-Interval-Seconds", "60", "X-RateLimit-FillRate", "60", "Retry-After", "23"}, 0, 23 * time.Second},
		{"structured", []string{"RateLimit-Policy", `"burst";q=100;w=60, "global-app-quota";q=65000;w=3600`, "RateLimit", `"burst";r=1;t=12`}, 1, 12 * time.Second},
		{"structured, plenty left", []string{"RateLimit-Policy", `"global-app-quota";q=65000;w=3600`}, 50, 0},
		{"structured, a rate", []string{"RateLimit-Policy", `"burst";q=10;w=5`}, 1, 510 * time.Millisecond},
		{"announcements", []string{"X-Beta-RateLimit-Remaining", "0", "Beta-RateLimit", `"x";r=0;t=60`, "Beta-Retry-After", "60"}, 50, 0},
		{"Retry-After alone is no limit", []string{"Retry-After", "60"}, 50, 0},
		{"nonsense", []string{"X-RateLimit-Remaining", "-1", "X-RateLimit-Limit", "many", "RateLimit", "!!;;r=;t=x,,", "RateLimit-Policy", `"a";q=NaN;w=-3`}, 50, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			running(t, func(r *run) {
				_ = r.send("read a page", "a", Accepted)
				_ = r.send("read a page", "a", Accepted, tt.header...)
				begin := time.Now()
				for n := range tt.free {
					turn := r.gate.Turn("read a page", "b", false)
					if err := turn.Wait(r.Context()); err != nil || time.Since(begin) > 0 {
						r.Fatalf("request %d: %v after %s", n+1, err, time.Since(begin))
					}
					turn.Done(Accepted, nil, nil)
				}
				_ = r.gate.Turn("read a page", "c", false).Wait(r.Context())
				if waited := time.Since(begin); (waited - tt.wait).Abs() > 20*time.Millisecond {
					r.Errorf("waited %s, want %s", waited, tt.wait)
				}
			})
		})
	}
}

func TestPatienceWithRefusalsEnds(t *testing.T) {
	tests := []struct {
		name   string
		header []string
		after  time.Duration
		asked  time.Duration
	}{
		{"longer than patience", []string{"Retry-After", "3600"}, 0, time.Hour},
		{"again and again", []string{"Retry-After", "300"}, 15 * time.Minute, 5 * time.Minute},
		{"never named", nil, 15 * time.Minute, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			running(t, func(r *run) {
				waiting := r.queue(r.Context(), "first", false) // goes at once
				<-waiting
				var err error
				requests := 0
				for err == nil {
					err = r.send("update a page", "a", Refused, tt.header...)
					requests++
				}
				var closed *Closed
				if !errors.As(err, &closed) || closed.Down || closed.Last == nil || tt.asked > 0 && closed.Asked != tt.asked {
					r.Fatalf("%+v", err)
				}
				if r.passed() > tt.after+time.Minute || r.passed() < tt.after-6*time.Minute || requests > 45 {
					r.Errorf("gave up after %s and %d requests", r.passed(), requests)
				}
				if err := <-r.queue(r.Context(), "b", false); !errors.As(err, &closed) {
					r.Errorf("another request: %v", err)
				}
				before := time.Now()
				if err := <-r.queue(r.Context(), "the record", true); err != nil || time.Since(before) > 0 {
					r.Errorf("an urgent request: %v after %s", err, time.Since(before))
				}
			})
		})
	}
}

func TestThereIsAlwaysAnotherTry(t *testing.T) {
	running(t, func(r *run) {
		for _, want := range []bool{true, true, false} {
			if err := r.send("update a page", "a", Refused); (err == nil) != want {
				r.Errorf("%v", err)
			}
		}
	}, func(o *Options) { o.Total = time.Nanosecond })
}

func TestHostThatIsDownIsNoticedOnce(t *testing.T) {
	running(t, func(r *run) {
		for n := range 3 {
			_ = r.send("update a page", fmt.Sprint("page ", n), Broken)
		}
		_ = r.send("update a page", "page 0", Broken) // the first look
		probed := r.passed()
		if probed != 2*time.Second || len(r.log()) != 1 || !strings.Contains(r.log()[0], "requests failed for 3 different pages") {
			r.Fatalf("log: %q", r.log())
		}
		all := []<-chan error{r.queue(r.Context(), "1", false), r.queue(r.Context(), "2", false)}
		if len(r.went()) > 0 {
			r.Error("requests go although the host is down")
		}
		if err := <-r.queue(r.Context(), "the record", true); err != nil || r.passed() > probed {
			r.Errorf("an urgent request: %v after %s", err, r.passed())
		}
		for _, one := range all { // it has worked, and so the host is back
			if err := <-one; err != nil || r.passed() > probed {
				r.Errorf("%v after %s", err, r.passed())
			}
		}
		if len(r.log()) != 2 || !strings.Contains(r.log()[1], "works again") {
			r.Errorf("log: %q", r.log())
		}
	})
}

func TestOutageEndsWithOneFailure(t *testing.T) {
	running(t, func(r *run) {
		var probes []time.Duration
		var failures []error
		var workers sync.WaitGroup
		for n := range 8 {
			workers.Go(func() {
				turn := r.gate.Turn("update a page", fmt.Sprint("page ", n), false)
				for {
					if err := turn.Wait(r.Context()); err != nil {
						r.mu.Lock()
						failures = append(failures, err)
						r.mu.Unlock()
						return
					}
					r.mu.Lock()
					probes = append(probes, r.passed())
					r.mu.Unlock()
					turn.Done(Broken, nil, errors.New("503"))
					time.Sleep(time.Second)
				}
			})
		}
		workers.Wait()
		if len(probes) > 45 || r.passed() < 15*time.Minute || r.passed() > 15*time.Minute+time.Second {
			r.Errorf("%d requests in %s: %v", len(probes), r.passed(), probes)
		}
		var first *Closed
		for _, err := range failures {
			var closed *Closed
			if !errors.As(err, &closed) || first != nil && closed != first || !closed.Down || closed.For != 15*time.Minute || len(closed.Subjects) < 3 {
				r.Fatalf("%+v", err)
			}
			first = closed
		}
		if len(r.log()) != 1 {
			r.Errorf("log: %q", r.log())
		}
	})
}

// A read that works says nothing about writes that do not.
func TestOperationMayBeDownAlone(t *testing.T) {
	running(t, func(r *run) {
		for n := range 3 {
			_ = r.send("read a page", fmt.Sprint("page ", n), Accepted)
			_ = r.send("update a page", fmt.Sprint("page ", n), Broken)
		}
		if !r.gate.IsDown("update a page") || r.gate.IsDown("read a page") {
			r.Fatal("not noticed")
		}
		if err := r.send("read a page", "page 4", Accepted); err != nil || r.passed() > 0 {
			r.Errorf("a read: %v after %s", err, r.passed())
		}
		if _ = r.send("update a page", "page 4", Broken); r.passed() != 2*time.Second || len(r.log()) != 1 || !strings.Contains(r.log()[0], "cannot update a page") {
			r.Errorf("a look after %s; log: %q", r.passed(), r.log())
		}
		if err := r.send("update a page", "page 4", Accepted); err != nil || r.passed() != 6*time.Second {
			r.Errorf("a write: %v after %s", err, r.passed())
		}
		if r.gate.IsDown("update a page") {
			r.Error("still down")
		}
	})
}

func TestFailuresThatAreNoOutage(t *testing.T) {
	running(t, func(r *run) {
		for range 10 {
			_ = r.send("update a page", "the same page", Broken)
		}
		for n := range 10 {
			_ = r.send("update a page", fmt.Sprint("page ", n%2), Broken)
			_ = r.send("update a page", "another", Accepted)
		}
		if r.gate.IsDown("update a page") || len(r.log()) > 0 || r.passed() > 0 {
			r.Errorf("after %s: %q", r.passed(), r.log())
		}
	})
}

func TestServerThatNamesATimeWhenItFailsIsLeftAlone(t *testing.T) {
	running(t, func(r *run) {
		_ = r.send("update a page", "a", Broken, "Retry-After", "40")
		_ = r.send("update a page", "b", Accepted)
		if r.passed() < 40*time.Second || r.passed() > 42*time.Second {
			r.Errorf("went after %s", r.passed())
		}
		_ = r.send("update a page", "a", Broken, "Retry-After", "7200", "X-RateLimit-Reset", "2000-01-01T05:00:00Z")
		before := time.Now()
		if _ = r.send("update a page", "b", Accepted); time.Since(before) > 0 {
			r.Errorf("a time beyond patience was waited for: %s", time.Since(before))
		}
	})
}

// What saves the work is tried for a minute after the gate has given up, whatever it is that is to be saved, and for another
// one if something worked in between.
func TestUrgentRequestsShareAMinuteAfterTheEnd(t *testing.T) {
	running(t, func(r *run) {
		r.gate.GiveUp(&Closed{})
		time.Sleep(10 * time.Minute)
		urgent := func(subject string, o Outcome) error {
			turn := r.gate.Turn("update a property", subject, true)
			if err := turn.Wait(r.Context()); err != nil {
				return err
			}
			turn.Done(o, nil, errors.New("503"))
			time.Sleep(40 * time.Second)
			return nil
		}
		for i, o := range []Outcome{Broken, Accepted, Broken, Refused} {
			if err := urgent(fmt.Sprint("property ", i), o); err != nil {
				r.Fatalf("request %d: %v", i, err)
			}
		}
		if err := urgent("another property", Accepted); err == nil {
			r.Error("a minute in vain is not the end")
		}
	})
}

func TestOnePageIsEnoughForAnOutageIfNothingWorksAnyMore(t *testing.T) {
	running(t, func(r *run) {
		_ = r.send("read a page", "a", Accepted)
		for r.gate.Over() == nil && r.passed() < time.Hour {
			_ = r.send("update a page", "a", Broken)
			time.Sleep(10 * time.Second)
		}
		if over := r.gate.Over(); over == nil || !over.Down || over.Operation != "" || over.For != 15*time.Minute {
			r.Errorf("%+v after %s", over, r.passed())
		}
	})
}
