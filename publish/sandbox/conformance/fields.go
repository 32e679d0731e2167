package conformance

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// unknownFields lists the places of a body's fields that its schemas do not have. Schemas allow fields that they do not
// name unless they say otherwise, and Atlassian's hardly ever do; of oneOf and its kin the fields of all branches count.
func unknownFields(schemas []*openapi3.Schema, value any, at []string) []string {
	known := flatten(schemas)
	switch v := value.(type) {
	case []any:
		return unknownElements(known, v, at)
	case map[string]any:
		if isOpen(known) {
			return nil
		}
		var unknown []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			place := append(slices.Clone(at), name)
			inner := fieldSchemas(known, name)
			if len(inner) == 0 {
				unknown = append(unknown, pointer(place))
				continue
			}
			unknown = append(unknown, unknownFields(inner, v[name], place)...)
		}
		return unknown
	}
	return nil
}

func unknownElements(known []*openapi3.Schema, list []any, at []string) []string {
	var items []*openapi3.Schema
	for _, s := range known {
		if s.Items != nil {
			items = append(items, s.Items.Value)
		}
	}
	if len(items) == 0 {
		if len(list) == 0 || isOpen(known) {
			return nil
		}
		return []string{pointer(append(slices.Clone(at), "*"))} // an object, though its schema may not say so
	}
	var unknown []string
	for _, element := range list {
		unknown = append(unknown, unknownFields(items, element, append(slices.Clone(at), "*"))...)
	}
	slices.Sort(unknown)
	return slices.Compact(unknown)
}

// flatten returns schemas with the branches of all that are composed.
func flatten(schemas []*openapi3.Schema) []*openapi3.Schema {
	var all []*openapi3.Schema
	for _, s := range schemas {
		all = append(all, s)
		for _, branches := range []openapi3.SchemaRefs{s.AllOf, s.OneOf, s.AnyOf} {
			for _, branch := range branches {
				all = append(all, flatten([]*openapi3.Schema{branch.Value})...)
			}
		}
	}
	return all
}

// isOpen reports whether an object may have any field: where a schema says so, or where none names any field.
func isOpen(known []*openapi3.Schema) bool {
	named := false
	for _, s := range known {
		if s.AdditionalProperties.Has != nil && *s.AdditionalProperties.Has {
			return true
		}
		named = named || len(s.Properties) > 0 || s.AdditionalProperties.Schema != nil || s.AdditionalProperties.Has != nil
	}
	return !named
}

func fieldSchemas(known []*openapi3.Schema, name string) []*openapi3.Schema {
	var inner []*openapi3.Schema
	for _, s := range known {
		if field := s.Properties[name]; field != nil {
			inner = append(inner, field.Value)
		} else if any := s.AdditionalProperties.Schema; any != nil {
			inner = append(inner, any.Value)
		}
	}
	return inner
}
