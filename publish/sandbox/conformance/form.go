package conformance

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// judgeForm holds an upload to the schema of its form. The decoder of kin-openapi knows neither a part with a charset
// nor a file in a schema that does not say "binary", as Data Center's does not.
func judgeForm(schema *openapi3.Schema, body []byte, boundary string) []violation {
	counts, all := map[string]int{}, []violation(nil)
	for parts := multipart.NewReader(bytes.NewReader(body), boundary); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		var text []byte
		if err == nil {
			text, err = io.ReadAll(part)
		}
		if err != nil {
			return []violation{{Request, WrongBody, "", "not a form: " + err.Error()}}
		}
		name := part.FormName()
		counts[name]++
		all = append(all, judgePart(schema, name, string(text))...)
	}
	for _, name := range schema.Required {
		if counts[name] == 0 {
			all = append(all, violation{Request, WrongBody, "/" + name, "the form needs this part"})
		}
	}
	if n := counts["comment"]; n > 0 && n != counts["file"] {
		all = append(all, violation{Request, WrongBody, "/comment", fmt.Sprintf("there must be one for each of the %d files, or none", counts["file"])})
	}
	return all
}

func judgePart(schema *openapi3.Schema, name, text string) []violation {
	field := schema.Properties[name]
	if field == nil {
		return []violation{{Request, UnknownField, "/" + name, "the form does not have this part"}}
	}
	if _, err := strconv.ParseBool(text); err != nil && field.Value.Type.Is("boolean") {
		return []violation{{Request, WrongBody, "/" + name, "the part is a boolean, not " + strconv.Quote(text)}}
	}
	if allowed := field.Value.Enum; len(allowed) > 0 && !slices.Contains(allowed, any(text)) {
		return []violation{{Request, WrongBody, "/" + name, fmt.Sprintf("the part is one of %v", allowed)}}
	}
	return nil
}
