package rest

import "github.com/pagewright/pagewright/publish/sandbox/store"

// folderHandlers are v2's operations on folders, which only Cloud has (SPEC2 /folders), and the one that tells what
// an id is.
var folderHandlers = []handler{
	{v2, "POST /folders", createFolder},
	{v2, "GET /folders/{id}", getFolder},
	{v2, "DELETE /folders/{id}", deleteFolder},
	{v2, "POST /content/convert-ids-to-types", idsToTypes},
}

func (c *call) folder(id string) (store.Page, error) {
	folder, err := c.Store.Page(id)
	if err != nil || folder.Type != store.FolderType || !c.mayView(folder) {
		return store.Page{}, missing("Could not find folder with id [%s]", id)
	}
	return folder, nil
}

func createFolder(c *call) (any, error) {
	var in pageWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	n, err := c.newPage(pageWrite{SpaceID: in.SpaceID, Title: in.Title, ParentID: in.ParentID}, false)
	if err != nil {
		return nil, err
	}
	n.Type, n.Editor = store.FolderType, store.LegacyEditor
	folder, err := c.Store.CreatePage(n)
	if err != nil {
		return nil, err
	}
	return c.folderObject(folder), nil
}

func getFolder(c *call) (any, error) {
	folder, err := c.folder(c.param("id"))
	if err != nil {
		return nil, err
	}
	o := c.folderObject(folder)
	c.include(o, "/wiki/api/v2/folders/"+folder.ID, map[string]func() []object{
		"direct-children": func() []object { return c.childrenV2(folder.ID) },
		"operations":      func() []object { return c.operationsOn(folder) },
		"properties":      func() []object { return c.propertiesV2(folder.ID) },
	})
	return o, nil
}

func deleteFolder(c *call) (any, error) {
	folder, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	return noContent, c.Store.TrashPage(folder)
}

func (c *call) folderObject(f store.Page) object {
	o := object{
		"id": f.ID, "type": "folder", "status": string(f.Status), "title": f.Title, "position": position(f), "authorId": f.AuthorID,
		"ownerId": f.OwnerID, "createdAt": when(f.CreatedAt), "spaceId": f.SpaceID, "version": versionV2(f, f.Version()),
		"_links": c.withBase(c.pageLinks(f)),
	}
	c.parent(o, f)
	return o
}

// idsToTypes tells what each id is; ids of nothing are null.
func idsToTypes(c *call) (any, error) {
	var in struct {
		ContentIDs []id `json:"contentIds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if len(in.ContentIDs) == 0 || len(in.ContentIDs) > 100 {
		return nil, badRequest("contentIds must hold 1 to 100 ids")
	}
	results := object{}
	for _, id := range in.ContentIDs {
		results[string(id)] = c.typeOf(string(id))
	}
	return object{"results": results}, nil
}

func (c *call) typeOf(id string) any {
	if page, err := c.Store.Page(id); err == nil && c.mayView(page) {
		return string(page.Type)
	}
	if comment, err := c.Store.Comment(id); err == nil {
		return string(comment.Kind) + "-comment"
	}
	for _, prefix := range []string{"", "att"} {
		if _, err := c.Store.Attachment(prefix + id); err == nil {
			return "attachment"
		}
	}
	return nil
}
