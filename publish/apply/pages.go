package apply

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/render/storage"
)

// create makes a page. Its intent is on record before.
func (r *run) create(ctx context.Context, page *plan.Page) error {
	parentID := r.parentID(page)
	if err := r.recorder.intended(ctx, page); err != nil {
		return err
	}
	body, links, err := r.render(page)
	if err != nil {
		return err
	}
	created, err := r.createPage(ctx, page, confluence.NewPage{
		SpaceID: r.Snapshot.ID, SpaceKey: r.Snapshot.Key, ParentID: parentID, Title: page.Title, Body: body, Message: page.Rendered.Message,
	})
	switch {
	case confluence.IsKind(err, confluence.TitleTaken):
		created, err = r.titleTaken(ctx, page, parentID, err)
	case err == nil && created.Found:
		created, err = r.foundInstead(ctx, page, parentID, created)
	}
	if err != nil {
		r.recorder.uncertain(err)
		return err
	}
	r.took(page, created, body, links)
	r.record(page, func(entry *space.Entry) { announceNew(entry, page) })
	if r.dropsFrom(page, links) {
		r.bodies.expect(created.ID)
	}
	return nil
}

// createPage makes a page, at its position where pages have numbers. Where Confluence refuses that, the page is made without
// one, and gets it later.
func (r *run) createPage(ctx context.Context, page *plan.Page, n confluence.NewPage) (confluence.Page, error) {
	n.Position = r.choosePosition(ctx, page)
	created, err := r.Client.CreatePage(ctx, n)
	if n.Position == 0 || !mayBeForPosition(err) {
		return created, err
	}
	n.Position = 0
	return r.Client.CreatePage(ctx, n)
}

// mayBeForPosition reports whether a creation may have been refused because of its position: it was refused for what was sent.
func mayBeForPosition(err error) bool {
	refused, ofConfluence := errors.AsType[*confluence.Error](err)
	kinds := []confluence.Kind{confluence.Unexpected, confluence.Forbidden, confluence.InvalidBody}
	return ofConfluence && slices.Contains(kinds, refused.Kind) && refused.Status/100 == 4
}

// titleTaken returns the page that holds the title if it is the one that was to be created, because an earlier answer was
// lost; else it says whose page it is, which may be one that no list shows, or does not show yet: then the next run looks again.
func (r *run) titleTaken(ctx context.Context, page *plan.Page, parentID string, refusal error) (confluence.Page, error) {
	found, err := r.Client.PageByTitle(ctx, r.Reader.Space, page.Title)
	if err != nil {
		r.recorder.keepIntents()
		return confluence.Page{}, refusal
	}
	full, err := r.Client.Page(ctx, found.ID)
	if err != nil {
		r.recorder.keepIntents()
		return confluence.Page{}, refusal
	}
	return r.foundInstead(ctx, page, parentID, full)
}

// foundInstead returns the page that has the title if it is the one that was to be created and no other record has it. It may be
// another run's, of the same account and with the same text: such a run says before what it is about to create.
func (r *run) foundInstead(ctx context.Context, page *plan.Page, parentID string, full confluence.Page) (confluence.Page, error) {
	hasText := full.Version.Number == 1 && full.Status == "current" && plan.TextOf(full.Body) == page.Rendered.Text
	if !hasText {
		return confluence.Page{}, r.heldBy(ctx, page, full)
	}
	claims, err := r.Reader.Claims(ctx, []space.Page{read.Page(full)}, r.recorder.others)
	isBySelf := false
	if err == nil {
		isBySelf, err = r.recorder.isBySelf(ctx, full.Version)
	}
	if err != nil {
		r.recorder.keepIntents()
		return confluence.Page{}, fmt.Errorf("whose page has the title %q cannot be found out: %w", page.Title, err)
	}
	holder := plan.Holder{Page: read.Page(full), AsMade: isBySelf, Given: slices.Contains(r.Settings.Forget, full.ID)}
	if holding, held := claims.Held[full.ID]; held {
		holder.On = &holding
	}
	holder.MayBe = plan.MayBeOf(claims.Without(r.records()).Planned, holder.Page, page.Rendered.Text)
	if isFree := holder.On == nil && holder.MayBe == nil; isFree && full.ParentID == parentID && holder.AsMade && r.recorder.madeSince(full.Version) {
		return full, nil
	}
	return confluence.Page{}, pageError{r.recorder.titleTaken(page, holder)}
}

