package gate

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// outages are what does not work at present.
type outages struct {
	options Options
	present map[string]*outage // by operation; "" is the server as a whole
	worked  time.Time          // when the last of what has worked was sent
}

type outage struct {
	operation string
	since     time.Time // the first failure after something had worked
	subjects  map[string]bool
	down      bool
	wait      time.Duration // between two probes
	next      time.Time     // when to probe again
	isProbed  bool          // a probe is under way
	told      bool          // the log has it
}

// enough is for how many different pages an operation must have failed, with
// none that worked in between, until that is no longer the pages' fault.
const enough = 3

func newOutages(o Options) *outages {
	return &outages{options: o, present: map[string]*outage{}}
}

// of returns what is known to be wrong with an operation: it alone, or everything.
func (o *outages) of(operation string) []*outage {
	var all []*outage
	for _, key := range []string{"", operation} {
		if x := o.present[key]; x != nil {
			all = append(all, x)
		}
	}
	return all
}

// broken counts a failure. It returns since when nothing has worked, what a probe
// has just shown to be down, and what has been down for too long.
func (o *outages) broken(operation, subject string, now time.Time, probed []*outage) (since time.Time, noticed *outage, over *Closed) {
	for _, key := range []string{"", operation} {
		if o.present[key] == nil {
			o.present[key] = &outage{operation: key, since: now, subjects: map[string]bool{}, wait: o.options.First}
		}
	}
	for _, x := range o.of(operation) {
		x.subjects[subject] = true
		left := x.since.Add(o.options.Total).Sub(now)
		isNew, hasProbed := !x.down && len(x.subjects) >= enough, slices.Contains(probed, x)
		x.down = x.down || isNew
		isAll := x.operation == "" && !o.worked.IsZero() // nothing works any more, for however few pages that shows
		switch {
		case (x.down || isAll) && left <= 0 && over == nil:
			over = &Closed{Down: true, Operation: x.operation, Subjects: slices.Sorted(maps.Keys(x.subjects)), For: now.Sub(x.since)}
		case isNew || hasProbed:
			x.next = now.Add(min(x.wait, left))
			x.wait = min(2*x.wait, o.options.Longest)
		}
		if hasProbed && noticed == nil && !x.told {
			noticed = x
		}
		x.told = x.told || hasProbed
	}
	return o.present[""].since, noticed, over
}

// String is how an outage is told when it is noticed.
func (x *outage) String() string {
	does := "does not answer as it should"
	if x.operation != "" {
		does = "cannot " + x.operation
	}
	return fmt.Sprintf("Confluence %s: requests failed for %d different pages, and none worked in between", does, len(x.subjects))
}

func (o *outages) isDown(operation string) bool {
	return slices.ContainsFunc(o.of(operation), func(x *outage) bool { return x.down })
}

// opensFor returns when an operation may be tried, which is now unless it is
// known to be down.
func (o *outages) opensFor(operation string) moment {
	var may moment
	for _, x := range o.of(operation) {
		if x.down {
			may = may.and(moment{at: x.next, unknown: x.isProbed})
		}
	}
	return may
}

// probe makes a request the one that shows whether what is down is back.
func (o *outages) probe(operation string) []*outage {
	var probes []*outage
	for _, x := range o.of(operation) {
		if x.down && !x.isProbed {
			x.isProbed = true
			probes = append(probes, x)
		}
	}
	return probes
}

// end is called when an operation has worked, and reports whether that ends the
// last outage that was told.
func (o *outages) end(operation string, sent time.Time) bool {
	told := func(x *outage) bool { return x.told }
	was := slices.ContainsFunc(o.of(operation), told)
	delete(o.present, "")
	delete(o.present, operation)
	was = was && !slices.ContainsFunc(slices.Collect(maps.Values(o.present)), told)
	if sent.After(o.worked) {
		o.worked = sent
	}
	return was
}
