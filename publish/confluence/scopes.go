package confluence

import (
	"cmp"
	"net/http"
	"slices"
)

// Operation names one thing that can be asked of Confluence.
type Operation string

// The operations of a publisher.
const (
	FindSpace        Operation = "find-space"
	ReadPage         Operation = "read-page"
	ReadPages        Operation = "read-pages"
	FindPage         Operation = "find-page"
	ListPages        Operation = "list-pages"
	ListChildren     Operation = "list-children"
	CreatePage       Operation = "create-page"
	UpdatePage       Operation = "update-page"
	RetitlePage      Operation = "retitle-page"
	ReparentPage     Operation = "reparent-page"
	RestorePage      Operation = "restore-page"
	DeletePage       Operation = "delete-page"
	ArchivePage      Operation = "archive-page"
	MovePage         Operation = "move-page"
	ListAttachments  Operation = "list-attachments"
	UploadAttachment Operation = "upload-attachment"
	DeleteAttachment Operation = "delete-attachment"
	ReadLabels       Operation = "read-labels"
	AddLabels        Operation = "add-labels"
	RemoveLabel      Operation = "remove-label"
	ReadProperty     Operation = "read-property"
	CreateProperty   Operation = "create-property"
	UpdateProperty   Operation = "update-property"
	DeleteProperty   Operation = "delete-property"

	ReadFolder          Operation = "read-folder"
	FindFolder          Operation = "find-folder"
	ReadFolderProperty  Operation = "read-folder-property"
	WriteFolderProperty Operation = "write-folder-property"

	CurrentUser Operation = "current-user"
)

// The API versions, as the setting api-root names them.
const (
	V1 = "v1"
	V2 = "v2"
)

// A need is how one root does an operation and what a token must be allowed
// for it: all of Classic, or all of Granular.
type need struct {
	method, path      string // path below the root; {id} and {key} stand for what the caller names
	classic, granular []string
}

// An operationSpec is one operation on both roots. A nil v2 means that v2 does not
// have it: it goes to v1 whatever the root is.
type operationSpec struct {
	operation Operation
	words     string // completes "Pagewright could not …"
	v1, v2    *need
}