// heldBy is the failure of a page whose title another one has. Whose that is, records on the pages above it may tell.
func (r *run) heldBy(ctx context.Context, page *plan.Page, found confluence.Page) error {
	holder := plan.Holder{Page: read.Page(found), Given: slices.Contains(r.Settings.Forget, found.ID)}
	holding, known := r.Others[found.ID]
	if !known {
		held, _ := r.Reader.Holdings(ctx, holder.Page) // where they cannot be read, less is said
		holding, known = held[found.ID]
	}
	if known {
		holder.On = &holding
	} else {
		holder.Marked = r.isMarked(ctx, found)
	}
	return pageError{r.recorder.titleTaken(page, holder)}
}

// isMarked reports whether a page that this account wrote last bears a mark of this owner, as far as its versions can be read.
func (r *run) isMarked(ctx context.Context, found confluence.Page) bool {
	if isBySelf, err := r.recorder.isBySelf(ctx, found.Version); !isBySelf || err != nil {
		return false
	}
	body := func() (string, bool) {
		page, err := r.Client.Page(ctx, found.ID)
		return page.Body, err == nil
	}
	_, _, marked := plan.LastMark(r.Record, read.Page(found), body, func(number int) (space.Past, bool) {
		page, err := r.Client.PageVersion(ctx, found.ID, number)
		return space.Past{Title: page.Title, Body: page.Body, Version: read.Page(page).Version}, err == nil
	})
	return marked
}

// whoHas says whose page has the title of a page, after the refusal of a change.
func (r *run) whoHas(ctx context.Context, page *plan.Page, refusal error) error {
	holder, err := r.Client.PageByTitle(ctx, r.Reader.Space, page.Title)
	if err != nil {
		return refusal
	}
	return r.heldBy(ctx, page, holder)
}

// parentID is the page below which the page belongs, which stands by now.
func (r *run) parentID(page *plan.Page) string {
	if page.Parent.Page != nil {
		return r.at(page.Parent.Page).id
	}
	return page.Parent.ID
}

// mostConflicts bounds how often a page is written again because a person writes it at the same time.
const mostConflicts = 3

// write sends title, place and text of a page, with the inline comments that people made on it. With onlyLinks it does so
// only if the page asks for something else than what is on record, now that it is known which pages stand.
func (r *run) write(ctx context.Context, page *plan.Page, onlyLinks bool) error {
	if onlyLinks {
		hash, settled := r.hash(page)
		switch {
		case !settled: // a page of another tree, whose turn comes later
			r.with(page, func(s *state) { s.owes = true })
			return nil
		case hash == r.at(page).entry.Hash:
			return nil
		}
	}
	read := r.bodies.of
	if r.at(page).changed {
		read = r.bodies.anew
	}
	return r.writeOver(ctx, page, read)
}

// writeOver sends title, place and text over what is read, and over what a person writes meanwhile.
func (r *run) writeOver(ctx context.Context, page *plan.Page, read func(ctx context.Context, id string) (confluence.Page, error)) error {
	for attempt := 1; ; attempt++ {
		stands, err := read(ctx, r.at(page).id)
		if err != nil {
			return err
		}
		err = r.replace(ctx, page, stands)
		if confluence.IsKind(err, confluence.Conflict) || confluence.IsKind(err, confluence.Unexpected) {
			r.distrustLinksTo(page) // the update may have done nothing but take it out of the trash
		}
		if !confluence.IsKind(err, confluence.Conflict) || attempt == mostConflicts {
			return err
		}
		read = r.bodies.anew
	}
}

