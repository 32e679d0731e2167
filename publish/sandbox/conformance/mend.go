package conformance

import (
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// The mends of the table of gaps. Each gives the number of places that it changed.

// mend corrects what would refuse right exchanges, or let wrong ones pass, wherever it stands in a document.
func mend(d *document, spec *openapi3.T) {
	for _, g := range gaps {
		if g.mend == nil || g.api != "" && g.api != d.api {
			continue
		}
		for range g.mend(spec) {
			tally.meet(g)
		}
	}
}

// strictBodies lets exactly one branch fit a page's body.
func strictBodies(spec *openapi3.T) int {
	n := 0
	for name, ref := range spec.Components.Schemas {
		if !strings.HasSuffix(name, "BodyWrite") {
			continue
		}
		n++
		seal(ref.Value)
		if strings.HasSuffix(name, "NestedBodyWrite") {
			ref.Value.WithMinProperties(1).WithMaxProperties(1)
			continue
		}
		ref.Value.Required = []string{"representation", "value"}
	}
	return n
}

func seal(schema *openapi3.Schema) {
	no := false
	schema.AdditionalProperties.Has = &no
}

// nullables lets fields be null whose descriptions say when they are.
func nullables(spec *openapi3.T) int {
	n := 0
	for _, ref := range spec.Components.Schemas {
		for name, field := range ref.Value.Properties {
			if !slices.Contains([]string{"parentId", "parentType", "personalSpaceId"}, name) || field.Value.Nullable {
				continue
			}
			n++
			nullable := *field.Value // the schema behind parentType is shared
			nullable.Nullable = true
			if len(nullable.Enum) > 0 {
				nullable.Enum = append(slices.Clone(nullable.Enum), nil)
			}
			ref.Value.Properties[name] = &openapi3.SchemaRef{Value: &nullable}
		}
	}
	return n
}

// nullableTypes lets the type of a content be null that is not seen.
func nullableTypes(spec *openapi3.T) int {
	answer := spec.Components.Schemas["ContentIdToContentTypeResponse"]
	if answer == nil {
		return 0
	}
	results := answer.Value.Properties["results"].Value
	for _, branch := range results.AdditionalProperties.Schema.Value.AnyOf {
		branch.Value.Nullable = true
	}
	results.AdditionalProperties.Schema.Value.Nullable = true
	return 1
}

// enumsOfElements moves the values of a list's elements from the list to the elements.
func enumsOfElements(spec *openapi3.T) int {
	n := 0
	for parameter := range allParameters(spec) {
		list := parameter.Schema.Value
		if list == nil || !list.Type.Is("array") || len(list.Enum) == 0 {
			continue
		}
		n++
		list.Items.Value.Enum, list.Enum = list.Enum, nil
	}
	return n
}

// commaLists marks the lists whose descriptions allow commas; a request with repeated names is turned into one.
func commaLists(spec *openapi3.T) int {
	n, no := 0, false
	for parameter := range allParameters(spec) {
		if list := parameter.Schema.Value; list != nil && list.Type.Is("array") && parameter.Explode == nil {
			n++
			parameter.Explode = &no
		}
	}
	return n
}

func allParameters(spec *openapi3.T) func(func(*openapi3.Parameter) bool) {
	return func(yield func(*openapi3.Parameter) bool) {
		for _, item := range spec.Paths.Map() {
			for _, op := range item.Operations() {
				for _, ref := range op.Parameters {
					if ref.Value.In == openapi3.ParameterInQuery && ref.Value.Schema != nil && !yield(ref.Value) {
						return
					}
				}
			}
		}
	}
}

// readVersions takes the schema of a version as it is read from where a version is written.
func writtenVersions(spec *openapi3.T) int {
	body := spec.Components.Schemas["AttachmentPropertiesUpdateBody"]
	if body == nil || body.Value.Properties["version"] == nil {
		return 0
	}
	written := *body.Value.Properties["version"].Value
	written.Required = []string{"number"}
	body.Value.Properties["version"] = &openapi3.SchemaRef{Value: &written}
	return 1
}

// anyValues lets the value of a property be any JSON.
func anyValues(spec *openapi3.T) int {
	n := 0
	for name, ref := range spec.Components.Schemas {
		if value := ref.Value.Properties["value"]; value != nil && strings.Contains(name, "ContentProperty") {
			n++
			ref.Value.Properties["value"] = &openapi3.SchemaRef{Value: &openapi3.Schema{Nullable: true}}
		}
	}
	return n
}

// listOfErrors lets the errors of Data Center be the list that they are.
func listOfErrors(spec *openapi3.T) int {
	result := spec.Components.Schemas["ValidationResult"]
	if result == nil {
		return 0
	}
	result.Value.Properties["errors"] = &openapi3.SchemaRef{Value: openapi3.NewArraySchema().WithItems(openapi3.NewObjectSchema())}
	return 1
}

// labelLists lets Data Center take a list of labels, as its description says.
func labelLists(spec *openapi3.T) int {
	item := spec.Paths.Value("/rest/api/content/{id}/label")
	if item == nil || item.GetOperation(http.MethodPost) == nil {
		return 0
	}
	media := item.Post.RequestBody.Value.Content["application/json"]
	one := media.Schema
	many := openapi3.NewArraySchema()
	many.Items = one
	media.Schema = &openapi3.SchemaRef{Value: openapi3.NewOneOfSchema()}
	media.Schema.Value.OneOf = openapi3.SchemaRefs{{Value: objectOf(one.Value)}, {Value: many}}
	return 1
}

// objectOf gives a schema that no longer takes lists.
func objectOf(schema *openapi3.Schema) *openapi3.Schema {
	object := *schema
	object.Type = &openapi3.Types{openapi3.TypeObject}
	return &object
}

// wordsForMedia removes media types that are none: "message".
func wordsForMedia(spec *openapi3.T) int {
	n := 0
	for _, item := range spec.Paths.Map() {
		for _, op := range item.Operations() {
			for _, response := range op.Responses.Map() {
				for media := range response.Value.Content {
					if !strings.Contains(media, "/") {
						n++
						delete(response.Value.Content, media)
					}
				}
			}
		}
	}
	return n
}
