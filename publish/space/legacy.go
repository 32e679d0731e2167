package space

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// shard is one property of the record's first form: every page lay in the shard that the hash of its source named, and
// each entry of the setting docs had shards of its own.
type shard struct {
	Repository string                 `json:"repository"`
	Docs       string                 `json:"docs"`
	Pages      map[string]formerEntry `json:"pages"`
	Intents    map[string]struct {
		Title  string `json:"title"`
		Parent string `json:"parent"`
	} `json:"intents"`
}

type formerEntry struct {
	ID          string            `json:"id"`
	Version     int               `json:"version"`
	Attachments map[string]string `json:"attachments"`
	Labels      []string          `json:"labels"`
	Archived    bool              `json:"archived"`
}

// TakeFormer takes over what a record of the first form tells of the same owner and of these entries of docs. Where there
// is a record of the present form too, a run broke off before that was complete: it has the say.
func (r *Record) TakeFormer(properties []Property, docs []string) {
	taken := map[string]bool{}
	for _, entry := range r.Entries {
		taken[entry.Source] = true
	}
	for _, p := range properties {
		var part shard
		if !strings.HasPrefix(p.Key, keyPrefix) || json.Unmarshal(p.Value, &part) != nil || part.Repository == "" {
			continue
		}
		if NormalOwner(part.Repository) != r.Owner || !slices.Contains(docs, part.Docs) {
			continue
		}
		r.Former = append(r.Former, p)
		for _, source := range slices.Sorted(maps.Keys(part.Pages)) {
			former := part.Pages[source]
			if former.ID == "" || taken[source] {
				continue
			}
			if known, twice := r.Entries[former.ID]; twice && known.Version >= former.Version {
				continue
			}
			r.Put(former.ID, Entry{
				Source: source, Version: former.Version, Files: FilesHash(former.Attachments), Labels: former.Labels, Retired: former.Archived,
			})
		}
		for source, former := range part.Intents {
			intent := Intent{Source: source, Title: former.Title, ParentID: former.Parent, Author: p.AuthorID, Written: p}
			if strings.Trim(former.Parent, "0123456789") != "" {
				intent.ParentID, intent.ParentSource = "", former.Parent
			}
			r.Intents = append(r.Intents, intent)
		}
	}
}

// TakeOver takes the entries of a record that was this one's before its owner, tree or parent page changed, but for those of
// documents that are to be left: they stay on record there, with the folders that hold them. Where none is left, the former
// record's properties go when this one is complete. Second are the ids of pages that were made since for documents which have
// one there: they are not on record any more.
func (r *Record) TakeOver(former *Record, isLeft func(source string) bool) (second []string) {
	left := former.documents(isLeft)
	own := map[string]string{}
	for id, entry := range r.Entries {
		own[entry.Source] = id
	}
	for id, entry := range maps.Clone(former.Entries) {
		if isAmong(left, entry.Source) {
			continue
		}
		if len(left) > 0 {
			former.Remove(id)
		}
		if _, known := r.Entries[id]; known {
			continue
		}
		if twice, made := own[entry.Source]; made {
			r.Remove(twice)
			second = append(second, twice)
		}
		r.Put(id, entry)
	}
	slices.Sort(second)
	if former.Parent == r.Head.CopyOf {
		r.Head.CopyOf = ""
	}
	if r.IsShared = len(left) > 0; r.IsShared && former.IsSettled() {
		return second // nothing of it is this record's
	}
	r.TakenFrom = former
	for _, intent := range former.Intents {
		if !isLeft(intent.Source) {
			r.Intents = append(r.Intents, intent)
		}
	}
	if r.IsShared {
		return second
	}
	r.formerParent = former.Parent
	for _, key := range slices.Sorted(maps.Keys(former.stored.properties)) {
		r.Former = append(r.Former, former.stored.properties[key])
	}
	return second
}

// documents returns the sources of documents on record that are so.
func (r *Record) documents(so func(source string) bool) (sources []string) {
	for _, entry := range r.Entries {
		if so(entry.Source) {
			sources = append(sources, entry.Source)
		}
	}
	return sources
}

// isAmong reports whether a document is one of some, or a folder holds one of them.
func isAmong(sources []string, source string) bool {
	return slices.ContainsFunc(sources, func(other string) bool {
		return other == source || strings.HasSuffix(source, "/") && strings.HasPrefix(other, source)
	})
}
