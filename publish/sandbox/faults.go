package sandbox

import (
	"cmp"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

// Fault is something that goes wrong with requests.
type Fault struct {
	Method string `json:"method,omitempty"` // which requests: their method, "" any
	Path   string `json:"path,omitempty"`   // and a part of their path, "" any
	Skip   int    `json:"skip,omitempty"`   // let so many of them pass first
	Times  int    `json:"times,omitempty"`  // then hit so many; 0: all

	Kind    FaultKind         `json:"kind"`
	Variant string            `json:"variant,omitempty"` // of RateLimit: how the answer says when to come back, see RateLimitVariants
	Status  int               `json:"status,omitempty"`  // of Status and ProxyPage; default 503 and 200
	Header  map[string]string `json:"header,omitempty"`  // of Status, RateLimit and ProxyPage: more headers
	Body    string            `json:"body,omitempty"`    // of Status and ProxyPage: instead of the usual page; JSON if it begins with a brace
	DelayMS int               `json:"delayMs,omitempty"` // of Slow
	Name    string            `json:"name,omitempty"`    // of Expire: the credential
}

// FaultKind is what happens.
type FaultKind string

// The kinds of faults. Where a write is said to be done, the store has it although the client does not hear so.
const (
	RateLimit   FaultKind = "rate-limit"   // 429; nothing is done
	Status      FaultKind = "status"       // an error of the server; nothing is done
	StatusAfter FaultKind = "status-after" // an error of the server after the write was done
	Slow        FaultKind = "slow"         // the answer waits
	ResetBefore FaultKind = "reset-before" // the connection breaks, nothing is done
	ResetAfter  FaultKind = "reset-after"  // the connection breaks after the write was done
	Truncate    FaultKind = "truncate"     // half of the answer, then the connection breaks; the write is done
	ProxyPage   FaultKind = "proxy-page"   // HTML of a proxy or a sign-in page instead of an answer; nothing is done
	Expire      FaultKind = "expire"       // the named credential ends before this request is looked at
)

// Faults is what can go wrong on demand. It is safe for concurrent use.
type Faults struct {
	now         func() time.Time
	credentials *rest.Credentials
	api         *rest.API

	mu              sync.Mutex
	list            []*activeFault
	latency, jitter time.Duration
	limiter         *rate.Limiter
}

type activeFault struct {
	Fault
	seen int
}

func newFaults(now func() time.Time, c *rest.Credentials, a *rest.API) *Faults {
	return &Faults{now: now, credentials: c, api: a}
}

// Add adds a fault. Of several that fit a request the oldest happens.
func (f *Faults) Add(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, &activeFault{Fault: fault})
}

// Clear removes all faults, the latency and the request budget.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list, f.latency, f.jitter, f.limiter = nil, 0, 0, nil
}

// SetLatency lets every answer wait, and up to the jitter longer.
func (f *Faults) SetLatency(latency, jitter time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.latency, f.jitter = latency, jitter
}

// SetBudget lets so many requests pass in a second, in bursts of at most that many (at least one); others meet 429 with
// Retry-After. 0 lifts it.
func (f *Faults) SetBudget(perSecond float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.limiter = nil
	if perSecond > 0 {
		f.limiter = rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond)))
	}
}

// SetV1ContentGone switches the v1 operations off that have left Atlassian's document, or on again.
func (f *Faults) SetV1ContentGone(gone bool) { f.api.SetV1ContentGone(gone) }

// Expire ends a credential, and the access tokens that were issued for it.
func (f *Faults) Expire(name string) error {
	now := f.now()
	return f.credentials.Change(name, func(c *Credential) { c.Expires = now })
}

// Revoke makes a credential invalid, and the access tokens that were issued for it.
func (f *Faults) Revoke(name string) error {
	return f.credentials.Change(name, func(c *Credential) { c.Revoked = true })
}

// Lock closes a Data Center account until a CAPTCHA is solved.
func (f *Faults) Lock(name string) error {
	return f.credentials.Change(name, func(c *Credential) { c.Locked = true })
}

// next gives what happens to a request.
func (f *Faults) next(r *http.Request) (fault Fault, hit bool, wait time.Duration, spent bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	wait = f.latency
	if f.jitter > 0 {
		wait += rand.N(f.jitter)
	}
	if asked, ok := r.Context().Value(faultKey{}).(Fault); ok {
		return asked, true, wait, false
	}
	for i, active := range f.list {
		if active.Method != "" && !strings.EqualFold(active.Method, r.Method) || !strings.Contains(r.URL.Path, active.Path) {
			continue
		}
		active.seen++
		if active.seen <= active.Skip {
			continue
		}
		if active.Times > 0 && active.seen == active.Skip+active.Times {
			f.list = slices.Delete(f.list, i, i+1)
		}
		return active.Fault, true, wait, false
	}
	return Fault{}, false, wait, f.limiter != nil && !f.limiter.AllowN(f.now(), 1)
}

// around lets faults happen to the requests of a handler.
func (f *Faults) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAside(r) {
			next.ServeHTTP(w, r)
			return
		}
		fault, hit, wait, spent := f.next(r)
		if !pause(r, wait) {
			return
		}
		switch {
		case spent:
			f.rateLimited(w, Fault{Variant: "retry-after"})
		case hit:
			f.happen(w, r, fault, next)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// pause waits, and tells whether the client is still there.
func pause(r *http.Request, wait time.Duration) bool {
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

func (f *Faults) happen(w http.ResponseWriter, r *http.Request, fault Fault, next http.Handler) {
	switch fault.Kind {
	case RateLimit:
		f.rateLimited(w, fault)
	case Status:
		serverError(w, fault)
	case StatusAfter:
		perform(next, r)
		serverError(w, fault)
	case Slow:
		if pause(r, time.Duration(fault.DelayMS)*time.Millisecond) {
			next.ServeHTTP(w, r)
		}
	case ResetBefore:
		reset(w)
	case ResetAfter:
		perform(next, r)
		reset(w)
	case Truncate:
		truncate(w, r, next)
	case ProxyPage:
		proxyPage(w, fault)
	case Expire:
		_ = f.Expire(fault.Name)
		next.ServeHTTP(w, r)
	default:
		http.Error(w, "unknown kind of fault: "+string(fault.Kind), http.StatusInternalServerError)
	}
}

func serverError(w http.ResponseWriter, fault Fault) {
	status := cmp.Or(fault.Status, http.StatusServiceUnavailable)
	fault.write(w, status, "<html><body><h1>"+strconv.Itoa(status)+" "+http.StatusText(status)+"</h1></body></html>")
}

func proxyPage(w http.ResponseWriter, fault Fault) {
	fault.write(w, cmp.Or(fault.Status, http.StatusOK),
		`<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/sso"></form></body></html>`)
}

func (f Fault) write(w http.ResponseWriter, status int, page string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if strings.HasPrefix(f.Body, "{") {
		w.Header().Set("Content-Type", "application/json")
	}
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(cmp.Or(f.Body, page)))
}

// truncate sends half of the answer and breaks the connection.
func truncate(w http.ResponseWriter, r *http.Request, next http.Handler) {
	answer := perform(next, r).answer()
	if answer == nil {
		reset(w)
		return
	}
	answer.Header.Set("Content-Length", strconv.Itoa(max(len(answer.Body), 2)))
	answer.Body = answer.Body[:len(answer.Body)/2]
	answer.sendAndBreak(w)
}
