package store

import "fmt"

// Rule is the rule of the store that a write broke.
type Rule int

// The rules, each with what the Error carries beside it.
const (
	NotFound           Rule = iota + 1 // What (page, folder, space, …) and ID
	ParentNotFound                     // ID of the parent
	TitleTaken                         // Title, SpaceKey, ID of the holder
	FolderTitleTaken                   // Title, SpaceKey, ID of the holder
	TitleEmpty                         //
	TitleTooLong                       // Title
	VersionConflict                    // Current, Provided
	BodyMalformed                      // Detail, Row, Column
	TooLarge                           // Limit in bytes
	ParentLoop                         // ID of the page, Title
	OtherSpace                         // a parent in another space: ID of the parent
	NotTrashed                         // purge of a page that is not in the trash: ID
	AlreadyArchived                    // ID
	PropertyExists                     // What = key
	PropertyKeyInvalid                 // What = key
	AttachmentExists                   // What = file name
	AttachmentName                     // What = file name
	SpaceExists                        // SpaceKey
	SpaceKeyInvalid                    // SpaceKey
	LabelInvalid                       // What = name
	LabelTooLong                       // What = name
	CurrentVersion                     // the current version cannot be removed
	SelectionNotFound                  // What = text, Current = how often it is there
)

// Error is a write that was refused or a thing that is not there. Nothing of the write was done.
type Error struct {
	Rule              Rule
	What              string
	ID                string
	Title             string
	SpaceKey          string
	Current, Provided int
	Limit             int64
	Detail            string
	Row, Column       int
}

func (e *Error) Error() string {
	switch e.Rule {
	case NotFound:
		return fmt.Sprintf("there is no %s %s", e.What, e.ID)
	case ParentNotFound:
		return "there is no parent " + e.ID
	case TitleTaken, FolderTitleTaken:
		return fmt.Sprintf("the title %q is taken in space %s by %s", e.Title, e.SpaceKey, e.ID)
	case TitleEmpty:
		return "the title is empty"
	case TitleTooLong:
		return fmt.Sprintf("the title is longer than %d characters: %.40q…", maxTitle, e.Title)
	case VersionConflict:
		return fmt.Sprintf("version %d was sent, but the current one is %d", e.Provided, e.Current)
	case BodyMalformed:
		return fmt.Sprintf("the body is not well-formed at row %d, column %d: %s", e.Row, e.Column, e.Detail)
	case TooLarge:
		return fmt.Sprintf("more than %d bytes", e.Limit)
	case ParentLoop:
		return fmt.Sprintf("%s would become its own ancestor", e.ID)
	case OtherSpace:
		return fmt.Sprintf("the parent %s is in another space", e.ID)
	case NotTrashed:
		return e.ID + " is not in the trash"
	case AlreadyArchived:
		return e.ID + " is archived already"
	case PropertyExists:
		return fmt.Sprintf("there is a property %q already", e.What)
	case PropertyKeyInvalid:
		return fmt.Sprintf("%q cannot be the key of a property", e.What)
	case AttachmentExists:
		return fmt.Sprintf("there is an attachment %q already", e.What)
	case AttachmentName:
		return fmt.Sprintf("%q cannot be the name of an attachment", e.What)
	case SpaceExists:
		return fmt.Sprintf("there is a space with the key %q already", e.SpaceKey)
	case SpaceKeyInvalid:
		return fmt.Sprintf("%q cannot be the key of a space", e.SpaceKey)
	case LabelInvalid:
		return fmt.Sprintf("%q cannot be a label", e.What)
	case SelectionNotFound:
		return fmt.Sprintf("the text %q is there %d times", e.What, e.Current)
	case CurrentVersion:
		return "the current version cannot be removed"
	}
	return "refused"
}

func notFound(what, id string) error { return &Error{Rule: NotFound, What: what, ID: id} }
