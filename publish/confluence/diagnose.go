package confluence

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
)

// Diagnosis is what a doctor says: each step on the way in, and the least scopes
// for what is to be done there.
type Diagnosis struct {
	Steps    []Step   `json:"steps"`
	Route    Route    `json:"route"`
	Classic  []string `json:"classic"`  // least scopes; nil where classic scopes cannot do it
	Granular []string `json:"granular"` // least scopes; nil where there are no scopes
	Err      error    `json:"-"`        // the first failure in full, nil if all is well
}

// Step is one step of a diagnosis.
type Step struct {
	Name   string `json:"name"`
	State  State  `json:"state"`
	Detail string `json:"detail"`
	Cure   string `json:"cure,omitempty"` // for a failed step, one cure a line
}

// State tells how a step went.
type State string

// The states of a step.
const (
	Passed   State = "passed"
	Failed   State = "failed"
	NotTried State = "not tried" // a step before it failed
)

// The steps before those of the operations, in their order.
const (
	stepAddress    = "address"
	stepHost       = "host kind"
	stepCredential = "credential"
	stepRoot       = "API root"
	stepSpace      = "space"
	stepParent     = "parent"
)

var wayIn = []string{stepAddress, stepHost, stepCredential, stepRoot, stepSpace}

// Diagnose goes the way of a run up to its first write, with the same code and
// without changing anything, and says of each step how it went.
func Diagnose(ctx context.Context, t Target, o Options, ops []Operation) Diagnosis {
	var d Diagnosis
	c, err := Connect(ctx, t, o)
	if err != nil {
		d.refuse(err)
		d.skip(append([]string{stepParent}, stepNames(ops)...)...)
		d.leastScopes(ops, asError(err).Route.Version)
		return d
	}
	d.Route = c.Route()
	d.pass(stepAddress, d.Route.Site)
	d.pass(stepHost, d.Route.Kind.String())
	d.credential(ctx, c, t)
	d.pass(stepRoot, d.Route.Root+" ("+d.Route.Version+"), because "+d.Route.Reason)
	space, _ := c.knownSpace(bareValue(t.Space))
	d.pass(stepSpace, strings.TrimSpace(space.Key+" "+space.Name))
	d.parent(ctx, c, space, bareValue(t.Parent))
	d.operations(ctx, c, ops)
	d.Route = c.Route()
	d.leastScopes(ops, d.Route.Version)
	return d
}

// OK tells whether every step passed.
func (d *Diagnosis) OK() bool {
	return !slices.ContainsFunc(d.Steps, func(s Step) bool { return s.State != Passed })
}

func (d *Diagnosis) pass(name, detail string) {
	d.Steps = append(d.Steps, Step{Name: name, State: Passed, Detail: detail})
}

func (d *Diagnosis) skip(names ...string) {
	for _, name := range names {
		d.Steps = append(d.Steps, Step{Name: name, State: NotTried})
	}
}

func (d *Diagnosis) fail(name string, err error) {
	e := asError(err)
	d.Steps = append(d.Steps, Step{Name: name, State: Failed, Detail: e.meaning(), Cure: strings.Join(e.cures(), "\n")})
	if d.Err == nil {
		d.Err = err
	}
}

// refuse finds the step of the way in that a refusal of Connect belongs to.
func (d *Diagnosis) refuse(err error) {
	e := asError(err)
	d.Route = e.Route
	failed := stepAddress
	switch {
	case e.Kind == BadCredential || e.Kind == ScopedTokenOnSite:
		failed = stepCredential
	case e.Kind == Scope || e.Kind == Gone:
		failed = stepRoot
	case e.note == noteSpace || e.Kind == Forbidden:
		failed = stepSpace
	}
	at := slices.Index(wayIn, failed)
	for _, name := range wayIn[:at] {
		d.pass(name, map[string]string{stepHost: e.Route.Kind.String(), stepRoot: e.Route.Root}[name])
	}
	d.fail(failed, err)
	d.skip(wayIn[at+1:]...)
}

func (d *Diagnosis) credential(ctx context.Context, c *Client, t Target) {
	user, err := c.CurrentUser(ctx)
	switch {
	case err != nil: // the token may lack the scope for this question only
		d.pass(stepCredential, t.Credential.kind())
	case user.Anonymous:
		d.fail(stepCredential, c.v1.explain(&Error{Kind: BadCredential, credential: t.Credential, atDoor: true}, call{op: CurrentUser}))
	default:
		d.pass(stepCredential, t.Credential.kind()+" of "+user.Name)
	}
}

func (d *Diagnosis) parent(ctx context.Context, c *Client, s Space, ref string) {
	page, err := c.PageNamed(ctx, s, cmp.Or(ref, s.HomepageID))
	if err != nil {
		d.fail(stepParent, err)
		return
	}
	d.pass(stepParent, strconv.Quote(page.Title))
}

func (d *Diagnosis) operations(ctx context.Context, c *Client, ops []Operation) {
	err := c.Preflight(ctx, ops)
	if err != nil && !IsKind(err, Scope) {
		d.fail(stepNames(ops)[0], err) // there is at least one: for none, Preflight has nothing to fail at
		d.skip(stepNames(ops)[1:]...)
		return
	}
	var lacking []Operation
	if err != nil {
		lacking = asError(err).Missing
	}
	for _, op := range ops {
		if slices.Contains(lacking, op) {
			d.fail(op.Words(), err)
			continue
		}
		d.pass(op.Words(), "")
	}
}

func stepNames(ops []Operation) []string {
	names := make([]string, len(ops))
	for i, op := range ops {
		names[i] = op.Words()
	}
	return names
}

func (d *Diagnosis) leastScopes(ops []Operation, version string) {
	if d.Route.Kind == DataCenter {
		return
	}
	d.Classic, d.Granular = LeastScopes(ops, version)
}
