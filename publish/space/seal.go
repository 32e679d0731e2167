package space

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