// replace sends title, place and text over what stands.
func (r *run) replace(ctx context.Context, page *plan.Page, stands confluence.Page) error {
	if err := r.seeEdit(page, stands); err != nil {
		return r.leave(ctx, page, err)
	}
	stands, err := r.outOfTrash(ctx, page, stands)
	if err != nil {
		return err
	}
	next, err := r.textOver(page, stands)
	if err != nil {
		return err
	}
	id, version := r.at(page).id, stands.Version.Number+1
	parentID := r.parentID(page)
	if parentID == stands.ParentID {
		parentID = ""
	}
	message := page.Rendered.Message
	if !page.Kept {
		hash, _ := r.sentHash(page, next.links)
		message = space.Message(message, r.Record.Owner, id, version, hash)
	}
	written, err := r.Client.UpdatePage(ctx, confluence.PageUpdate{
		ID: id, SpaceID: r.Snapshot.ID, Title: next.title, ParentID: parentID, Body: next.carried, Version: version, MinorEdit: page.Rendered.MinorEdit,
		Message: message,
	})
	if confluence.IsKind(err, confluence.TitleTaken) && !page.Kept {
		err = r.whoHas(ctx, page, err)
	}
	if err != nil {
		return err
	}
	r.checkMessages(written)
	r.with(page, func(s *state) { s.lost = addLost(s.lost, next.lost) })
	r.took(page, written, next.body, next.links)
	if r.dropsFrom(page, next.links) {
		r.bodies.expect(written.ID)
	}
	return nil
}

// outOfTrash restores a page that stands in the trash.
func (r *run) outOfTrash(ctx context.Context, page *plan.Page, stands confluence.Page) (confluence.Page, error) {
	if stands.Status != "trashed" {
		return stands, nil
	}
	restored, err := r.Client.RestorePage(ctx, stands.ID, r.markOfNext(page))
	if err != nil {
		return stands, err
	}
	if page.Existing.Status != "trashed" {
		r.distrustLinksTo(page)
		r.warn(page, "its page was moved to the trash while this run was under way and is restored: leave the document out, if the page is to stay there")
	}
	restored.Body = stands.Body
	r.changed(page, restored, 1)
	r.with(page, func(s *state) { s.trashed = false })
	return restored, nil
}

// text is what is sent over a page that stands.
type text struct {
	title   string
	body    string // as it was rendered
	links   map[source.PageRef]sent
	carried string            // the body with the markers of the comments that stand
	lost    []storage.Comment // whose passages are gone
}

// textOver returns the text that is sent over a page: of one that is kept, what stands.
func (r *run) textOver(page *plan.Page, stands confluence.Page) (text, error) {
	if page.Kept {
		kept := text{title: stands.Title, body: stands.Body, carried: stands.Body}
		if plan.IsInterimTitle(page, stands.Title) {
			kept.title = page.Title
		}
		return kept, nil
	}
	body, links, err := r.render(page)
	if err != nil {
		return text{}, err
	}
	next := text{title: page.Title, body: body, links: links}
	next.carried, next.lost = storage.CarryMarkers(stands.Body, body)
	return next, nil
}

// leave gives a page that is not written, because of a person's edit, its title, if it gave up its own for the time between.
func (r *run) leave(ctx context.Context, page *plan.Page, edited error) error {
	if plan.IsInterimTitle(page, r.at(page).title) {
		if err := r.retitle(ctx, page, page.Title); err != nil {
			return err
		}
	}
	return edited
}

