package publish

import (
	"cmp"
	"context"
	"io"

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
		if !tree.LeftOut {
			chosen = append(chosen, tree)
		}
		if err := tree.Connectable(); err != nil && !tree.LeftOut {
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
	_, inURL := confluence.SpaceAndPageIn(s.URL)
	target.Parent = cmp.Or(s.Parent, inURL)
	options := clientOptions(s, world)
	options.Log = nil // the steps tell it all
	diagnosis := confluence.Diagnose(ctx, target, options, operations(s))
	if diagnosis.OK() {
		if err := tellWhoPublishes(ctx, &diagnosis, s, world); err != nil {
			diagnosis.Fail(stepRecord, err)
		} else {
			diagnosis.Show(confluence.ReadProperty)
		}
	}
	return diagnosis
}

const stepRecord = "record"

// tellWhoPublishes adds a step for each run that publishes below the parent page at this moment.
func tellWhoPublishes(ctx context.Context, diagnosis *confluence.Diagnosis, s settings.Settings, world World) error {
	at, err := place(ctx, diagnosis.Client, s, world, func(string) {})
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
