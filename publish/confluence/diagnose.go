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
	Client   *Client  `json:"-"`        // the way in that was found, nil where there is none

	PermissionsKnown bool `json:"permissionsKnown"` // Confluence told what the account may do, besides the scopes
}

// Step is one step of a diagnosis.
type Step struct {
	Name   string `json:"name"`
	State  State  `json:"state"`
	Detail string `json:"detail"`
	Remedy string `json:"cure,omitempty"` // for a failed step, one remedy a line
}

// State is how a step went.
type State string

// The states of a step.
const (
	Passed   State = "passed"
	Failed   State = "failed"
	NotTried State = "not tried" // a step before it failed
	Untested State = "untested"  // no request has shown it
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
		d.refuse(err, t)
		d.skip(append([]string{stepParent}, stepNames(ops)...)...)
		d.leastScopes(ops, asError(err).Route.Version)
		return d
	}
	d.Client, d.Route = c, c.Route()
	d.pass(stepAddress, cmp.Or(d.Route.Site, understood(t)))
	d.pass(stepHost, d.Route.Kind.String())
	d.credential(ctx, c, t)
	d.pass(stepRoot, d.Route.rootAndReason())
	space, _ := c.knownSpace(bareValue(t.Space))
	d.pass(stepSpace, strings.TrimSpace(space.Key+" "+space.Name))
	parent, may := d.parent(ctx, c, space, bareValue(t.Parent))
	d.operations(ctx, c, ops, may, c.reads(space, parent))
	d.follow(c.Route())
	d.leastScopes(ops, d.Route.Version)
	return d
}

// follow shows the root that publishing will use: to check the scopes may have
// moved the client to another than that on which the space was found.
func (d *Diagnosis) follow(r Route) {
	d.Route = r
	for i := range d.Steps {
		if d.Steps[i].Name == stepRoot && d.Steps[i].State == Passed {
			d.Steps[i].Detail = r.rootAndReason()
		}
	}
}

func (r Route) rootAndReason() string {
	return r.Root + " (" + r.Version + "), because " + r.Reason
}

// understood is what was made of the address before anything was asked there. A
// gateway's path is left out: it is of no use to people.
func understood(t Target) string {
	start, _, problem, _ := locate(t)
	switch {
	case problem != "":
		return ""
	case start.kind == Gateway:
		return start.origin
	}
	return start.base()
}

// OK reports whether every step passed that could be tested.
func (d *Diagnosis) OK() bool {
	return !slices.ContainsFunc(d.Steps, func(s Step) bool { return s.State == Failed || s.State == NotTried })
}

func (d *Diagnosis) pass(name, detail string) {
	d.Steps = append(d.Steps, Step{Name: name, State: Passed, Detail: detail})
}

func (d *Diagnosis) untested(name, detail, why string) {
	if detail != "" {
		why = detail + ", " + why
	}
	d.Steps = append(d.Steps, Step{Name: name, State: Untested, Detail: why})
}

func (d *Diagnosis) skip(names ...string) {
	for _, name := range names {
		d.Steps = append(d.Steps, Step{Name: name, State: NotTried})
	}
}

// Fail adds a step that failed, with its remedies.
func (d *Diagnosis) Fail(name string, err error) {
	e := asError(err)
	detail := e.meaning()
	if d.Err == nil { // several steps may fail with one error
		d.Err, detail = err, e.inOneLine()
	}
	d.Steps = append(d.Steps, Step{Name: name, State: Failed, Detail: detail, Remedy: strings.Join(e.remedies(), "\n")})
}

// refuse finds the step of the way in that a refusal of Connect belongs to.
func (d *Diagnosis) refuse(err error, t Target) {
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
	details := map[string]string{
		stepAddress:    understood(t),
		stepHost:       e.Route.Kind.String(),
		stepCredential: t.Credential.kind(),
		stepRoot:       e.Route.Root,
	}
	answered := e.Status != 0 && e.note != noteOAuth || e.note == noteSpace
	for _, name := range wayIn[:at] {
		switch {
		case !answered:
			d.untested(name, details[name], "not asked")
		case name == stepCredential && e.note == noteSpace && e.Route.Kind != Gateway: // what nobody may see looks like that to everybody
			d.untested(name, details[name], "no answer shows whether it is accepted")
		default:
			d.pass(name, details[name])
		}
	}
	d.Fail(failed, err)
	if address := details[stepAddress]; failed == stepAddress && address != "" {
		if e.Status != 0 { // without an answer, nobody knows what is there
			address += ", taken for " + e.Route.Kind.String()
		}
		d.Steps[at].Detail = address + ": " + d.Steps[at].Detail
	}
	d.skip(wayIn[at+1:]...)
}