// took notes what was written to a page.
func (r *run) took(page *plan.Page, written confluence.Page, body string, links map[source.PageRef]sent) {
	r.mu.Lock()
	s := r.states[page]
	isMoved := s.parentID != written.ParentID
	s.id, s.title, s.parentID, s.version = written.ID, written.Title, written.ParentID, written.Version.Number
	if written.WebURL != "" {
		s.url = written.WebURL
	}
	s.sent, s.written, s.changed = links, true, true
	if written.Position > 0 || isMoved {
		s.position = written.Position
	}
	r.mu.Unlock()
	hash, settled := r.sentHash(page, links)
	r.record(page, func(entry *space.Entry) {
		if page.Kept {
			return // it must go on to be known as edited
		}
		entry.Version = written.Version.Number
		entry.Hash, entry.Body, entry.Unsettled = hash, storage.Hash(body), !settled
	})
}

func addLost(lost, more []storage.Comment) []storage.Comment {
	for _, comment := range more {
		known := false
		for _, other := range lost {
			known = known || other.Ref == comment.Ref
		}
		if !known {
			lost = append(lost, comment)
		}
	}
	return lost
}

// retitle changes the title alone.
func (r *run) retitle(ctx context.Context, page *plan.Page, to string) error {
	now := r.at(page)
	written, err := r.Client.Retitle(ctx, now.id, to, r.markOfNext(page))
	if confluence.IsKind(err, confluence.TitleTaken) && to == page.Title {
		err = r.whoHas(ctx, page, err)
	}
	if err != nil {
		return err
	}
	r.changed(page, written, 1)
	return nil
}

// move changes the place alone.
func (r *run) move(ctx context.Context, page *plan.Page) error {
	moved, err := r.Client.Reparent(ctx, r.asPage(page), r.parentID(page), r.markOfNext(page))
	if err != nil {
		return err
	}
	r.with(page, func(s *state) { s.position = moved.Position })
	made := 0
	if r.Client.Route().Kind == confluence.DataCenter {
		made = 1
	}
	r.changed(page, moved, made)
	return nil
}

// changed notes the new title, place and version of a page whose text was not sent; made is how many versions that made. If a
// person wrote the page in between, the record stays as it was, so that the next run sees the edit.
func (r *run) changed(page *plan.Page, now confluence.Page, made int) {
	r.mu.Lock()
	s := r.states[page]
	before := s.version
	alone := now.Version.Number <= before+made
	if !alone {
		s.unseen = now.Version.Number - made
	}
	s.changed = true
	s.title, s.parentID, s.version = now.Title, now.ParentID, now.Version.Number
	if now.WebURL != "" {
		s.url = now.WebURL
	}
	r.mu.Unlock()
	r.record(page, func(entry *space.Entry) {
		if alone && entry.Version == before {
			entry.Version = now.Version.Number
		}
	})
}

// asPage is a page as it is believed to stand, for changes that need its title and version.
func (r *run) asPage(page *plan.Page) confluence.Page {
	now := r.at(page)
	return confluence.Page{ID: now.id, Title: now.title, ParentID: now.parentID, Version: confluence.Version{Number: now.version}}
}

// markOfNext is what the next version says if it leaves the text as it is. It bears a mark only over a text that is known to
// be this owner's: a mark over a person's would hide their edit.
func (r *run) markOfNext(page *plan.Page) confluence.VersionNote {
	now := r.at(page)
	note := confluence.VersionNote{Message: r.Settings.Message, MinorEdit: r.Settings.MinorEdit}
	if page.Rendered != nil {
		note.Message, note.MinorEdit = page.Rendered.Message, page.Rendered.MinorEdit
	}
	if now.entry.Hash != "" && now.entry.Version == now.version && now.unseen == 0 { // of links that are not settled it says so
		note.Message = space.Message(note.Message, r.Record.Owner, now.id, now.version+1, now.entry.Hash)
	}
	return note
}

// checkMessages says once that Confluence does not keep version messages.
func (r *run) checkMessages(written confluence.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.messages || written.Version.Message == "" && written.Version.Number == 0 {
		return
	}
	r.messages = true
	if _, kept := r.Record.MarkIn(written.Version.Message, written.ID, written.Version.Number); !kept {
		r.Log("This Confluence does not keep version messages as they are sent: what runs did is known from the record and from the pages' texts alone.")
	}
}
