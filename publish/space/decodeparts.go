package space

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

type segment struct {
	seal
	Entries map[string]Entry `json:"entries"`
}

type journal struct {
	seal
	Holder  string           `json:"holder"`
	Entries map[string]Entry `json:"entries,omitempty"`
	Removed []string         `json:"removed,omitempty"`
}

type batch struct {
	Holder string   `json:"holder"`
	Pages  []Intent `json:"pages"`
}

func (s segment) check() error {
	if s.Entries == nil {
		return errors.New("it has no entries")
	}
	return checkEntries(s.Entries)
}

func checkEntries(entries map[string]Entry) error {
	for id, entry := range entries {
		if id == "" || entry.Source == "" {
			return fmt.Errorf("its entry of the page %q names no document", id)
		}
	}
	return nil
}

// readSegment reads the value of a segment, and how long it was before it was packed. The error says what is wrong with it.
func readSegment(value []byte, key, page string) (part segment, size int, err error) {
	value, err = decode(value, &part)
	if err != nil {
		return part, 0, err
	}
	fields, err := hasFields(value, "entries")
	if err == nil {
		err = part.check()
	}
	if err == nil {
		err = part.broken(fields, key, page)
	}
	return part, len(value), err
}

func readJournal(value []byte, key, page string) (j journal, err error) {
	if value, err = decode(value, &j); err != nil {
		return j, err
	}
	fields, err := hasFields(value, "holder")
	if err == nil {
		err = checkEntries(j.Entries)
	}
	if err == nil {
		err = j.broken(fields, key, page)
	}
	return j, err
}

func readBatch(value []byte) (b batch, err error) {
	if value, err = decode(value, &b); err != nil {
		return b, err
	}
	if _, err = hasFields(value, "holder", "pages"); err != nil {
		return b, err
	}
	for _, intent := range b.Pages {
		if intent.Source == "" || intent.Title == "" {
			return b, errors.New("it names no document or title")
		}
	}
	return b, nil
}

// check reports what is wrong with a head that stands at a key.
func (h Head) check(value []byte, key string) error {
	if _, err := hasFields(value, "format", "owner", "tree", "page", "segments"); err != nil {
		return err
	}
	switch {
	case h.Format != Format:
		return fmt.Errorf("there is no form %d of it", h.Format)
	case Key(h.Owner, h.Tree)+headSuffix != key:
		return fmt.Errorf("it is that of the docs %q of %q", h.Tree, h.Owner)
	case h.Page == "":
		return errors.New("it names no page")
	case h.Lease != nil && h.Lease.Holder == "", h.Next != nil && h.Next.Holder == "":
		return errors.New("it names a run without a name")
	}
	for i, name := range h.Segments {
		if n, err := strconv.Atoi(name); err != nil || n < 1 || strconv.Itoa(n) != name || slices.Contains(h.Segments[:i], name) {
			return fmt.Errorf("it lists the segments %q", h.Segments)
		}
	}
	return nil
}
