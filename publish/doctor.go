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
// the least scopes for the settings, and returns the command's exit code.
func Doctor(ctx context.Context, settings settings.Settings, world World, out io.Writer, asJSON bool) (int, error) {
	settings, err := withSpaceOfURL(settings)
	if err == nil {
		err = settings.Connectable()
	}
	if err != nil {
		return 0, err
	}
	target := target(settings)
	_, inURL := confluence.PlaceIn(settings.URL)
	target.Parent = cmp.Or(settings.Parent, inURL)
	options := clientOptions(settings, world)
	options.Log = nil // the steps tell it all
	diagnosis := confluence.Diagnose(ctx, target, options, operations(settings))
	if diagnosis.OK() {
		if err := sayWhoPublishes(ctx, &diagnosis, settings, world); err != nil {
			diagnosis.Fail(stepRecord, err)
		}
	}
	said := ""
	if asJSON {
		said, err = diagnosisAsJSON(diagnosis)
		said = workflow.InertJSON(said)
	} else {
		said = workflow.Inert(diagnosisAsText(diagnosis))
	}
	if err == nil {
		_, err = io.WriteString(out, world.Host.Redactor().Text(said))
	}
	if err != nil {
		return 0, err
	}
	if diagnosis.OK() {
		return report.ExitDone, nil
	}
	return max(Ending(diagnosis.Err, settings).Code, report.ExitFailed), nil
}

const stepRecord = "record"

// sayWhoPublishes adds a step for each run that publishes below the parent page at this moment.
func sayWhoPublishes(ctx context.Context, diagnosis *confluence.Diagnosis, s settings.Settings, world World) error {
	at, err := connect(ctx, s, world, func(string) {})
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

var marks = map[confluence.State]string{confluence.Passed: "✓", confluence.Failed: "✗", confluence.NotTried: "·", confluence.Untested: "·"}

func diagnosisAsJSON(diagnosis confluence.Diagnosis) (string, error) {
	encoded, err := json.MarshalIndent(diagnosis, "", "  ")
	return string(encoded) + "\n", err
}

// diagnosisAsText has a line for each step, and a remedy once where several steps have the same.
func diagnosisAsText(diagnosis confluence.Diagnosis) string {
	var out strings.Builder
	width := 0
	for _, step := range diagnosis.Steps {
		width = max(width, len(step.Name))
	}
	var remedies []string
	for _, step := range diagnosis.Steps {
		detail := step.Detail
		if step.State == confluence.NotTried {
			detail = "not tried"
		}
		fmt.Fprintln(&out, strings.TrimRight(fmt.Sprintf("%s %-*s  %s", marks[step.State], width, step.Name, detail), " "))
		if step.Remedy != "" && !slices.Contains(remedies, step.Remedy) {
			remedies = append(remedies, step.Remedy)
		}
	}
	for _, remedy := range remedies {
		fmt.Fprintf(&out, "\nWhat to do:\n%s\n", remedy)
	}
	if !diagnosis.PermissionsKnown {
		fmt.Fprintln(&out, "\nWhat the account may do in the space is not tested: it must be allowed to add pages, and to edit the parent page.")
	}
	if diagnosis.Granular == nil {
		return out.String()
	}
	fmt.Fprintln(&out, "\nThe least scopes for these settings, if the token has scopes:")
	for _, scopes := range []struct {
		kind  string
		names []string
	}{{"classic", diagnosis.Classic}, {"granular", diagnosis.Granular}} {
		if len(scopes.names) > 0 {
			fmt.Fprintf(&out, "  %-9s %s\n", scopes.kind+":", strings.Join(scopes.names, ", "))
		}
	}
	return out.String()
}
