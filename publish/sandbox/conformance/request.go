package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// judgeParameters holds path, query and header to the operation's own list of parameters.
func (x *exchange) judgeParameters() []violation {
	input := &openapi3filter.RequestValidationInput{
		Request: x.request, PathParams: x.params, QueryParams: x.joined(), Route: x.op.Route,
		Options: &openapi3filter.Options{SkipSettingDefaults: true, MultiError: true},
	}
	var all []violation
	known := map[string]bool{}
	for _, ref := range slices.Concat(x.op.PathItem.Parameters, x.op.Operation.Parameters) {
		parameter := ref.Value
		if parameter.In == openapi3.ParameterInQuery {
			known[parameter.Name] = true
		}
		if err := openapi3filter.ValidateParameter(context.Background(), input, parameter); err != nil {
			all = append(all, violation{Request, WrongParameter, parameter.Name, parameterReason(err)})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(x.query)) {
		if !known[name] {
			all = append(all, violation{Request, UnknownParameter, name, "the operation does not have it"})
		}
	}
	return all
}

// joined returns the query as the decoder of kin-openapi wants it: of a list between commas it takes the first parameter
// only, and an empty one it refuses.
func (x *exchange) joined() url.Values {
	query := maps.Clone(x.query)
	for _, ref := range x.op.Operation.Parameters {
		values, list := query[ref.Value.Name], ref.Value.Schema
		if len(values) == 0 || ref.Value.In != openapi3.ParameterInQuery || list == nil || !list.Value.Type.Is("array") {
			continue
		}
		if explode := ref.Value.Explode; x.api == V2 && explode != nil && !*explode {
			values = []string{strings.Join(values, ",")}
		}
		if query[ref.Value.Name] = values; values[0] == "" {
			delete(query, ref.Value.Name)
		}
	}
	return query
}

func parameterReason(err error) string {
	if wrong, ok := errors.AsType[*openapi3filter.RequestError](err); ok && wrong.Err != nil {
		err = wrong.Err
	}
	if broken := schemaViolations(Request, err); len(broken) > 0 {
		return broken[0].says
	}
	return err.Error()
}

// judgeSent holds the body of the request to its schema.
func (x *exchange) judgeSent() []violation {
	wrong := func(kind Kind, subject, format string, arguments ...any) []violation {
		return []violation{{Request, kind, subject, fmt.Sprintf(format, arguments...)}}
	}
	if x.op.Operation.RequestBody == nil {
		if len(x.sent) > 0 {
			return wrong(WrongBody, "", "the operation takes no body")
		}
		return nil
	}
	body := x.op.Operation.RequestBody.Value
	if len(x.sent) == 0 {
		if body.Required {
			return wrong(WrongBody, "", "the operation needs a body")
		}
		return nil
	}
	header := x.request.Header.Get("Content-Type")
	media := body.Content.Get(header)
	if media == nil {
		return wrong(WrongMediaType, header, "the operation takes %v", slices.Sorted(maps.Keys(body.Content)))
	}
	if media.Schema == nil {
		return nil
	}
	if kind, parameters, _ := mime.ParseMediaType(header); kind == "multipart/form-data" {
		return judgeForm(media.Schema.Value, x.sent, parameters["boundary"])
	}
	return judgeJSON(Request, media.Schema.Value, x.sent)
}

// judgeJSON holds a body to its schema, and its fields to those that the schema has.
func judgeJSON(side Side, schema *openapi3.Schema, body []byte) []violation {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return []violation{{side, WrongBody, "", "not JSON: " + err.Error()}}
	}
	options := []openapi3.SchemaValidationOption{openapi3.MultiErrors(), openapi3.VisitAsResponse()}
	if side == Request {
		options[1] = openapi3.VisitAsRequest()
	}
	all := schemaViolations(side, schema.VisitJSON(value, options...))
	for _, place := range unknownFields([]*openapi3.Schema{schema}, value, nil) {
		all = append(all, violation{side, UnknownField, place, "the schema does not have it"})
	}
	return all
}