func (d *Diagnosis) credential(ctx context.Context, c *Client, t Target) {
	user, err := c.CurrentUser(ctx)
	switch {
	case err != nil && c.at().endpoint.kind != Gateway: // some spaces are open to everybody
		d.untested(stepCredential, t.Credential.kind(), "Confluence did not say whose it is")
	case err != nil: // the token may lack the scope for this question only
		d.pass(stepCredential, t.Credential.kind())
	case user.Anonymous:
		d.Fail(stepCredential, c.v1.explain(&Error{Kind: BadCredential, credential: t.Credential, connecting: true}, call{op: CurrentUser}))
	default:
		d.pass(stepCredential, t.Credential.kind()+" of "+user.Name)
	}
}

// parent looks at the parent page, and at what the account may do there.
func (d *Diagnosis) parent(ctx context.Context, c *Client, s Space, ref string) (Page, permissions) {
	page, err := c.ParentPage(ctx, s, ref)
	if err != nil {
		d.Fail(stepParent, err)
		return Page{}, permissions{}
	}
	d.pass(stepParent, strconv.Quote(page.Title))
	may := c.permissions(ctx, s, page)
	d.PermissionsKnown = may.known
	return page, may
}

// reads are the operations that can be tried in full.
func (c *Client) reads(s Space, parent Page) map[Operation]func(context.Context) error {
	if parent.ID == "" {
		return nil
	}
	return map[Operation]func(context.Context) error{
		FindPage: func(ctx context.Context) error {
			_, err := c.PageByTitle(ctx, s, parent.Title)
			return err
		},
		ListPages: func(ctx context.Context) error {
			for _, err := range c.Pages(ctx, s) {
				return err // the first page is enough
			}
			return nil
		},
	}
}

func (d *Diagnosis) operations(ctx context.Context, c *Client, ops []Operation, may permissions, reads map[Operation]func(context.Context) error) {
	err := c.Preflight(ctx, ops)
	if err != nil && !IsKind(err, Scope) {
		d.Fail(stepNames(ops)[0], err) // there is at least one: for none, Preflight has nothing to fail at
		d.skip(stepNames(ops)[1:]...)
		return
	}
	var lacking []Operation
	if err != nil {
		lacking = asError(err).Missing
	}
	for _, op := range ops {
		if slices.Contains(lacking, op) {
			d.Fail(op.Words(), err)
			continue
		}
		if i := slices.IndexFunc(may.denials, func(denial Denial) bool { return slices.Contains(denial.Operations, op) }); i >= 0 {
			d.Steps = append(d.Steps, Step{Name: op.Words(), State: Failed, Detail: "The account may not " + may.denials[i].What + ".", Remedy: may.denials[i].Remedy})
			continue
		}
		if read := reads[op]; read != nil && !isShown(c.at(), op) {
			if err := read(ctx); err != nil {
				d.Fail(op.Words(), err)
				continue
			}
		}
		if isShown(c.at(), op) || slices.Contains(may.granted, op) {
			d.pass(op.Words(), "")
			continue
		}
		d.untested(op.Words(), "", whyUntested(c.at(), op))
	}
}

func whyUntested(r *root, op Operation) string {
	n, _ := op.on(r.version)
	switch {
	case op.reads():
		return "no answer has shown it"
	case r.endpoint.kind != Gateway || !n.removes(op):
		return "not tried, as only a write shows it"
	}
	_, granular := LeastScopes([]Operation{op}, r.version)
	return "not tested, as no request shows it that takes nothing away; a token with scopes needs " + strings.Join(granular, " and ")
}

// Show marks the step of an operation as passed: an answer has shown it since.
func (d *Diagnosis) Show(op Operation) {
	for i := range d.Steps {
		if step := &d.Steps[i]; step.Name == op.Words() && step.State == Untested {
			step.State, step.Detail = Passed, ""
		}
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
