package rest

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// propertyHandlers: v1 finds properties by key, v2 by id; both show the same ones.
var propertyHandlers = []handler{
	{v2, "GET /pages/{id}/properties", listPropertiesV2},
	{v2, "POST /pages/{id}/properties", createPropertyV2},
	{v2, "GET /pages/{id}/properties/{property}", getPropertyV2},
	{v2, "PUT /pages/{id}/properties/{property}", updatePropertyV2},
	{v2, "DELETE /pages/{id}/properties/{property}", deletePropertyV2},
	{v1 | dc, "GET /content/{id}/property", listProperties},
	{v1 | dc, "POST /content/{id}/property", createProperty},
	{v1 | dc, "GET /content/{id}/property/{key}", getProperty},
	{v1 | dc, "POST /content/{id}/property/{key}", createProperty},
	{v1 | dc, "PUT /content/{id}/property/{key}", updateProperty},
	{v1 | dc, "DELETE /content/{id}/property/{key}", deleteProperty},
}

// propertyWrite is the body of a request that writes a property.
type propertyWrite struct {
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value"`
	Version *struct {
		Number    versionNumber `json:"number"`
		Message   string        `json:"message"`
		MinorEdit bool          `json:"minorEdit"`
	} `json:"version"`
}

// versionNumber is a number that may be sent as text (SPEC1-2024 ContentPropertyUpdate).
type versionNumber int

func (n *versionNumber) UnmarshalJSON(data []byte) error {
	var text id
	if err := text.UnmarshalJSON(data); err != nil {
		return err
	}
	number, err := strconv.Atoi(string(text))
	*n = versionNumber(number)
	return err
}

func (c *call) property(in propertyWrite) store.Property {
	p := store.Property{Key: in.Key, Value: in.Value, AuthorID: c.caller.user.AccountID}
	if in.Version != nil {
		p.Version, p.Message, p.MinorEdit = int(in.Version.Number), in.Version.Message, in.Version.MinorEdit
	}
	return p
}

func listProperties(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	keys, e := c.list("key"), c.expansion()
	list := slices.DeleteFunc(c.Store.Properties(page.ID), func(p store.Property) bool {
		return len(keys) > 0 && !slices.Contains(keys, p.Key)
	})
	return offset(c, list, func(p store.Property) object { return c.propertyObject(page.ID, p, e) }), nil
}

func createProperty(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.Key = cmp.Or(c.param("key"), in.Key)
	if len(in.Value) == 0 {
		return nil, badRequest("The value of a content property is required")
	}
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	p, err := c.Store.CreateProperty(page.ID, c.property(in))
	if err != nil {
		return nil, err
	}
	return c.singleProperty(page.ID, p), nil
}

func getProperty(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	p, err := c.Store.Property(page.ID, c.param("key"))
	if err != nil {
		return nil, err
	}
	return c.singleProperty(page.ID, p), nil
}

// updateProperty creates a property that is not there if its version is 1 (SPEC1-2024).
func updateProperty(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Key != "" && in.Key != c.param("key") {
		return nil, badRequest("The key of the property differs from the key in the path")
	}
	if in.Version == nil || len(in.Value) == 0 {
		return nil, badRequest("Value and version of a content property are required")
	}
	in.Key = c.param("key")
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	change := c.property(in)
	p, err := c.Store.UpdateProperty(page.ID, change)
	if broken, is := errors.AsType[*store.Error](err); is && broken.Rule == store.NotFound && change.Version == 1 {
		p, err = c.Store.CreateProperty(page.ID, change)
	}
	if err != nil {
		return nil, err
	}
	return c.singleProperty(page.ID, p), nil
}

// putProperty sets a property that came inside a content's metadata, whatever its version.
func (c *call) putProperty(pageID, key string, in propertyWrite) error {
	in.Key = key
	p := c.property(in)
	have, err := c.Store.Property(pageID, key)
	if err != nil {
		_, err = c.Store.CreateProperty(pageID, p)
		return err
	}
	p.Version = have.Version + 1
	_, err = c.Store.UpdateProperty(pageID, p)
	return err
}

func deleteProperty(c *call) (any, error) {
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.DeleteProperty(page.ID, c.param("key"))
}

func (c *call) singleProperty(pageID string, p store.Property) object {
	o := c.propertyObject(pageID, p, c.expansion())
	c.withBase(o["_links"].(object))
	return o
}

func (c *call) propertyObject(pageID string, p store.Property, e expansion) object {
	o := object{
		"id": p.ID, "key": p.Key, "value": raw(p.Value), "_links": object{"self": c.self("/content/" + pageID + "/property/" + p.Key)},
	}
	x := e.into(o)
	x.field("version", "", func(expansion) any {
		version := object{"number": p.Version, "when": when(p.CreatedAt), "message": p.Message, "minorEdit": p.MinorEdit}
		if c.family == dc {
			version["by"] = c.userByID(p.AuthorID)
		}
		return version
	})
	x.content(c, pageID)
	return o
}

func listPropertiesV2(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	key := c.query("key")
	list := slices.DeleteFunc(c.Store.Properties(page.ID), func(p store.Property) bool { return key != "" && p.Key != key })
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Property) int{
		"key": func(a, b store.Property) int { return cmp.Compare(a.Key, b.Key) },
	})
	return paged(c, list, func(p store.Property) string { return p.ID }, propertyV2)
}

func (c *call) propertiesV2(ownerID string) []object {
	list := []object{}
	for _, p := range c.Store.Properties(ownerID) {
		list = append(list, propertyV2(p))
	}
	return list
}

func propertyV2(p store.Property) object {
	return object{
		"id": p.ID, "key": p.Key, "value": raw(p.Value),
		"version": object{"number": p.Version, "message": p.Message, "createdAt": when(p.CreatedAt), "minorEdit": p.MinorEdit, "authorId": p.AuthorID},
	}
}

// propertyByID gives the property of the path on a page that the caller may see.
func (c *call) propertyByID(find func(string) (store.Page, error)) (store.Page, store.Property, error) {
	page, err := find(c.param("id"))
	if err != nil {
		return page, store.Property{}, err
	}
	p, err := c.Store.PropertyByID(page.ID, c.param("property"))
	return page, p, err
}

func getPropertyV2(c *call) (any, error) {
	_, p, err := c.propertyByID(c.page)
	if err != nil {
		return nil, err
	}
	return propertyV2(p), nil
}

func createPropertyV2(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Key == "" || len(in.Value) == 0 {
		return nil, badRequest("Missing required field 'key' or 'value'")
	}
	page, err := c.editablePage(c.param("id"))
	if err != nil {
		return nil, err
	}
	in.Version = nil
	p, err := c.Store.CreateProperty(page.ID, c.property(in))
	if err != nil {
		return nil, err
	}
	return propertyV2(p), nil
}

func updatePropertyV2(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Key == "" || len(in.Value) == 0 || in.Version == nil {
		return nil, badRequest("Missing required field 'key', 'value' or 'version'")
	}
	page, have, err := c.propertyByID(c.editablePage)
	if err != nil {
		return nil, err
	}
	if in.Key != have.Key {
		return nil, badRequest("The key [%s] does not match the key [%s] of the property", in.Key, have.Key)
	}
	p, err := c.Store.UpdateProperty(page.ID, c.property(in))
	if err != nil {
		return nil, err
	}
	return propertyV2(p), nil
}

func deletePropertyV2(c *call) (any, error) {
	page, p, err := c.propertyByID(c.editablePage)
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.DeleteProperty(page.ID, p.Key)
}
