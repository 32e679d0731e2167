package rest

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// propertyHandlers: v1 finds properties by key, v2 by id; both show the same ones.
var propertyHandlers = slices.Concat(
	propertyHandlersV2("/pages/{id}"), propertyHandlersV2("/folders/{id}"), propertyHandlersV2("/attachments/{attachment}"),
	propertyHandlersV2("/spaces/{id}"), propertyHandlersV1("/content/{id}", "{key}"), propertyHandlersV1("/space/{key}", "{property}"),
)

func propertyHandlersV1(owner, key string) []handler {
	list := owner + "/property"
	return []handler{
		{v1 | dc, "GET " + list, listProperties},
		{v1 | dc, "POST " + list, createProperty},
		{v1 | dc, "GET " + list + "/" + key, getProperty},
		{v1 | dc, "POST " + list + "/" + key, createProperty},
		{v1 | dc, "PUT " + list + "/" + key, updateProperty},
		{v1 | dc, "DELETE " + list + "/" + key, deleteProperty},
	}
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

// propertyKey is the key of the path: that of a space's property has another name, because the space has a key, too.
func (c *call) propertyKey() string {
	if c.ofSpace() {
		return c.param("property")
	}
	return c.param("key")
}

func (c *call) ofSpace() bool { return strings.HasPrefix(c.op.path, "/space") }

func listProperties(c *call) (any, error) {
	owner, err := c.owner(false)
	if err != nil {
		return nil, err
	}
	keys, e := c.list("key"), c.expansion()
	list := slices.DeleteFunc(c.Store.Properties(owner), func(p store.Property) bool {
		return len(keys) > 0 && !slices.Contains(keys, p.Key)
	})
	return offset(c, list, func(p store.Property) object { return c.propertyObject(owner, p, e) }), nil
}

func createProperty(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.Key = cmp.Or(c.propertyKey(), in.Key)
	if len(in.Value) == 0 {
		return nil, badRequest("The value of a content property is required")
	}
	owner, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	p, err := c.Store.CreateProperty(owner, c.property(in))
	if err != nil {
		return nil, err
	}
	return c.singleProperty(owner, p), nil
}

func getProperty(c *call) (any, error) {
	owner, err := c.owner(false)
	if err != nil {
		return nil, err
	}
	p, err := c.Store.Property(owner, c.propertyKey())
	if err != nil {
		return nil, err
	}
	return c.singleProperty(owner, p), nil
}

// updateProperty creates a property that is not there if its version is 1 (SPEC1-2024).
func updateProperty(c *call) (any, error) {
	var in propertyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	key := c.propertyKey()
	if in.Key != "" && in.Key != key {
		return nil, badRequest("The key of the property differs from the key in the path")
	}
	if in.Version == nil || len(in.Value) == 0 {
		return nil, badRequest("Value and version of a content property are required")
	}
	in.Key = key
	owner, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	change := c.property(in)
	p, err := c.Store.UpdateProperty(owner, change)
	if broken, is := errors.AsType[*store.Error](err); is && broken.Rule == store.NotFound && change.Version == 1 {
		p, err = c.Store.CreateProperty(owner, change)
	}
	if err != nil {
		return nil, err
	}
	return c.singleProperty(owner, p), nil
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
	owner, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.DeleteProperty(owner, c.propertyKey())
}

func (c *call) singleProperty(owner string, p store.Property) object {
	return c.alone(c.propertyObject(owner, p, c.expansion()))
}

func (c *call) propertyObject(owner string, p store.Property, e expansion) object {
	above := "/content/" + owner
	space, err := c.Store.Space(owner)
	if err == nil {
		above = "/space/" + space.Key
	}
	o := object{"id": p.ID, "key": p.Key, "value": raw(p.Value), "_links": object{"self": c.self(above + "/property/" + p.Key)}}
	x := e.into(o)
	x.field("version", "", func(expansion) any {
		version := object{"number": p.Version, "when": when(p.CreatedAt), "message": p.Message, "minorEdit": p.MinorEdit}
		if c.family == dc {
			version["by"] = c.userByID(p.AuthorID)
		}
		return version
	})
	if space.ID != "" {
		if c.family == dc {
			delete(o, "id") // SPECDC: the properties of a space have none
		}
		x.field("space", "/rest/api"+above, func(e expansion) any { return c.spaceObject(space, e) })
	} else {
		x.content(c, owner)
	}
	return o
}
