package publish

import (
	"maps"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
)

// operations are those that publishing with the settings may need.
func operations(s settings.Settings) []confluence.Operation {
	operations := confluence.Publishing()
	removes := map[string]confluence.Operation{"archive": confluence.ArchivePage, "delete": confluence.DeletePage}
	for _, tree := range s.Each() {
		if op, is := removes[tree.Orphans]; is && !slices.Contains(operations, op) {
			operations = append(operations, op)
		}
	}
	return operations
}

// operationsOf are those that carrying out plans will need, the writes of the records included.
func operationsOf(plans ...*plan.Plan) []confluence.Operation {
	needed := map[confluence.Operation]bool{}
	var steps []*plan.Step
	for _, p := range plans {
		steps = slices.Concat(steps, p.Early, p.Steps)
	}
	for _, step := range steps {
		switch step.Do.(type) {
		case plan.Create:
			needed[confluence.CreatePage] = true
		case plan.Write, plan.Retitle:
			needed[confluence.UpdatePage] = true
		case plan.Move:
			needed[confluence.MovePage] = true
		case plan.Attach:
			needed[confluence.UploadAttachment] = true
		case plan.Label:
			needed[confluence.AddLabels], needed[confluence.RemoveLabel] = true, true
		case plan.Widen:
			needed[confluence.ReadProperty] = true
		case plan.Archive:
			needed[confluence.ArchivePage] = true
		case plan.Delete:
			needed[confluence.DeletePage] = true
		}
	}
	if len(needed) > 0 {
		needed[confluence.CreateProperty], needed[confluence.UpdateProperty] = true, true
	}
	return slices.Sorted(maps.Keys(needed))
}
