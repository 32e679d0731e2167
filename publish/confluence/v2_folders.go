package confluence

import "net/http"

// An owner of properties is a page or a folder; v2 has another address for each.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/
type owner struct {
	id       string
	isFolder bool
}

func (o owner) path(more ...string) string {
	if o.isFolder {
		return pathBelow("/folders/", o.id, more...)
	}
	return pagePath(o.id, more...)
}

// operation tells the operations on folders apart, which want scopes of their own.
func (o owner) operation(op Operation) Operation {
	switch {
	case !o.isFolder:
		return op
	case op == ReadProperty:
		return ReadFolderProperty
	}
	return WriteFolderProperty
}

// onOwner does a request on the page with an id and, where there is no such page, on
// the folder. What the folder's address refuses as well is a refusal of the page.
func onOwner[T any](r *v2, id string, do func(owner) (T, error)) (T, error) {
	if _, isFolder := r.folders.Load(id); isFolder {
		return do(owner{id, true})
	}
	v, err := do(owner{id: id})
	if !IsKind(err, NotFound) || asError(err).Status != http.StatusNotFound {
		return v, err
	}
	w, folderErr := do(owner{id, true})
	switch e := asError(folderErr); {
	case folderErr == nil:
		r.folders.Store(id, nil)
	case e.Status/100 == 4 && e.Kind != Conflict && e.Kind != PropertyExists && e.Kind != TooLarge:
		return v, err
	}
	return w, folderErr
}
