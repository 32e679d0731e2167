package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Kind is what a violation is about; the subject of the violation names the thing.
type Kind string

// The kinds of violations, with their subjects.
const (
	UnknownOperation Kind = "unknown operation" // subject: method and path
	UnknownParameter Kind = "unknown parameter" // name
	WrongParameter   Kind = "wrong parameter"   // name
	UnknownField     Kind = "unknown field"     // place in the body, such as "/version/minorEdit" or "/results/*/id"
	WrongBody        Kind = "wrong body"        // place in the body
	WrongMediaType   Kind = "wrong media type"  // media type
	UnknownStatus    Kind = "unknown status"    // status
	WrongHeader      Kind = "wrong header"      // name
	WrongEnvelope    Kind = "wrong envelope"    // status
)

// Side is one of the two sides of an exchange.
type Side string

// The sides.
const (
	Request Side = "request"
	Answer  Side = "answer"
)

// violation is one way in which an exchange differs from the documents.
type violation struct {
	side    Side
	kind    Kind
	subject string
	says    string // what the document says, and what was seen
}

// schemaViolations names what a value has against its schema.
func schemaViolations(side Side, err error) []violation {
	if err == nil {
		return nil
	}
	if many, ok := err.(openapi3.MultiError); ok { //nolint:errorlint // one that a violation wraps holds its branches
		var all []violation
		for _, e := range many {
			all = append(all, schemaViolations(side, e)...)
		}
		return all
	}
	schema, ok := errors.AsType[*openapi3.SchemaError](err)
	if !ok {
		return []violation{{side, WrongBody, "", err.Error()}}
	}
	origin, branches := errors.AsType[openapi3.MultiError](schema.Origin)
	if branches && schema.SchemaField == "allOf" {
		return schemaViolations(side, origin)
	}
	reason := cmp.Or(schema.Reason, fmt.Sprint(schema.Origin))
	if branches {
		reason += " (" + strings.Join(reasons(origin), "; or ") + ")"
	}
	if value := fmt.Sprintf("%v", schema.Value); len(value) < 80 && schema.SchemaField != "required" {
		reason += fmt.Sprintf(", not %s", value)
	}
	return []violation{{side, WrongBody, pointer(schema.JSONPointer()), reason}}
}

func reasons(errs openapi3.MultiError) []string {
	var all []string
	for _, v := range schemaViolations("", errs) {
		all = append(all, strings.TrimSpace(v.subject+" "+v.says))
	}
	return all
}

// pointer writes a place in a body, with a star for every position in a list.
func pointer(path []string) string {
	var b strings.Builder
	for _, step := range path {
		if step != "" && strings.Trim(step, "0123456789") == "" {
			step = "*"
		}
		b.WriteString("/" + step)
	}
	return b.String()
}
