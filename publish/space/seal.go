package space

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// seal says where a segment or journal belongs and what it holds, so that one which somebody emptied, edited, or copied
// from elsewhere is not taken for the record's own. Those of earlier versions have none.
type seal struct {
	Key  string `json:"key,omitempty"`  // of the property
	Page string `json:"page,omitempty"` // id of the page that it stands on
	// Serial counts how often a segment was written. The head tells which number it has seen, so that an older version shows.
	Serial int    `json:"serial,omitempty"`
	Sum    string `json:"sum,omitempty"` // of all of it but itself
}

const sumField = "sum"

// sealed encodes a value that has a seal, with its sum.
func sealed(value any) []byte {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(encode(value), &fields); err != nil {
		panic(err) // an object always is one
	}
	sum, err := sumOf(fields)
	if err != nil {
		panic(err)
	}
	fields[sumField] = encode(sum)
	return encode(fields)
}

// sumOf is the same however a host writes the JSON of a value.
func sumOf(fields map[string]json.RawMessage) (string, error) {
	plain := map[string]any{}
	for name, raw := range fields {
		if name == sumField {
			continue
		}
		var value any
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(&value); err != nil {
			return "", err
		}
		plain[name] = value
	}
	return Hash(string(encode(plain))), nil
}

// hasFields reports what keeps a value from being an object with these fields.
func hasFields(value []byte, names ...string) (map[string]json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(value, &fields); err != nil {
		return nil, errors.New("it is no object")
	}
	for _, name := range names {
		if _, has := fields[name]; !has {
			return nil, fmt.Errorf("it has no %s", name)
		}
	}
	return fields, nil
}

// broken reports what is wrong with the seal of a value; a value without one has nothing to be held to.
func (s seal) broken(fields map[string]json.RawMessage, key, page string) error {
	if s == (seal{}) {
		return nil
	}
	sum, err := sumOf(fields)
	switch {
	case err != nil:
		return err
	case sum != s.Sum:
		return errors.New("it is not as a run wrote it")
	case s.Key != key:
		return fmt.Errorf("it is a copy of the property %s", s.Key)
	case s.Page != page:
		return fmt.Errorf("it is a copy from the page %s", s.Page)
	}
	return nil
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

// readSegment reads the value of a segment, as long as it was before it was packed.
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
