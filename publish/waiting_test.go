package publish_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

const waitedFor = "the run https://github.com/acme/handbook/actions/runs/7001"

// heldUp returns a run that holds the lease and whose page Confluence does not create until release is called, and another
// one at the same Confluence. The report of the first comes when it has ended.
func heldUp(t *testing.T, f face) (first, other *swept, release func(), ended chan *report.Report) {
	t.Helper()
	first = newSwept(t, f, nil).checkout("-- docs/a.md --\n# The page\n")
	first.settings.Timeout = time.Hour
	first.env = map[string]string{"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/handbook", "GITHUB_RUN_ID": "7001"}
	created := make(chan struct{})
	first.server.Before(func(r *sandbox.Request) {
		if createsThePage(r) {
			r.Hold(created)
		}
	})
	ended = make(chan *report.Report, 1)
	go func() { ended <- first.publish(t.Context(), first.server.Transport()) }()
	time.Sleep(time.Minute)
	return first, first.other("-- docs/a.md --\n# The page\n"), func() { close(created) }, ended
}

func createsThePage(r *sandbox.Request) bool {
	return r.Method == http.MethodPost && !strings.Contains(r.URL.Path, "/propert") && bytes.Contains(r.Sent, []byte("The page"))
}

func TestRunThatWaitsSaysForWhom(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		_, other, release, ended := heldUp(t, f)
		other.settings.Mode = settings.Plan
		if told := other.publish(t.Context(), other.server.Aside()); told.ExitCode() != 0 || !strings.Contains(other.log.String(), waitedFor) {
			t.Errorf("the plan exits with %d:\n%s", told.ExitCode(), other.log.String())
		}
		other.doctorSays(waitedFor)

		other.settings.Mode, other.settings.Patience = settings.Publish, 5*time.Minute
		began := time.Now()
		told := other.publish(t.Context(), other.server.Aside())
		if took := time.Since(began); told.ExitCode() != report.ExitFailed || took < 5*time.Minute || took > 6*time.Minute {
			t.Errorf("exit code %d after %s", told.ExitCode(), took)
		}
		if n := strings.Count(other.log.String(), waitedFor); n != 2 { // when it begins to wait, and at the end
			t.Errorf("said %d times:\n%s", n, other.log.String())
		}
		release()
		if told := <-ended; told.ExitCode() != 0 {
			t.Errorf("the run that was waited for exits with %d", told.ExitCode())
		}
		other.unchanged("after both runs")
	})
}

// The older run leaves what is left to the newer one: that is no failure.
func TestOlderRunMakesWayForANewerCommit(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		for _, parallel := range []int{1, 8} {
			t.Run(fmt.Sprintf("%s, parallel %d", f.name, parallel), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					older := newSwept(t, f, nil).checkout(numbered(120))
					older.settings.Parallel = parallel
					newer := older.other(numbered(120), "-- docs/p000.md --\n# Page 0\n\nNewer.\n")
					slowly := roundTripper(func(request *http.Request) (*http.Response, error) {
						time.Sleep(600 * time.Millisecond)
						return older.server.Transport().RoundTrip(request)
					})
					ended := make(chan *report.Report, 1)
					go func() { ended <- older.publish(t.Context(), slowly) }()
					time.Sleep(6 * time.Second)
					if told := newer.publish(t.Context(), newer.server.Aside()); told.ExitCode() != 0 {
						t.Errorf("the newer run exits with %d:\n%s", told.ExitCode(), newer.log.String())
					}
					told := <-ended
					log := older.log.String()
					if told.ExitCode() != 0 || told.Counts[plan.Failed] > 0 || told.Counts[plan.Created] == 0 || told.Counts[plan.Created] == 120 {
						t.Errorf("the older run exits with %d, %s:\n%s", told.ExitCode(), counts(told), log)
					}
					if strings.Contains(log, "::error") || strings.Count(log, "A newer commit is waiting") != 1 || !strings.Contains(log, "The run ended before the turn of") {
						t.Errorf("the older run says:\n%s", log)
					}
					newer.unchanged("after both runs")
				})
			})
		}
	}
}

