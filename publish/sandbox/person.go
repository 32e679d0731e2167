package sandbox

import (
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Person changes a space as somebody does who has it open in a browser: at once, and past all scopes, restrictions and
// faults. Pages are named by id or by title; a title is that of a current or archived page, else of the trashed one that
// was made last.
type Person struct {
	Store     *store.Store
	Space     string // its key
	AccountID string
}

// Person is somebody in a space: the administrator, whose account no publisher has, unless AccountID is changed.
func (s *Server) Person(space string) Person { return Person{s.store, space, adminID} }

// Page returns the page or folder with an id or a title.
func (p Person) Page(name string) (store.Page, error) {
	if page, err := p.Store.Page(name); err == nil {
		return page, nil
	}
	space, err := p.Store.SpaceByKey(p.Space)
	if err != nil {
		return store.Page{}, err
	}
	pages := p.Store.Pages(space.ID)
	slices.Reverse(pages)
	for _, wanted := range [][]store.Status{{store.Current, store.Archived}, {store.Trashed}} {
		for _, page := range pages {
			if page.Title == name && slices.Contains(wanted, page.Status) {
				return page, nil
			}
		}
	}
	return store.Page{}, fmt.Errorf("space %s has no page %q", p.Space, name)
}

// Create makes a page, below the home page of the space if no parent is named. The body is in storage format.
func (p Person) Create(parent, title, body string) (store.Page, error) {
	space, err := p.Store.SpaceByKey(p.Space)
	if err != nil {
		return store.Page{}, err
	}
	n := store.NewPage{SpaceID: space.ID, Title: title, Body: body, AuthorID: p.AccountID, Editor: store.NewEditor}
	if parent != "" {
		above, err := p.Page(parent)
		if err != nil {
			return store.Page{}, err
		}
		n.ParentID = above.ID
	}
	return p.Store.CreatePage(n)
}

// Copy makes a page like another one, with its labels, properties and files, below a parent ("": beside the original).
func (p Person) Copy(page, parent, title string) (store.Page, error) {
	original, err := p.Page(page)
	if err != nil {
		return store.Page{}, err
	}
	parentID := ""
	if parent != "" {
		above, err := p.Page(parent)
		if err != nil {
			return store.Page{}, err
		}
		parentID = above.ID
	}
	return p.Store.CopyPage(original.ID, parentID, title, p.AccountID)
}

// Edit gives a page another body, with a message for the version.
func (p Person) Edit(page, body, message string) error {
	return p.update(page, store.Update{Body: &body, Message: message})
}

// Rename gives a page another title.
func (p Person) Rename(page, title string) error { return p.update(page, store.Update{Title: &title}) }

// Restore takes a page out of the trash; it stands below the home page then.
func (p Person) Restore(page string) error {
	return p.update(page, store.Update{Status: store.Current})
}

func (p Person) update(page string, u store.Update) error {
	return p.on(page, func(on store.Page) error {
		u.AuthorID, u.Version = p.AccountID, on.Version().Number+1
		_, err := p.Store.UpdatePage(on.ID, u)
		return err
	})
}

// Move places a page "before" or "after" a target, or as the last one below it: "append".
func (p Person) Move(page, position, target string) error {
	return p.on(page, func(on store.Page) error {
		beside, err := p.Page(target)
		if err == nil {
			_, err = p.Store.Move(on.ID, position, beside.ID)
		}
		return err
	})
}

// Restrict says who may read and who may change a page; no subjects: everybody.
func (p Person) Restrict(page string, to store.Restrictions) error {
	return p.on(page, func(on store.Page) error { return p.Store.SetRestrictions(on.ID, to) })
}

// Trash moves a page to the trash; its children take its place.
func (p Person) Trash(page string) error {
	return p.on(page, func(on store.Page) error { return p.Store.TrashPage(on.ID) })
}

// TrashTree moves a page and everything below it to the trash.
func (p Person) TrashTree(page string) error {
	return p.on(page, func(on store.Page) error {
		_, err := p.Store.TrashTree(on.ID)
		return err
	})
}

// Purge removes a page for good, by way of the trash if it is not there yet.
func (p Person) Purge(page string) error {
	return p.on(page, func(on store.Page) error {
		if on.Status != store.Trashed {
			if err := p.Store.TrashPage(on.ID); err != nil {
				return err
			}
		}
		return p.Store.PurgePage(on.ID)
	})
}

// Archive takes a page out of the tree.
func (p Person) Archive(page string) error {
	return p.on(page, func(on store.Page) error {
		_, err := p.Store.ArchivePages([]string{on.ID})
		return err
	})
}

// Comment writes a comment below a page.
func (p Person) Comment(page, body string) error {
	return p.on(page, func(on store.Page) error {
		_, err := p.Store.AddComment(on.ID, "", body, p.AccountID)
		return err
	})
}

// CommentOn writes a comment on the first place where a text stands in a page: the page's body gets a marker there,
// without a new version.
func (p Person) CommentOn(page, text, body string) error {
	return p.on(page, func(on store.Page) error {
		_, err := p.Store.AddInlineComment(on.ID, text, body, p.AccountID)
		return err
	})
}

// Label adds labels to a page.
func (p Person) Label(page string, names ...string) error {
	return p.on(page, func(on store.Page) error {
		var labels []store.Label
		for _, name := range names {
			labels = append(labels, store.Label{Prefix: "global", Name: name})
		}
		_, err := p.Store.AddLabels(on.ID, labels)
		return err
	})
}

// Unlabel removes a label from a page.
func (p Person) Unlabel(page, name string) error {
	return p.on(page, func(on store.Page) error {
		found, err := p.Store.RemoveLabel(on.ID, name)
		if err == nil && !found {
			err = fmt.Errorf("page %q has no label %q", on.Title, name)
		}
		return err
	})
}

// Attach puts a file on a page, or gives the file with this name new content.
func (p Person) Attach(page, name string, content []byte) error {
	return p.on(page, func(on store.Page) error {
		upload := store.Upload{Name: name, Content: content, AuthorID: p.AccountID}
		if there, err := p.Store.AttachmentByName(on.ID, name); err == nil {
			_, err = p.Store.Replace(there.ID, upload)
			return err
		}
		_, err := p.Store.Attach(on.ID, upload)
		return err
	})
}

// DeleteAttachment moves a file of a page to the trash.
func (p Person) DeleteAttachment(page, name string) error {
	return p.on(page, func(on store.Page) error {
		there, err := p.Store.AttachmentByName(on.ID, name)
		if err == nil {
			err = p.Store.TrashAttachment(there.ID)
		}
		return err
	})
}

// SetProperty gives a content property of a page a value in JSON, "" removes it.
func (p Person) SetProperty(page, key, value string) error {
	return p.on(page, func(on store.Page) error {
		if value == "" {
			return p.Store.DeleteProperty(on.ID, key)
		}
		return putProperty(p.Store, on.ID, store.Property{Key: key, Value: []byte(value), AuthorID: p.AccountID})
	})
}

func (p Person) on(page string, do func(store.Page) error) error {
	on, err := p.Page(page)
	if err != nil {
		return err
	}
	if err := do(on); err != nil {
		return fmt.Errorf("page %q: %w", on.Title, err)
	}
	return nil
}
