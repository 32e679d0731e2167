package store

import (
	"maps"
	"slices"
)

// Snapshot is all that a store held at one time. Nothing changes it; any number of stores can start from it.
type Snapshot struct{ content }

// Snapshot returns what the store holds now. The texts and files are shared, so it costs little more than a list of the pages.
func (s *Store) Snapshot() *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Snapshot{s.content.clone()}
}

// Restore makes the store hold what a snapshot holds, also one of another store. Its Revision grows all the same.
func (s *Store) Restore(from *Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	revision := s.revision
	s.content = from.content.clone()
	s.revision = max(revision, s.revision) + 1
	s.beginLags()
}

// clone copies what is changed in place and shares the rest.
func (c content) clone() content {
	c.spaces = copied(c.spaces)
	c.spaceOrder = slices.Clone(c.spaceOrder)
	c.pages = copied(c.pages)
	for _, page := range c.pages {
		page.Versions = slices.Clip(page.Versions)
	}
	c.pageOrder = slices.Clone(c.pageOrder)
	c.children = cloned(c.children)
	c.titles = maps.Clone(c.titles)
	c.attachments = copied(c.attachments)
	for _, attachment := range c.attachments {
		attachment.Versions = slices.Clip(attachment.Versions)
	}
	c.attachedTo = cloned(c.attachedTo)
	c.comments = copied(c.comments)
	c.commentsOn = cloned(c.commentsOn)
	c.properties = cloned(c.properties)
	c.labelIDs = maps.Clone(c.labelIDs)
	c.restricted = maps.Clone(c.restricted)
	c.watchers = maps.Clone(c.watchers)
	for page, watchers := range c.watchers {
		c.watchers[page] = maps.Clone(watchers)
	}
	c.users = copied(c.users)
	c.userOrder = slices.Clone(c.userOrder)
	c.tasks = copied(c.tasks)
	c.index = replica{maps.Clone(c.index.pages), slices.Clone(c.index.pending)}
	c.listed = replica{} // lists begin to lag anew
	return c
}

func copied[K comparable, V any](m map[K]*V) map[K]*V {
	values := make([]V, 0, len(m)) // one allocation for all
	clone := make(map[K]*V, len(m))
	for key, value := range m {
		values = append(values, *value)
		clone[key] = &values[len(values)-1]
	}
	return clone
}

func cloned[K comparable, V any](m map[K][]V) map[K][]V {
	clone := make(map[K][]V, len(m))
	for key, values := range m {
		clone[key] = slices.Clone(values)
	}
	return clone
}