// A record that a person removes or damages while a run writes is not said to be another run's.
func TestARecordThatIsDamagedWhileARunWritesIsToldAsThat(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]struct{ part, value string }{
		"the head removed": {"-head", ""},
		"all removed":      {"-", ""},
		"the head damaged": {"-head", `{"x":1}`},
	} {
		for _, f := range faces {
			t.Run(what+", "+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					first, _, release, ended := heldUp(t, f)
					home, changed := first.server.Store().Spaces()[0].HomepageID, 0
					for _, property := range first.server.Store().Properties(home) {
						if !strings.HasPrefix(property.Key, "pagewright-") || !strings.Contains(property.Key, change.part) {
							continue
						}
						if err := first.server.Person("DOCS").SetProperty(home, property.Key, change.value); err != nil {
							t.Fatal(err)
						}
						changed++
					}
					time.Sleep(time.Minute)
					release()
					told := <-ended
					log := first.log.String()
					if changed == 0 || told.ExitCode() != report.ExitFailed || strings.Contains(log, "took over") || !strings.Contains(log, "-head of the parent page, was removed or damaged while this run wrote") || !strings.Contains(log, "--repair") {
						t.Errorf("changed: %d; the run exits with %d:\n%s", changed, told.ExitCode(), log)
					}
					first.server.ClearHooks()
					first.repair = true
					first.settles("repaired")
					first.repair = false
					first.unchanged("after that")
					if got := first.drawing(); strings.Count(got, "\n") != 1 {
						t.Errorf("there stand\n%s", got)
					}
				})
			})
		}
	}
}

func (s *swept) doctorSays(words string) {
	s.Helper()
	var out strings.Builder
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &s.log, Stderr: &s.log})
	code, err := publish.Doctor(s.Context(), s.settings, publish.World{Host: host, WorkingDir: s.dir, Transport: s.server.Aside()}, &out, false)
	if err != nil || code != report.ExitDone || !strings.Contains(out.String(), words) {
		s.Errorf("the doctor exits with %d (%v) and does not say %q:\n%s", code, err, words, out.String())
	}
}

// timeless is a way to a Confluence that does not tell when its properties were written, or what time it is.
func timeless(next http.RoundTripper, properties, dates bool) http.RoundTripper {
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(request)
		if err != nil {
			return answer, err
		}
		if dates {
			answer.Header.Del("Date")
		}
		if !properties || !strings.Contains(request.URL.Path, "/propert") {
			return answer, nil
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return nil, err
		}
		var value any
		if json.Unmarshal(body, &value) == nil {
			body, _ = json.Marshal(withoutTimes(value))
		}
		answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		return answer, nil
	})
}

func withoutTimes(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key := range value {
			if value[key] = withoutTimes(value[key]); key == "when" || key == "createdAt" {
				delete(value, key)
			}
		}
	case []any:
		for i := range value {
			value[i] = withoutTimes(value[i])
		}
	}
	return value
}

// killed returns a run that holds the lease and died when it was about to create its page.
func killed(t *testing.T, f face) *swept {
	t.Helper()
	dead := newSwept(t, f, nil).checkout("-- docs/a.md --\n# The page\n")
	ctx, cancel := context.WithCancelCause(t.Context())
	dead.server.Before(func(r *sandbox.Request) {
		if createsThePage(r) {
			cancel(errGone)
		}
		if ctx.Err() != nil {
			r.Drop()
		}
	})
	dead.publish(ctx, dead.server.Transport())
	dead.server.ClearHooks()
	return dead
}

// What nobody tells the age of is not taken for old: the run that waits looks for itself how long it stands.
func TestLeaseWithoutATimeIsNotTakenForADeadRuns(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		for i, hides := range []struct{ properties, dates bool }{{true, false}, {false, true}, {true, true}} {
			t.Run(fmt.Sprintf("%s, %+v", f.name, hides), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					first, other, release, ended := heldUp(t, f)
					time.AfterFunc(time.Duration(4+i)*time.Minute, release)
					if told := other.publish(t.Context(), timeless(other.server.Aside(), hides.properties, hides.dates)); told.ExitCode() != 0 {
						t.Errorf("the run that waits exits with %d:\n%s", told.ExitCode(), other.log.String())
					}
					if told := <-ended; told.ExitCode() != 0 || strings.Contains(first.log.String(), "took over") {
						t.Errorf("the run that was waited for exits with %d:\n%s", told.ExitCode(), first.log.String())
					}
					other.unchanged("after both runs")
				})
				synctest.Test(t, func(t *testing.T) {
					dead := killed(t, f)
					other := dead.other("-- docs/a.md --\n# The page\n")
					began := time.Now()
					told := other.publish(t.Context(), timeless(other.server.Aside(), hides.properties, hides.dates))
					if took := time.Since(began); told.ExitCode() != 0 || took < 2*time.Minute || took > 3*time.Minute {
						t.Errorf("exit code %d after %s:\n%s", told.ExitCode(), took, other.log.String())
					}
					other.unchanged("after a dead run")
				})
			})
		}
	}
}

