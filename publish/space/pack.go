package space

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
)

// maxValue bounds the value of one property, in bytes. Confluence is assumed to take 32 KB, and to count characters that
// take several bytes in UTF-8 as it likes.
const maxValue = 24_000

// maxPlain bounds a value before it is packed, in bytes: entries and intents become less than half as long.
const maxPlain = 54_000

func encode(value any) []byte {
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err) // strings, numbers and lists of them always encode
	}
	return encoded
}

// packed is a value that is too long as it is. In JSON the bytes are base64.
type packed struct {
	Gzip []byte `json:"gzip,omitempty"`
}

// pack makes a value shorter if it is longer than maxValue.
func pack(value []byte) []byte {
	if len(value) <= maxValue {
		return value
	}
	var short bytes.Buffer
	w := gzip.NewWriter(&short)
	_, _ = w.Write(value) // into memory, which does not fail
	_ = w.Close()
	return encode(packed{short.Bytes()})
}

// mostUnpacked bounds what a damaged value may become, in bytes.
const mostUnpacked = 16 << 20

// decode reads a value, whether it is packed or not, and returns it as it was before.
func decode(value []byte, into any) ([]byte, error) {
	var short packed
	if err := json.Unmarshal(value, &short); err == nil && short.Gzip != nil {
		r, err := gzip.NewReader(bytes.NewReader(short.Gzip))
		if err != nil {
			return nil, err
		}
		if value, err = io.ReadAll(io.LimitReader(r, mostUnpacked)); err != nil {
			return nil, err
		}
	}
	return value, json.Unmarshal(value, into)
}
