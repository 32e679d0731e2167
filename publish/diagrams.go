package publish

import (
	"context"
	"net/http"
	"slices"

	"github.com/pagewright/pagewright/publish/diagrams"
)

func (all trees) draw(ctx context.Context, world World) error {
	return all.each(func(d *docs) error { return d.draw(ctx, world) })
}

// draw lets the engine that the settings ask for draw the documents' diagrams.
func (d *docs) draw(ctx context.Context, world World) error {
	engine, err := diagrams.Choose(d.settings, world.around(http.DefaultTransport), world.LookPath, world.Environment)
	if engine != nil {
		d.workspace.Diagrams = diagrams.New(ctx, engine)
	}
	return err
}

// drawDiagrams reports whether diagrams are drawn.
func (all trees) drawDiagrams() bool {
	return slices.ContainsFunc(all, func(d *docs) bool { return d.workspace.Diagrams != nil })
}

// pictures returns the names of the diagrams' pictures that stand on a document's page.
func (b *existing) pictures() func(source string) []string {
	if b.world.Repair {
		return nil
	}
	drawn := map[string][]string{}
	for _, entry := range b.record.Entries {
		drawn[entry.Source] = entry.Drawn
	}
	return func(source string) []string { return drawn[source] }
}
