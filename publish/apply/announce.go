package apply

import (
	"context"
	"slices"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// announce writes down, before files or labels of a page that stood are changed for the first time, whose files and labels
// this run changes. If it breaks off, a run of another commit would not know else what is left on them, or lacks.
func (r *run) announce(ctx context.Context, page *plan.Page) error {
	if !page.Exists() {
		return nil // its intent tells
	}
	if err := r.announcing.take(ctx); err != nil {
		return err
	}
	defer r.announcing.give()
	if r.isAnnounced {
		return nil
	}
	for _, step := range r.Plan.Steps {
		if step.Page.Exists() {
			r.announceStep(step)
		}
	}
	err := r.recorder.writeAhead(ctx)
	r.isAnnounced = err == nil
	return err
}

// announceRenames writes down, before any page is written, which folders get the pages of others.
func (r *run) announceRenames(_, work context.Context) error {
	if !slices.ContainsFunc(r.Plan.Pages, (*plan.Page).RenamesFolder) {
		return nil
	}
	return r.recorder.writeAhead(work)
}

func (r *run) announceStep(step *plan.Step) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.states[step.Page]
	switch do := step.Do.(type) {
	case plan.Attach:
		s.entry.Attaching = true
	case plan.Label:
		s.entry.Labels, s.entry.Labelling = joined(s.entry.Labels, do.Add), true
	default:
		return
	}
	s.entry.Source = step.Page.Source
	r.recorder.put(s.id, s.entry)
}

func joined(some, more []string) []string {
	all := slices.Concat(some, more)
	slices.Sort(all)
	return slices.Compact(all)
}

// announceNew notes on the entry of a page that was just created what is still to be put on it.
func announceNew(entry *space.Entry, page *plan.Page) {
	entry.Labels, entry.Labelling, entry.Attaching = page.Rendered.Labels, len(page.Rendered.Labels) > 0, len(page.Rendered.Files) > 0
}

// writeAhead writes down what is known of the pages.
func (k *recorder) writeAhead(ctx context.Context) error {
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	_, err := k.writeDown(ctx)
	return k.failed(err)
}
