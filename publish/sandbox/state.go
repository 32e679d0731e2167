package sandbox

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// State is the content of a sandbox as JSON: what Server.State gives, and what Options.Seed takes. What only the server
// decides (ids, version numbers, times) is ignored in a seed.
type State struct {
	Users  []UserState  `json:"users,omitempty"` // beside the users that every sandbox has
	Spaces []SpaceState `json:"spaces"`
}

// UserState is a user.
type UserState struct {
	AccountID   string   `json:"accountId"`
	Name        string   `json:"name,omitempty"` // on Data Center
	DisplayName string   `json:"displayName"`
	Email       string   `json:"email,omitempty"`
	Admin       bool     `json:"admin,omitempty"`
	Service     bool     `json:"service,omitempty"`
	Groups      []string `json:"groups,omitempty"`
}

// SpaceState is a space; its pages are those below its home page.
type SpaceState struct {
	ID          string      `json:"id,omitempty"`
	Key         string      `json:"key"`
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	Viewers     []string    `json:"viewers,omitempty"` // account ids; none: every user
	Editors     []string    `json:"editors,omitempty"` // account ids; none: every viewer
	Anonymous   bool        `json:"anonymous,omitempty"`
	Homepage    PageState   `json:"homepage,omitzero"` // default: titled after the space
	Pages       []PageState `json:"pages,omitempty"`   // below the home page, in order
	Outside     []PageState `json:"outside,omitempty"` // at the root, archived, trashed and draft pages
}

// PageState is a page or a folder with what hangs on it.
type PageState struct {
	ID          string                     `json:"id,omitempty"`
	Type        string                     `json:"type,omitempty"` // "page" (default) or "folder"
	Title       string                     `json:"title"`
	Status      string                     `json:"status,omitempty"` // "current" (default), "archived", "trashed" or "draft"
	Body        string                     `json:"body,omitempty"`   // storage format
	Author      string                     `json:"author,omitempty"` // account id; default: the sandbox's writer
	Labels      []string                   `json:"labels,omitempty"`
	Properties  map[string]json.RawMessage `json:"properties,omitempty"`
	Attachments []AttachmentState          `json:"attachments,omitempty"`
	Versions    []VersionState             `json:"versions,omitempty"` // oldest first
	Children    []PageState                `json:"children,omitempty"`
}

// VersionState is what is known of a version beside its body.
type VersionState struct {
	Number    int       `json:"number"`
	Title     string    `json:"title"`
	Message   string    `json:"message,omitempty"`
	MinorEdit bool      `json:"minorEdit,omitempty"`
	Author    string    `json:"author,omitempty"`
	CreatedAt time.Time `json:"createdAt"`
}

// AttachmentState is a file on a page.
type AttachmentState struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`
	MediaType string `json:"mediaType,omitempty"`
	Comment   string `json:"comment,omitempty"`
	Version   int    `json:"version,omitempty"`
	Content   []byte `json:"content,omitempty"` // base 64
}

// State returns all there is now.
func (s *Server) State() State {
	state := State{Spaces: []SpaceState{}}
	for _, u := range s.store.Users() {
		state.Users = append(state.Users, UserState{
			AccountID: u.AccountID, Name: u.Name, DisplayName: u.DisplayName, Email: u.Email, Admin: u.Admin, Service: u.Service, Groups: u.Groups,
		})
	}
	for _, space := range s.store.Spaces() {
		state.Spaces = append(state.Spaces, s.spaceState(space))
	}
	return state
}

func (s *Server) spaceState(space store.Space) SpaceState {
	state := SpaceState{
		ID: space.ID, Key: space.Key, Name: space.Name, Description: space.Description,
		Viewers: space.Access.Viewers, Editors: space.Access.Editors, Anonymous: space.Access.Anonymous,
	}
	if home, err := s.store.Page(space.HomepageID); err == nil {
		state.Homepage = s.pageState(home, false)
	}
	state.Pages = s.childStates(space.HomepageID)
	for _, page := range s.store.Pages(space.ID) {
		if page.Status != store.Current || page.ParentID == "" && page.ID != space.HomepageID {
			state.Outside = append(state.Outside, s.pageState(page, page.Status == store.Current))
		}
	}
	return state
}

func (s *Server) childStates(id string) []PageState {
	var states []PageState
	for _, child := range s.store.Children(id) {
		states = append(states, s.pageState(child, true))
	}
	return states
}

func (s *Server) pageState(page store.Page, children bool) PageState {
	state := PageState{
		ID: page.ID, Type: string(page.Type), Title: page.Title, Status: string(page.Status), Body: page.Body(), Author: page.AuthorID,
	}
	for _, l := range page.Labels {
		state.Labels = append(state.Labels, l.Name)
	}
	for _, p := range s.store.Properties(page.ID) {
		if state.Properties == nil {
			state.Properties = map[string]json.RawMessage{}
		}
		state.Properties[p.Key] = p.Value
	}
	for _, v := range page.Versions {
		state.Versions = append(state.Versions, VersionState{v.Number, v.Title, v.Message, v.MinorEdit, v.AuthorID, v.CreatedAt})
	}
	for _, a := range s.store.Attachments(page.ID) {
		content, _ := s.store.AttachmentData(a.ID, 0)
		v := a.Version()
		state.Attachments = append(state.Attachments, AttachmentState{a.ID, a.Title, v.MediaType, v.Comment, v.Number, slices.Clone(content)})
	}
	if children {
		state.Children = s.childStates(page.ID)
	}
	return state
}
