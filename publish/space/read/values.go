package read

import (
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// Page makes a value of a page.
func Page(p confluence.Page) space.Page {
	return space.Page{
		ID: p.ID, Title: p.Title, ParentID: p.ParentID, SpaceID: p.SpaceID, Status: p.Status, Position: p.Position, WebURL: p.WebURL, Labels: p.Labels, Files: files(p.Attachments),
		Version:  space.Version{Number: p.Version.Number, Message: p.Version.Message, AuthorID: p.Version.AuthorID, CreatedAt: p.Version.CreatedAt},
		IsFolder: p.IsFolder,
	}
}

func files(attachments []confluence.Attachment) []space.File {
	if attachments == nil {
		return nil
	}
	files := make([]space.File, len(attachments))
	for i, a := range attachments {
		files[i] = space.File{Name: a.Title, Hash: space.HashInComment(a.Comment), Stays: space.IsOverAnother(a.Comment)}
	}
	return files
}

// Property makes a value of a content property.
func Property(p confluence.Property) space.Property {
	return space.Property{ID: p.ID, Key: p.Key, Value: p.Value, Version: p.Version, AuthorID: p.AuthorID, Created: p.Created}
}

func valuesOf(pages []confluence.Page) []space.Page {
	values := make([]space.Page, len(pages))
	for i, page := range pages {
		values[i] = Page(page)
	}
	return values
}
