package apply

import (
	"maps"
	"slices"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// render returns the text of a page with the titles that the pages it links to have now, or will have, and how each was
// linked to.
func (r *run) render(page *plan.Page) (body string, links map[source.PageRef]sent, err error) {
	links = make(map[source.PageRef]sent, len(page.Rendered.Refs))
	body, err = r.Renderer.Body(page.Rendered.Page, func(ref source.PageRef) (string, bool) {
		link := r.linkTo(ref)
		links[ref] = link
		return link.title, link.title != ""
	})
	if err != nil {
		err = pageError{err}
	}
	return body, links, err
}

// linkTo settles the link to a page: by the title that it has, or is about to have. One that failed and was never written is
// not linked to, unless its page stands on another record of this owner.
func (r *run) linkTo(ref source.PageRef) sent {
	of := r
	if ref.Tree != "" {
		if of = r.others[ref.Tree]; of == nil {
			return sent{}
		}
	}
	target := of.bySource[ref.Source]
	if target == nil {
		return sent{}
	}
	now := of.at(target)
	switch {
	case now.failed && now.id == "" && now.apart.ID != "":
		return sent{id: now.apart.ID, title: now.apart.Title}
	case now.failed && !target.WasWritten() && !now.written:
		return sent{}
	case now.failed || target.Kept:
		return sent{id: now.id, title: now.title}
	case now.trashed:
		return sent{title: target.Title}
	case now.open > 0 && title.Fold(now.title) != title.Fold(target.Title):
		return sent{title: target.Title}
	case now.open > 0:
		return sent{id: now.id, title: target.Title}
	}
	return sent{id: now.id, title: now.title}
}

// refs are the pages that a page links to, as [plan.HashOf] takes them; settled is false while one of them is still to get
// its title.
func (r *run) refs(page *plan.Page) (refs []string, settled bool) {
	settled = true
	for _, ref := range page.Rendered.Refs {
		switch link := r.linkTo(ref.PageRef); {
		case link.title == "":
			refs = append(refs, plan.NoRef)
		case link.id == "":
			settled = false
		default:
			refs = append(refs, plan.RefTo(link.id, link.title, r.Host))
		}
	}
	return refs, settled
}

// hash returns the hash of what the document asks for now; not settled while a page that it links to is still to get its title.
func (r *run) hash(page *plan.Page) (hash string, settled bool) {
	refs, settled := r.refs(page)
	if !settled {
		return unsettledHash(page), false
	}
	return plan.HashOf(page.Rendered, refs), true
}

// sentHash is the hash of a text that was sent with these links: not settled if one of their targets did not have its title yet,
// whatever has become of it since.
func (r *run) sentHash(page *plan.Page, links map[source.PageRef]sent) (hash string, settled bool) {
	if areUnsettled(links) {
		return unsettledHash(page), false
	}
	return r.hash(page)
}

// unsettledHash is the hash of a text whose links are not settled. It matches no document, so that the next run writes the
// page again.
func unsettledHash(page *plan.Page) string { return plan.HashOf(page.Rendered, []string{"?"}) }

// isSettled reports whether a page asks for nothing else than what is on record.
func (r *run) isSettled(page *plan.Page) bool {
	hash, settled := r.hash(page)
	return settled && hash == r.at(page).entry.Hash
}

// dropsFrom reports whether the host drops links from a text that was just sent, because no page has their titles yet.
func (r *run) dropsFrom(page *plan.Page, links map[source.PageRef]sent) bool {
	return r.Host.DropsEarlyAnchors && slices.ContainsFunc(page.Rendered.Refs, func(ref source.Ref) bool {
		link := links[ref.PageRef]
		return ref.Anchored && link.id == "" && link.title != ""
	})
}

// distrustLinksTo notes that a page was in the trash, or had another title, nobody knows since when: texts that were sent
// meanwhile may have lost the anchors of links to it.
func (r *run) distrustLinksTo(target *plan.Page) {
	if !r.Host.DropsEarlyAnchors {
		return
	}
	for _, of := range r.others {
		ref := source.PageRef{Source: target.Source}
		if of != r {
			ref.Tree = target.Tree
		}
		for _, page := range of.withLinkTo(ref) {
			of.record(page, func(entry *space.Entry) { entry.Hash, entry.Unsettled = unsettledHash(page), true })
		}
	}
}

// withLinkTo returns the pages that this run wrote with a link to a page, whose links are taken for unsettled from now on.
func (r *run) withLinkTo(ref source.PageRef) (pages []*plan.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for page, s := range r.states {
		if link, links := s.sent[ref]; links && link.id != "" {
			s.sent = maps.Clone(s.sent)
			s.sent[ref] = sent{title: link.title}
			r.bodies.expect(s.id)
			pages = append(pages, page)
		}
	}
	return pages
}
