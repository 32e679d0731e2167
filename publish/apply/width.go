package apply

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// widthKeys are the properties that hold a page's width: as it is read, and as it is edited. With one of them alone the two
// differ.
var widthKeys = []string{"content-appearance-published", "content-appearance-draft"}

func (r *run) widen(ctx context.Context, page *plan.Page, width string) error {
	id := r.at(page).id
	for _, key := range widthKeys {
		if err := r.setProperty(ctx, id, key, width); err != nil {
			return fmt.Errorf("page width: %w", err)
		}
	}
	r.record(page, func(entry *space.Entry) { entry.Width = width })
	return nil
}

// setProperty gives a page a property with a text as its value. Confluence writes these itself just after it has created a
// page, so that what stands may change meanwhile.
func (r *run) setProperty(ctx context.Context, id, key, value string) error {
	wanted, err := json.Marshal(value)
	if err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		stands, err := r.Client.Property(ctx, id, key)
		switch {
		case confluence.IsKind(err, confluence.NotFound):
			_, err = r.Client.CreateProperty(ctx, id, key, wanted)
		case err == nil && string(stands.Value) != string(wanted):
			stands.Value = wanted
			stands.Version++
			_, err = r.Client.UpdateProperty(ctx, id, stands)
		}
		if !isConflict(err) || attempt == mostConflicts {
			return err
		}
	}
}
