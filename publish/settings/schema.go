package settings

import (
	"bytes"
	"encoding/json"
)

// Schema is the JSON Schema of the file with the settings, by which editors complete and check it.
func Schema() ([]byte, error) {
	top, tree := object{}, object{}
	for _, setting := range Table() {
		if setting.InFile() {
			top[setting.Name] = setting.schema()
		}
		if setting.InTree() {
			tree[setting.Name] = object{"$ref": "#/properties/" + setting.Name}
		}
	}
	tree[nameKey] = object{"description": "The tree's name, by which what it published is remembered.", "type": scalarTypes, "pattern": "^[^,\n]+$"}
	top[treesKey] = object{
		"description": "Several trees of documents, each with settings of its own; what stands beside is for all.",
		"type":        "array", "minItems": 1,
		"items": object{"type": "object", "required": []string{nameKey}, "additionalProperties": false, "properties": tree},
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(object{
		"$schema": "http://json-schema.org/draft-07/schema#", // that editors know best
		"$id":     SchemaURL,
		"title":   "Settings of Pagewright",
		"type":    "object", "additionalProperties": false, "properties": top,
	})
	return out.Bytes(), err
}

type object map[string]any

// scalarTypes are what a text may be in YAML: numbers are taken as they are written.
var scalarTypes = []string{"string", "number"}

func (s Setting) schema() object {
	o := object{"description": s.Meaning}
	switch s.Kind() {
	case YesNo:
		o["type"] = "boolean"
	case WholeNumber:
		o["type"] = "integer"
	case Number:
		o["type"] = "number"
	case List:
		item := object{"type": scalarTypes}
		if s.choices != nil {
			item = object{"enum": s.choices}
		}
		o["anyOf"] = []object{{"type": scalarTypes}, {"type": "array", "items": item}}
	case Text:
		o["type"] = scalarTypes
		if s.orYesNo {
			o["type"] = append([]string{"boolean"}, scalarTypes...)
		}
	}
	if s.Values != nil {
		o = object{"description": s.Meaning, "enum": s.Values}
	}
	if s.Default != "" {
		o["default"] = s.standard()
	}
	return o
}

// standard is the default as JSON has it.
func (s Setting) standard() any {
	switch s.Kind() {
	case YesNo, WholeNumber, Number:
		return json.RawMessage(s.Default)
	}
	return s.Default
}
