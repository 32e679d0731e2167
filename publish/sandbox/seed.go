package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// seed fills a new store with the users of every sandbox and the spaces of a seed, or those that there are without one.
func seed(s *store.Store, from io.Reader) error {
	for _, u := range seededUsers() {
		s.AddUser(u)
	}
	state := defaultState()
	if from != nil {
		state = State{}
		decoder := json.NewDecoder(from)
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&state); err != nil {
			return fmt.Errorf("the seed cannot be read: %w", jsonTrouble(err))
		}
	}
	for _, u := range state.Users {
		s.AddUser(store.User{
			AccountID: u.AccountID, Key: "key-" + cmp.Or(u.Name, u.AccountID), Name: cmp.Or(u.Name, u.AccountID), DisplayName: u.DisplayName,
			Email: u.Email, Admin: u.Admin, Service: u.Service, Groups: u.Groups,
		})
	}
	for _, space := range state.Spaces {
		if err := (seeder{s}).space(space); err != nil {
			return fmt.Errorf("the seed does not work: space %s: %w", space.Key, err)
		}
	}
	return nil
}

// jsonTrouble says where a file that is not JSON goes wrong.
func jsonTrouble(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("it is not JSON at byte %d: %w", syntax.Offset, err)
	}
	if errors.Is(err, io.EOF) {
		return errors.New("it is empty")
	}
	return err
}

func seededUsers() []store.User {
	return []store.User{
		{AccountID: adminID, Key: "8a7f80828a0001", Name: "ada", DisplayName: "Ada Adler", Email: "ada@example.com", Admin: true, Groups: []string{"site-admins", "confluence-users"}},
		{AccountID: writerID, Key: "8a7f80828a0002", Name: "robin", DisplayName: "Robin Reed", Email: writerEmail, Groups: []string{"confluence-users"}},
		{AccountID: readerID, Key: "8a7f80828a0003", Name: "rhea", DisplayName: "Rhea Ross", Email: "rhea@example.com", Groups: []string{"confluence-users"}},
		{AccountID: serviceID, Key: "8a7f80828a0004", Name: "publisher", DisplayName: "Publisher", Email: serviceEmail, Service: true, Groups: []string{"confluence-users"}},
	}
}

// defaultState has a space to publish to, one that most users only read, and one that they do not see. The reader writes
// in none of them.
func defaultState() State {
	return State{Spaces: []SpaceState{
		{Key: "DOCS", Name: "Documentation", Editors: []string{adminID, writerID, serviceID}, Homepage: PageState{Body: "<p>Welcome to the documentation.</p>"}},
		{Key: "TEAM", Name: "Team", Editors: []string{adminID}, Homepage: PageState{Body: "<p>About the team.</p>"}},
		{Key: "HR", Name: "People", Viewers: []string{adminID}, Homepage: PageState{Body: "<p>Not for everybody.</p>"}},
	}}
}

type seeder struct{ *store.Store }

func (s seeder) space(in SpaceState) error {
	if in.Name == "" {
		return errors.New("it has no name")
	}
	space, err := s.CreateSpace(store.NewSpace{
		Key: in.Key, Name: in.Name, Description: in.Description, HomepageTitle: in.Homepage.Title, HomepageBody: in.Homepage.Body,
		AuthorID: adminID, Editor: store.NewEditor,
		Access: store.Access{Viewers: in.Viewers, Editors: in.Editors, Anonymous: in.Anonymous},
	})
	if err != nil {
		return err
	}
	if err := s.attached(space.HomepageID, in.Homepage); err != nil {
		return err
	}
	for _, page := range in.Pages {
		if err := s.page(space, space.HomepageID, page); err != nil {
			return err
		}
	}
	for _, page := range in.Outside {
		if err := s.page(space, "", page); err != nil {
			return err
		}
	}
	return nil
}

func (s seeder) page(space store.Space, parentID string, in PageState) error {
	status := store.Status(cmp.Or(in.Status, string(store.Current)))
	n := store.NewPage{
		Type: store.Type(cmp.Or(in.Type, "page")), SpaceID: space.ID, ParentID: parentID, RootLevel: parentID == "", Title: in.Title,
		Body: in.Body, AuthorID: cmp.Or(in.Author, writerID), Editor: store.NewEditor,
	}
	if status == store.Draft {
		n.Status = store.Draft
	}
	page, err := s.CreatePage(n)
	if err == nil {
		err = s.attached(page.ID, in)
	}
	if err != nil {
		return fmt.Errorf("page %q: %w", in.Title, err)
	}
	for _, child := range in.Children {
		if err := s.page(space, page.ID, child); err != nil {
			return err
		}
	}
	switch status {
	case store.Current, store.Draft:
	case store.Archived:
		_, err = s.ArchivePages([]string{page.ID})
	case store.Trashed:
		err = s.TrashPage(page.ID)
	default:
		err = fmt.Errorf("there is no status %q", status)
	}
	if err != nil {
		return fmt.Errorf("page %q: %w", in.Title, err)
	}
	return nil
}

// attached puts on a page what hangs on it.
func (s seeder) attached(id string, in PageState) error {
	var labels []store.Label
	for _, name := range in.Labels {
		labels = append(labels, store.Label{Prefix: "global", Name: name})
	}
	if _, err := s.AddLabels(id, labels); err != nil {
		return err
	}
	for key, value := range in.Properties {
		if err := putProperty(s.Store, id, store.Property{Key: key, Value: value, AuthorID: writerID}); err != nil {
			return err
		}
	}
	for _, a := range in.Attachments {
		if _, err := s.Attach(id, store.Upload{Name: a.Name, MediaType: a.MediaType, Comment: a.Comment, Content: a.Content, AuthorID: writerID}); err != nil {
			return err
		}
	}
	return nil
}

// putProperty creates a property, or gives it its next version.
func putProperty(s *store.Store, id string, p store.Property) error {
	have, err := s.Property(id, p.Key)
	if err != nil {
		_, err = s.CreateProperty(id, p)
		return err
	}
	p.Version = have.Version + 1
	_, err = s.UpdateProperty(id, p)
	return err
}