// skewed is a way to a Confluence in front of which something dates the answers by another clock than that of its versions.
func skewed(next http.RoundTripper, by time.Duration) http.RoundTripper {
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(request)
		if err != nil {
			return answer, err
		}
		date, err := http.ParseTime(answer.Header.Get("Date"))
		if err == nil {
			answer.Header.Set("Date", date.Add(by).UTC().Format(http.TimeFormat))
		}
		return answer, err
	})
}

func TestALeaseIsAsOldAsItIsByOneClock(t *testing.T) {
	t.Parallel()
	const page = "-- docs/a.md --\n# The page\n"
	for _, f := range faces {
		for _, skew := range []time.Duration{0, 3 * time.Minute, -3 * time.Minute, -time.Hour} {
			t.Run(fmt.Sprintf("%s, %s", f.name, skew), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					first, other, release, ended := heldUp(t, f)
					time.AfterFunc(4*time.Minute, release)
					if told := other.publish(t.Context(), skewed(other.server.Aside(), skew)); told.ExitCode() != 0 {
						t.Errorf("the run that waits exits with %d:\n%s", told.ExitCode(), other.log.String())
					}
					if told := <-ended; told.ExitCode() != 0 || strings.Contains(first.log.String(), "took over") {
						t.Errorf("the run that was waited for exits with %d:\n%s", told.ExitCode(), first.log.String())
					}
					other.unchanged("after both runs")
				})
				for _, commits := range [][]string{{page}, {page, page}} { // the same one and a newer one, which announces itself
					for dead, most := range map[time.Duration]time.Duration{0: 150 * time.Second, 110 * time.Second: 40 * time.Second, time.Hour: 20 * time.Second} {
						synctest.Test(t, func(t *testing.T) {
							s := killed(t, f)
							time.Sleep(dead)
							other := s.other(commits...)
							began := time.Now()
							told := other.publish(t.Context(), skewed(other.server.Aside(), skew))
							if took := time.Since(began); told.ExitCode() != 0 || took > most || dead+took < 2*time.Minute {
								t.Errorf("exit code %d after %s, of a run that was dead for %s:\n%s", told.ExitCode(), took, dead, other.log.String())
							}
							other.unchanged("after a dead run")
						})
					}
				}
			})
		}
	}
}

// That others wait, of the same and of newer commits, does the run no harm that they wait for, and makes it no older.
func TestManyRunsWaitForOne(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		first, _, release, ended := heldUp(t, f)
		left := make(chan string, 8)
		for range cap(left) {
			other := first.other("-- docs/a.md --\n# The page\n")
			go func() {
				if told := other.publish(t.Context(), other.server.Aside()); told.ExitCode() != 0 {
					left <- other.log.String()
					return
				}
				left <- ""
			}()
		}
		time.AfterFunc(3*time.Minute, release)
		if told := <-ended; told.ExitCode() != 0 || told.Counts[plan.Created] != 1 {
			t.Errorf("the run that is waited for exits with %d:\n%s", told.ExitCode(), first.log.String())
		}
		for range cap(left) {
			if log := <-left; log != "" {
				t.Errorf("a run that waits has failed:\n%s", log)
			}
		}
		first.unchanged("after all")
	})
}

func TestDoctorTellsOfARecordThatCannotBeRead(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
		b.inPlace = answering(http.MethodGet, "/propert", http.StatusForbidden, `{"message":"no"}`)
		var out strings.Builder
		host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
		code, err := publish.Doctor(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip)}, &out, false)
		if err != nil || code == report.ExitDone || !strings.Contains(out.String(), "✗ record") || !strings.Contains(out.String(), "What to do:") {
			b.Errorf("the doctor exits with %d (%v):\n%s", code, err, out.String())
		}
	})
}
