package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
)

// Doctor goes the way in step by step, read-only, and tells what works, what does not and its cure, and the least scopes for
// the settings. It gives the command's exit code.
func Doctor(ctx context.Context, settings Settings, world World, out io.Writer, asJSON bool) (int, error) {
	if err := settings.Connectable(); err != nil {
		return 0, err
	}
	target := settings.target()
	target.Parent = settings.Parent
	diagnosis := confluence.Diagnose(ctx, target, settings.clientOptions(world), settings.operations())
	if asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(diagnosis); err != nil {
			return 0, err
		}
	} else {
		printDiagnosis(out, diagnosis)
	}
	if diagnosis.OK() {
		return ExitDone, nil
	}
	return max(ExitCode(diagnosis.Err), ExitFailed), nil
}

// operations are those that publishing with the settings may need.
func (s Settings) operations() []confluence.Operation {
	operations := []confluence.Operation{
		confluence.FindSpace, confluence.ReadPage, confluence.FindPage, confluence.ListPages,
		confluence.CreatePage, confluence.UpdatePage, confluence.UploadAttachment, confluence.AddLabels, confluence.RemoveLabel,
		confluence.ReadProperty, confluence.CreateProperty, confluence.UpdateProperty, confluence.DeleteProperty,
	}
	switch s.Orphans {
	case "archive":
		operations = append(operations, confluence.ArchivePage)
	case "delete":
		operations = append(operations, confluence.DeletePage)
	}
	return operations
}

func printDiagnosis(out io.Writer, diagnosis confluence.Diagnosis) {
	for _, step := range diagnosis.Steps {
		mark := map[confluence.State]string{confluence.Passed: "✓", confluence.Failed: "✗", confluence.NotTried: "·"}[step.State]
		detail := step.Detail
		if step.State == confluence.NotTried {
			detail = "not tried"
		}
		fmt.Fprintf(out, "%s %-20s %s\n", mark, step.Name, indented(detail))
		for cure := range strings.Lines(step.Cure) {
			fmt.Fprintf(out, "  %-20s → %s\n", "", strings.TrimSpace(cure))
		}
	}
	fmt.Fprintln(out, "\nThe least scopes for these settings, if the token has scopes:")
	for _, scopes := range []struct {
		kind  string
		names []string
	}{{"classic", diagnosis.Classic}, {"granular", diagnosis.Granular}} {
		if len(scopes.names) > 0 {
			fmt.Fprintf(out, "  %-9s %s\n", scopes.kind+":", strings.Join(scopes.names, " "))
		}
	}
}

func indented(detail string) string {
	return strings.ReplaceAll(detail, "\n", "\n"+strings.Repeat(" ", 23))
}
