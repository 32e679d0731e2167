package conformance

import (
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// The mends of the table of gaps. They leave documents alone that are not about what they mend.

// strictBodies lets exactly one branch fit a page's body.
func strictBodies(spec *openapi3.T) {
	for name, ref := range spec.Components.Schemas {
		if !strings.HasSuffix(name, "BodyWrite") {
			continue
		}
		seal(ref.Value)
		if strings.HasSuffix(name, "NestedBodyWrite") {
			ref.Value.WithMinProperties(1).WithMaxProperties(1)
			continue
		}
		ref.Value.Required = []string{"representation", "value"}
	}
}

func seal(schema *openapi3.Schema) {
	no := false
	schema.AdditionalProperties.Has = &no
}

// nullables lets fields be null whose descriptions say when they are.
func nullables(spec *openapi3.T) {
	for _, ref := range spec.Components.Schemas {
		for name, field := range ref.Value.Properties {
			if !slices.Contains([]string{"parentId", "parentType", "personalSpaceId", "position", "icon", "description"}, name) || field.Value.Nullable {
				continue
			}
			nullable := *field.Value // the schema behind parentType is shared
			nullable.Nullable = true
			if len(nullable.Enum) > 0 {
				nullable.Enum = append(slices.Clone(nullable.Enum), nil)
			}
			ref.Value.Properties[name] = &openapi3.SchemaRef{Value: &nullable}
		}
	}
}

// nullableTypes lets the type of a content be null that is not seen.
func nullableTypes(spec *openapi3.T) {
	results := spec.Components.Schemas["ContentIdToContentTypeResponse"].Value.Properties["results"].Value
	for _, branch := range results.AdditionalProperties.Schema.Value.AnyOf {
		branch.Value.Nullable = true
	}
	results.AdditionalProperties.Schema.Value.Nullable = true
}

// enumsOfElements moves the values of a list's elements from the list to the elements.
func enumsOfElements(spec *openapi3.T) {
	for parameter := range allParameters(spec) {
		list := parameter.Schema.Value
		if list == nil || !list.Type.Is("array") || len(list.Enum) == 0 {
			continue
		}
		list.Items.Value.Enum, list.Enum = list.Enum, nil
	}
}

// commaLists marks the lists whose descriptions allow commas; a request with repeated names is turned into one.
func commaLists(spec *openapi3.T) {
	no := false
	for parameter := range allParameters(spec) {
		if list := parameter.Schema.Value; list != nil && list.Type.Is("array") && parameter.Explode == nil {
			parameter.Explode = &no
		}
	}
}

func allParameters(spec *openapi3.T) iter.Seq[*openapi3.Parameter] {
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

// writtenVersions takes the schema of a version as it is read from where a version is written.
func writtenVersions(spec *openapi3.T) {
	for _, name := range []string{"AttachmentPropertiesUpdateBody", "SpacePropertyUpdate"} {
		body := spec.Components.Schemas[name]
		if body == nil || body.Value.Properties["version"] == nil {
			continue
		}
		written := *body.Value.Properties["version"].Value
		written.Required = []string{"number"}
		body.Value.Properties["version"] = &openapi3.SchemaRef{Value: &written}
	}
}

// anyValues lets the value of a property be any JSON.
func anyValues(spec *openapi3.T) {
	for name, ref := range spec.Components.Schemas {
		if value := ref.Value.Properties["value"]; value != nil && strings.Contains(name, "Property") {
			ref.Value.Properties["value"] = &openapi3.SchemaRef{Value: &openapi3.Schema{Nullable: true}}
		}
	}
}

// listOfErrors lets the errors of Data Center be the list that they are.
func listOfErrors(spec *openapi3.T) {
	result := spec.Components.Schemas["ValidationResult"].Value
	result.WithProperty("errors", openapi3.NewArraySchema().WithItems(openapi3.NewObjectSchema()))
}

// labelLists lets Data Center take a list of labels, as its description says.
func labelLists(spec *openapi3.T) {
	media := spec.Paths.Value("/rest/api/content/{id}/label").Post.RequestBody.Value.Content["application/json"]
	one := media.Schema
	media.Schema = openapi3.NewOneOfSchema(objectOf(one.Value), listOf(one)).NewRef()
}

// objectOf returns a schema that no longer takes lists.
func objectOf(schema *openapi3.Schema) *openapi3.Schema {
	object := *schema
	object.Type = &openapi3.Types{openapi3.TypeObject}
	return &object
}

// includedFields names the fields that parameters include.
func includedFields(spec *openapi3.T) {
	schemas := spec.Components.Schemas
	included := func(element string) *openapi3.Schema {
		return openapi3.NewObjectSchema().
			WithPropertyRef("results", &openapi3.SchemaRef{Value: listOf(schemas[element])}).
			WithPropertyRef("meta", schemas["OptionalFieldMeta"]).
			WithPropertyRef("_links", schemas["OptionalFieldLinks"])
	}
	for _, name := range []string{"PageSingle", "FolderSingle"} {
		schemas[name].Value.WithProperty("directChildren", included("ChildrenResponse"))
	}
	schemas["FolderSingle"].Value.WithProperty("properties", included("ContentProperty")).WithProperty("operations", included("Operation"))
}

func listOf(elements *openapi3.SchemaRef) *openapi3.Schema {
	list := openapi3.NewArraySchema()
	list.Items = elements
	return list
}

// operationsByName lets restrictions stand under the names of their operations.
func operationsByName(spec *openapi3.T) {
	answer := answerOf(spec, http.MethodGet, "/wiki/rest/api/content/{id}/restriction/byOperation")
	if answer == nil {
		return
	}
	answer.Value = openapi3.NewObjectSchema().WithPropertyRef("_links", spec.Components.Schemas["GenericLinks"])
	answer.Value.AdditionalProperties.Schema = spec.Components.Schemas["ContentRestriction"]
}

// operationsByNameDC does so for Data Center.
func operationsByNameDC(spec *openapi3.T) {
	answer := answerOf(spec, http.MethodGet, "/rest/api/content/{id}/restriction/byOperation")
	answer.Value = openapi3.NewObjectSchema().WithPropertyRef("_links", spec.Components.Schemas["Links"])
	answer.Value.AdditionalProperties.Schema = spec.Components.Schemas["OperationRestriction"]
}

// answerOf returns the place of the schema of an operation's 200.
func answerOf(spec *openapi3.T, method, path string) *openapi3.SchemaRef {
	item := spec.Paths.Value(path)
	if item == nil || item.GetOperation(method) == nil {
		return nil
	}
	response := item.GetOperation(method).Responses.Status(http.StatusOK)
	media := response.Value.Content["application/json"]
	ref := *media.Schema // others may refer to the same
	media.Schema = &ref
	return media.Schema
}

// contentByType lets lists of content stand under the names of their types.
func contentByType(paths ...string) func(*openapi3.T) {
	return func(spec *openapi3.T) {
		for _, path := range paths {
			answer := answerOf(spec, http.MethodGet, path)
			list := answer.Value
			answer.Value = openapi3.NewObjectSchema().WithPropertyRef("_links", list.Properties["_links"])
			for _, name := range []string{"page", "blogpost", "comment", "attachment"} {
				answer.Value.WithProperty(name, list)
			}
		}
	}
}

// listOfFiles gives the answer to new files the form that the list of files has.
func listOfFiles(spec *openapi3.T) {
	item := spec.Paths.Value("/rest/api/content/{id}/child/attachment")
	list := item.Get.Responses.Status(http.StatusCreated).Value.Content["application/json"].Schema
	answerOf(spec, http.MethodPost, "/rest/api/content/{id}/child/attachment").Value = list.Value
}

// expandedReferences gives fields that can be expanded the schemas of what they refer to.
func expandedReferences(spec *openapi3.T) {
	schemas := spec.Components.Schemas
	for _, ref := range schemas {
		for name, field := range ref.Value.Properties {
			_, referred, is := strings.Cut(field.Ref, "/schemas/Reference")
			if target := schemas[referred]; is && target != nil {
				ref.Value.Properties[name] = target
			}
		}
	}
}

// searchResults gives a search on Data Center the fields that the document has in schemas beside that of the answer.
func searchResults(spec *openapi3.T) {
	schemas := spec.Components.Schemas
	schemas["SearchResult"].Value.WithPropertyRef("content", schemas["Content"])
	answer := answerOf(spec, http.MethodGet, "/rest/api/search")
	for _, name := range []string{"totalSize", "searchDuration", "cqlQuery"} {
		answer.Value.WithPropertyRef(name, schemas["SearchPageResponseSearchResult"].Value.Properties[name])
	}
}

// namedPeople gives people on Data Center their names.
func namedPeople(spec *openapi3.T) {
	spec.Components.Schemas["Person"].Value.
		WithProperty("username", openapi3.NewStringSchema()).WithProperty("userKey", openapi3.NewStringSchema())
}

// metadataOfFiles adds to the metadata of a page what files have.
func metadataOfFiles(spec *openapi3.T) {
	spec.Components.Schemas["ContentMetadata"].Value.
		WithProperty("mediaType", openapi3.NewStringSchema()).WithProperty("comment", openapi3.NewStringSchema()).
		WithProperty("_expandable", openapi3.NewObjectSchema())
}
