package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Doctor checks, by reading alone, each step up to the first write. It says what works, what does not and its remedy, and
// the least scopes for the settings, and returns the command's exit code: with several trees, for each that is chosen, and the
// worst.
func Doctor(ctx context.Context, s settings.Settings, world World, out io.Writer, asJSON bool) (int, error) {
	s, err := withSpaceOfURL(s)
	if err != nil {
		return 0, err
	}
	var chosen []settings.Settings
	for _, tree := range s.Each() {
		if !tree.Aside {
			chosen = append(chosen, tree)
		}
		if err := tree.Connectable(); err != nil && !tree.Aside {
			return 0, inTree(tree, err)
		}
	}
	code := report.ExitDone
	var found []diagnosed
	for _, tree := range chosen {
		diagnosis := diagnose(ctx, tree, world)
		found = append(found, diagnosed{tree.Tree, diagnosis})
		if !diagnosis.OK() {
			code = max(code, Ending(diagnosis.Err, tree).Code, report.ExitFailed)
		}
	}
	secrets := world.Host.Redactor()
	said := workflow.Dress(secrets.Text, world.Colour, "%s", diagnosesAsText(found, world.Quiet))
	if asJSON {
		if said, err = diagnosesAsJSON(found); err != nil {
			return 0, err
		}
		said = secrets.JSON(workflow.InertJSON(said))
	}
	_, err = io.WriteString(out, said)
	return code, err
}

func diagnose(ctx context.Context, s settings.Settings, world World) confluence.Diagnosis {
	target := target(s)
	_, inURL := confluence.PlaceIn(s.URL)
	target.Parent = cmp.Or(s.Parent, inURL)
	options := clientOptions(s, world)
	options.Log = nil // the steps tell it all
	diagnosis := confluence.Diagnose(ctx, target, options, operations(s))
	if diagnosis.OK() {
		if err := sayWhoPublishes(ctx, &diagnosis, s, world); err != nil {
			diagnosis.Fail(stepRecord, err)
		} else {
			diagnosis.Show(confluence.ReadProperty)
		}
	}
	return diagnosis
}

// diagnosed is what was found for one tree.
type diagnosed struct {
	Tree string `json:"tree"` // its name; "" for the only one
	confluence.Diagnosis
}

func diagnosesAsText(found []diagnosed, quiet bool) workflow.Line {
	var lines workflow.Line
	for i, of := range found {
		if i > 0 {
			lines = append(lines, workflow.Plain("\n"))
		}
		if of.Tree != "" {
			lines = append(lines, workflow.Bold("Tree "+of.Tree+":"), workflow.Plain("\n"))
		}
		lines = append(lines, diagnosisAsText(of.Diagnosis, quiet)...)
	}
	return lines
}

// diagnosesAsJSON is one diagnosis, or a list of those of named trees.
func diagnosesAsJSON(found []diagnosed) (string, error) {
	if len(found) == 1 && found[0].Tree == "" {
		return asIndentedJSON(found[0].Diagnosis)
	}
	return asIndentedJSON(map[string][]diagnosed{"trees": found})
}

const stepRecord = "record"

// unlogged is a host that shows no lines: the steps have told the way in.
type unlogged struct{ workflow.Host }

func (unlogged) Log(string, ...any) {}

// sayWhoPublishes adds a step for each run that publishes below the parent page at this moment.
func sayWhoPublishes(ctx context.Context, diagnosis *confluence.Diagnosis, s settings.Settings, world World) error {
	if !world.Verbose {
		world.Host = unlogged{world.Host}
	}
	client, err := Connect(ctx, s, world)
	if err != nil {
		return err
	}
	at, err := place(ctx, client, s, world, func(string) {})
	if err != nil {
		return err
	}
	reader := read.Reader{Client: at.client}
	properties, err := reader.Properties(ctx, at.parent.ID)
	if err != nil {
		return err
	}
	for _, held := range space.LeasesOn(properties, at.parent.ID, at.client.ServerTime()) {
		diagnosis.Steps = append(diagnosis.Steps, confluence.Step{Name: stepRecord, State: confluence.Passed, Detail: held})
	}
	return nil
}

func markOf(state confluence.State) workflow.Styled {
	switch state {
	case confluence.Passed:
		return workflow.Good("✓")
	case confluence.Failed:
		return workflow.Bad("✗")
	}
	return workflow.Faint("·")
}

func asIndentedJSON(value any) (string, error) {
	encoded, err := json.MarshalIndent(value, "", "  ")
	return string(encoded) + "\n", err
}

// diagnosisAsText has a line for each step, and a remedy once where several steps have the same. A quiet one tells what
// fails, and what to do.
func diagnosisAsText(diagnosis confluence.Diagnosis, quiet bool) workflow.Line {
	var lines workflow.Line
	say := func(format string, args ...any) { lines = append(lines, workflow.Plain(fmt.Sprintf(format, args...))) }
	width := 0
	for _, step := range diagnosis.Steps {
		width = max(width, len(step.Name))
	}
	var remedies []string
	for _, step := range diagnosis.Steps {
		if quiet && step.State != confluence.Failed {
			continue
		}
		detail := step.Detail
		if step.State == confluence.NotTried {
			detail = "not tried"
		}
		lines = append(lines, markOf(step.State))
		say("%s\n", strings.TrimRight(fmt.Sprintf(" %-*s  %s", width, step.Name, detail), " "))
		if step.Remedy != "" && !slices.Contains(remedies, step.Remedy) {
			remedies = append(remedies, step.Remedy)
		}
	}
	for _, remedy := range remedies {
		lines = append(lines, workflow.Plain("\n"), workflow.Bold("What to do:"))
		say("\n%s\n", remedy)
	}
	if quiet {
		return lines
	}
	if !diagnosis.PermissionsKnown {
		say("\nWhat the account may do in the space is not tested: it must be allowed to add pages, and to edit the parent page.\n")
	}
	if diagnosis.Granular == nil {
		return lines
	}
	say("\nThe least scopes for these settings, if the token has scopes:\n")
	for _, scopes := range []struct {
		kind  string
		names []string
	}{{"classic", diagnosis.Classic}, {"granular", diagnosis.Granular}} {
		if len(scopes.names) > 0 {
			say("  %-9s %s\n", scopes.kind+":", strings.Join(scopes.names, ", "))
		}
	}
	return lines
}
