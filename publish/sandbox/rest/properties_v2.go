package rest

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func propertyHandlersV2(owner string) []handler {
	list := owner + "/properties"
	return []handler{
		{v2, "GET " + list, listPropertiesV2},
		{v2, "POST " + list, createPropertyV2},
		{v2, "GET " + list + "/{property}", getPropertyV2},
		{v2, "PUT " + list + "/{property}", updatePropertyV2},
		{v2, "DELETE " + list + "/{property}", deletePropertyV2},
	}
}

func listPropertiesV2(c *call) (any, error) {
	owner, err := c.owner(false)
	if err != nil {
		return nil, err
	}
	key := c.query("key")
	list := slices.DeleteFunc(c.Store.Properties(owner), func(p store.Property) bool { return key != "" && p.Key != key })
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Property) int{
		"key": func(a, b store.Property) int { return cmp.Compare(a.Key, b.Key) },
	})
	return paged(c, list, func(p store.Property) string { return p.ID }, c.propertyV2)
}

func (c *call) propertiesV2(ownerID string) []object {
	list := []object{}
	for _, p := range c.Store.Properties(ownerID) {
		list = append(list, c.propertyV2(p))
	}
	return list
}

// propertyV2 shows a property; that of a space has who made it, and other names in its version (SPEC2 SpaceProperty).
func (c *call) propertyV2(p store.Property) object {
	o := object{"id": p.ID, "key": p.Key, "value": raw(p.Value)}
	if !c.ofSpace() {
		version := object{"number": p.Version, "message": p.Message, "createdAt": when(p.CreatedAt), "minorEdit": p.MinorEdit, "authorId": p.AuthorID}
		if o["version"] = version; c.op.method == http.MethodPost {
			version["when"] = when(p.CreatedAt) // v1's name, as recorded by github.com/juliusz-cwiakalski/marksync
		}
		return o
	}
	o["createdAt"], o["createdBy"] = when(p.FirstAt), p.FirstAuthorID
	o["version"] = object{"number": p.Version, "message": p.Message, "createdAt": when(p.CreatedAt), "createdBy": p.AuthorID}
	return o
}

// propertyByID returns the property of the path and whose it is.
func (c *call) propertyByID(change bool) (owner string, p store.Property, err error) {
	if owner, err = c.owner(change); err == nil {
		p, err = c.Store.PropertyByID(owner, c.param("property"))
	}
	return owner, p, err
}

func getPropertyV2(c *call) (any, error) {
	_, p, err := c.propertyByID(false)
	if err != nil {
		return nil, err
	}
	return c.propertyV2(p), nil
}

func createPropertyV2(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Key == "" || len(in.Value) == 0 {
		return nil, badRequest("Missing required field 'key' or 'value'")
	}
	owner, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	in.Version = nil
	p, err := c.Store.CreateProperty(owner, c.property(in))
	if err != nil {
		return nil, err
	}
	if c.ofSpace() {
		return created(c.propertyV2(p)), nil // SPEC2: 201 here, 200 for the properties of contents
	}
	return c.propertyV2(p), nil
}

func updatePropertyV2(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Key == "" || len(in.Value) == 0 || in.Version == nil {
		return nil, badRequest("Missing required field 'key', 'value' or 'version'")
	}
	owner, have, err := c.propertyByID(true)
	if err != nil {
		return nil, err
	}
	if in.Key != have.Key {
		return nil, badRequest("The key [%s] does not match the key [%s] of the property", in.Key, have.Key)
	}
	p, err := c.Store.UpdateProperty(owner, c.property(in))
	if err != nil {
		return nil, err
	}
	return c.propertyV2(p), nil
}

func deletePropertyV2(c *call) (any, error) {
	owner, p, err := c.propertyByID(true)
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.DeleteProperty(owner, p.Key)
}
