package sandbox

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Fault is something that goes wrong with requests.
type Fault struct {
	Method string `json:"method,omitempty"` // which requests: their method, "" any
	Path   string `json:"path,omitempty"`   // and a part of their path, "" any
	Skip   int    `json:"skip,omitempty"`   // let so many of them pass first
	Times  int    `json:"times,omitempty"`  // then hit so many; 0: all

	Kind    FaultKind         `json:"kind"`
	Variant string            `json:"variant,omitempty"` // of RateLimit: how the answer says when to come back, see RateLimitVariants; of Twice: Counted
	Status  int               `json:"status,omitempty"`  // of Status, StatusAfter, Late and ProxyPage; default 503, 504 and 200
	Header  map[string]string `json:"header,omitempty"`  // of these and RateLimit: more headers
	Body    string            `json:"body,omitempty"`    // of these: instead of the usual page; JSON if it begins with a brace
	DelayMS int               `json:"delayMs,omitempty"` // of Slow, and of Late: when it is carried out
	After   int               `json:"after,omitempty"`   // of Late: it is carried out when so many more requests were answered; default 1
	Rows    int               `json:"rows,omitempty"`    // of SkipRows; default 1
	Name    string            `json:"name,omitempty"`    // of Expire: the credential
}

// Faults is what can go wrong on demand. It is safe for concurrent use.
type Faults struct {
	now         func() time.Time
	credentials *rest.Credentials
	api         *rest.API
	underWay    *underWay

	mu              sync.Mutex
	list            []*activeFault
	late            []*lateRequest
	unruly          *unruly
	latency, jitter time.Duration
	limiter         *rate.Limiter
}

type activeFault struct {
	Fault
	seen int
}

func newFaults(now func() time.Time, c *rest.Credentials, a *rest.API, u *underWay) *Faults {
	return &Faults{now: now, credentials: c, api: a, underWay: u}
}

// Add adds a fault. Of several that fit a request the oldest happens.
func (f *Faults) Add(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, &activeFault{Fault: fault})
}

// Clear removes all faults, the latency, the request budget and the behavior; what was to be carried out late is not
// carried out any more.
func (f *Faults) Clear() {
	f.mu.Lock()
	f.list, f.late, f.latency, f.jitter, f.limiter = nil, nil, 0, 0, nil
	f.mu.Unlock()
	f.SetUnruly(0)
}

// SetBehavior changes the ways of the Confluence that differ from site to site.
func (f *Faults) SetBehavior(m store.Behavior) { f.api.Store.SetBehavior(m) }

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

// verdict is what happens to a request.
type verdict struct {
	fault Fault
	hit   bool
	wait  time.Duration
	spent bool // the budget is
}

type verdictKey struct{}

func (f *Faults) judge(r *http.Request) verdict {
	f.mu.Lock()
	defer f.mu.Unlock()
	v := verdict{wait: f.latency}
	if f.jitter > 0 {
		v.wait += rand.N(f.jitter)
	}
	if v.fault, v.hit = r.Context().Value(faultKey{}).(Fault); v.hit {
		return v
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
		v.fault, v.hit = active.Fault, true
		return v
	}
	if f.unruly != nil {
		if v.fault, v.hit = f.unruly.choose(r); v.hit {
			return v
		}
	}
	v.spent = f.limiter != nil && !f.limiter.AllowN(f.now(), 1)
	return v
}

// outside decides what happens to the requests of a handler, and lets those faults happen that lie between the client
// and Confluence: next sees a whole request, or none.
func (f *Faults) outside(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAside(r) {
			next.ServeHTTP(w, r)
			return
		}
		v := f.judge(r)
		if v.hit {
			noteFault(r, v.fault.Kind)
		}
		r = r.WithContext(context.WithValue(r.Context(), verdictKey{}, v))
		handler := next
		if kind := kindOf(v.fault.Kind); kind.outside {
			handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { kind.happen(hit{f, v.fault, w, r, next}) })
		}
		late := f.answered()
		if len(late) == 0 {
			handler.ServeHTTP(w, r)
			return
		}
		answer := perform(handler, r)
		for _, carryOut := range late {
			carryOut()
		}
		answer.send(w)
	})
}

// inside lets the other faults happen to the requests of a handler.
func (f *Faults) inside(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, _ := r.Context().Value(verdictKey{}).(verdict)
		if !pause(r, v.wait) {
			return
		}
		kind := kindOf(v.fault.Kind)
		switch {
		case v.spent:
			f.rateLimited(w, Fault{Variant: "retry-after"})
		case v.hit && kind.happen == nil:
			http.Error(w, "unknown kind of fault: "+string(v.fault.Kind), http.StatusInternalServerError)
		case v.hit && !kind.outside:
			kind.happen(hit{f, v.fault, w, r, next})
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