// abilities is the knowledge about scopes. Current operations are from the
// official documents (x-atlassian-oauth2-scopes); the v1 content, property and
// space operations have left the document and are from its state of February
// 2024.
// https://developer.atlassian.com/cloud/confluence/rest/v1/intro/
// https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
var abilities = []operationSpec{
	{FindSpace, "look up the space",
		&need{"GET", "/space/{key}", []string{"read:confluence-space.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/spaces", nil, []string{"read:space:confluence"}}},
	{ReadPage, "read a page",
		&need{"GET", "/content/{id}", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/pages/{id}", nil, []string{"read:page:confluence"}}},
	{ReadPages, "read the pages that are published",
		&need{"GET", "/content/{id}/descendant/{type}", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/pages", nil, []string{"read:page:confluence"}}},
	{FindPage, "look up a page by its title",
		&need{"GET", "/content", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/spaces/{id}/pages", nil, []string{"read:page:confluence"}}},
	{ListPages, "list the pages of the space",
		&need{"GET", "/content", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/spaces/{id}/pages", nil, []string{"read:page:confluence"}}},
	{ListChildren, "list the pages below a page",
		&need{"GET", "/content/{id}/child/{type}", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/pages/{id}/children", nil, []string{"read:page:confluence"}}},
	{CreatePage, "create a page",
		&need{"POST", "/content", []string{"write:confluence-content"}, []string{"read:content-details:confluence", "write:content:confluence"}},
		&need{"POST", "/pages", nil, []string{"write:page:confluence"}}},
	{UpdatePage, "update a page",
		&need{"PUT", "/content/{id}", []string{"write:confluence-content"}, []string{"read:content-details:confluence", "write:content:confluence"}},
		&need{"PUT", "/pages/{id}", nil, []string{"write:page:confluence"}}},
	{RetitlePage, "change the title of a page",
		&need{"PUT", "/content/{id}", []string{"write:confluence-content"}, []string{"read:content-details:confluence", "write:content:confluence"}},
		&need{"PUT", "/pages/{id}/title", nil, []string{"write:page:confluence"}}},
	{ReparentPage, "move a page below another one",
		&need{"PUT", "/content/{id}/move/{position}/{target}", []string{"write:confluence-content"}, []string{"write:page:confluence"}}, nil},
	{RestorePage, "restore a page from the trash",
		&need{"PUT", "/content/{id}", []string{"write:confluence-content"}, []string{"read:content-details:confluence", "write:content:confluence"}},
		&need{"PUT", "/pages/{id}", nil, []string{"write:page:confluence"}}},
	{DeletePage, "delete a page",
		&need{"DELETE", "/content/{id}", []string{"write:confluence-content"}, []string{"delete:content:confluence"}},
		&need{"DELETE", "/pages/{id}", nil, []string{"delete:page:confluence"}}},
	{ArchivePage, "archive a page",
		&need{"POST", "/content/archive", []string{"write:confluence-content"}, []string{"read:content.metadata:confluence", "write:page:confluence"}}, nil},
	{MovePage, "move a page among its siblings",
		&need{"PUT", "/content/{id}/move/{position}/{target}", []string{"write:confluence-content"}, []string{"write:page:confluence"}}, nil},
	{ListAttachments, "list the attachments of a page",
		&need{"GET", "/content/{id}/child/attachment", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/pages/{id}/attachments", nil, []string{"read:attachment:confluence"}}},
	{UploadAttachment, "upload an attachment",
		&need{"PUT", "/content/{id}/child/attachment", []string{"write:confluence-file"}, []string{"read:content-details:confluence", "write:attachment:confluence"}}, nil},
	{DeleteAttachment, "delete an attachment",
		&need{"DELETE", "/content/{id}", []string{"write:confluence-content"}, []string{"delete:content:confluence"}},
		&need{"DELETE", "/attachments/{id}", nil, []string{"delete:attachment:confluence"}}},
	{ReadLabels, "read the labels of a page",
		&need{"GET", "/content/{id}/label", []string{"read:confluence-content.summary"}, []string{"read:label:confluence"}},
		&need{"GET", "/pages/{id}/labels", nil, []string{"read:page:confluence"}}},
	{AddLabels, "add labels to a page",
		&need{"POST", "/content/{id}/label", []string{"write:confluence-content"}, []string{"read:label:confluence", "write:label:confluence"}}, nil},
	{RemoveLabel, "remove a label from a page",
		&need{"DELETE", "/content/{id}/label", []string{"write:confluence-content"}, []string{"write:label:confluence"}}, nil},
	{ReadProperty, "read a content property",
		&need{"GET", "/content/{id}/property/{key}", []string{"read:confluence-props"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/pages/{id}/properties", nil, []string{"read:page:confluence"}}},
	{CreateProperty, "create a content property",
		&need{"POST", "/content/{id}/property", []string{"write:confluence-props"}, []string{"read:content.property:confluence", "write:content.property:confluence"}},
		&need{"POST", "/pages/{id}/properties", nil, []string{"read:page:confluence", "write:page:confluence"}}},
	{UpdateProperty, "update a content property",
		&need{"PUT", "/content/{id}/property/{key}", []string{"write:confluence-props"}, []string{"read:content.property:confluence", "write:content.property:confluence"}},
		&need{"PUT", "/pages/{id}/properties/{property}", nil, []string{"read:page:confluence", "write:page:confluence"}}},
	{DeleteProperty, "delete a content property",
		&need{"DELETE", "/content/{id}/property/{key}", []string{"write:confluence-props"}, []string{"write:content.property:confluence"}},
		&need{"DELETE", "/pages/{id}/properties/{property}", nil, []string{"read:page:confluence", "write:page:confluence"}}},
	{ReadFolder, "read a folder",
		&need{"GET", "/content/{id}", []string{"read:confluence-content.summary"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/folders/{id}", nil, []string{"read:folder:confluence"}}},
	{FindFolder, "find a folder by its title",
		&need{"GET", "/content/search", []string{"search:confluence"}, []string{"read:content-details:confluence"}}, nil},
	{ReadFolderProperty, "read a content property of a folder",
		&need{"GET", "/content/{id}/property/{key}", []string{"read:confluence-props"}, []string{"read:content-details:confluence"}},
		&need{"GET", "/folders/{id}/properties", nil, []string{"read:folder:confluence"}}},
	{WriteFolderProperty, "write a content property of a folder",
		&need{"POST", "/content/{id}/property", []string{"write:confluence-props"}, []string{"read:content.property:confluence", "write:content.property:confluence"}},
		&need{"POST", "/folders/{id}/properties", nil, []string{"read:folder:confluence", "write:folder:confluence"}}},
	{CurrentUser, "ask whose credential it is",
		&need{"GET", "/user/current", []string{"read:confluence-user"}, []string{"read:content-details:confluence"}}, nil},
}

var specOf = func() map[Operation]operationSpec {
	m := make(map[Operation]operationSpec, len(abilities))
	for _, a := range abilities {
		m[a.operation] = a
	}
	return m
}()

// on returns how an operation is done when the root is version, and the version
// it really goes to.
func (o Operation) on(version string) (*need, string) {
	a := specOf[o]
	if version == V2 && a.v2 != nil {
		return a.v2, V2
	}
	return a.v1, V1
}

func (o Operation) onlyV1() bool { return specOf[o].v2 == nil }

// reads reports whether an operation changes nothing.
func (o Operation) reads() bool {
	n := specOf[o].v1
	return n != nil && n.method == http.MethodGet
}

// Words completes the sentence "Pagewright tried to …".
func (o Operation) Words() string {
	return cmp.Or(specOf[o].words, string(o))
}

// LeastScopes returns the scopes with which a token can do all of ops when the
// root is version ("v1" or "v2"): all of classic, or all of granular. v2 takes
// granular scopes only, so classic is nil there unless all of ops go to v1.
func LeastScopes(ops []Operation, version string) (classic, granular []string) {
	allClassic := true
	for _, o := range ops {
		n, _ := o.on(version)
		if n == nil {
			continue
		}
		classic = append(classic, n.classic...)
		granular = append(granular, n.granular...)
		allClassic = allClassic && len(n.classic) > 0
	}
	if !allClassic {
		classic = nil
	}
	return sortedSet(classic), sortedSet(granular)
}

func sortedSet(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
