package rest

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// apiError is an error of an operation; each API wraps it in its own envelope.
type apiError struct {
	status int
	code   string // v2's
	class  string // v1's Java class, else the usual one of the status
	title  string
	listed bool // v1 and Data Center repeat the title among the data's errors
	sought bool // v1: what was asked for cannot be read, which is not valid
}

func (e *apiError) Error() string { return e.title }

func failure(status int, code, format string, arguments ...any) *apiError {
	return &apiError{status: status, code: code, title: fmt.Sprintf(format, arguments...)}
}

func badRequest(format string, arguments ...any) *apiError {
	e := failure(http.StatusBadRequest, "BAD_REQUEST", format, arguments...)
	e.listed = true
	return e
}

func invalidParameter(name, value, wanted string) *apiError {
	return failure(http.StatusBadRequest, "INVALID_REQUEST_PARAMETER",
		"Provided value {%s} for '%s' is not the correct type. Expected type is %s", value, name, wanted)
}

func missing(format string, arguments ...any) *apiError {
	return failure(http.StatusNotFound, "NOT_FOUND", format, arguments...)
}

func conflict(format string, arguments ...any) *apiError {
	return failure(http.StatusConflict, "CONFLICT", format, arguments...)
}

func tooLarge(format string, arguments ...any) *apiError {
	return failure(http.StatusRequestEntityTooLarge, "REQUEST_TOO_LARGE", format, arguments...)
}

// noSuchContent says that there is no content with this id, or none that the caller may see: the same on purpose.
func (c *call) noSuchContent(id string) *apiError {
	switch {
	case c.family == v2:
		return missing("Content with id: [%s] not found", id)
	case c.family == v1 && c.op.method == http.MethodGet:
		e := missing("No content found with id : %s", id)
		e.listed, e.sought = true, true
		return e
	case c.family == v1 && c.op.name() == "PUT /content/{id}":
		return missing("Could not find Content for update with id ContentId{id=%s}", id)
	}
	return missing("No content found with id: ContentId{id=%s}", id)
}

// forbidden says that the caller may see a content but not change it: v2 does not even tell that (SPEC2: 404).
func (c *call) forbidden(id string) *apiError {
	if c.family == v2 {
		return c.noSuchContent(id)
	}
	return failure(http.StatusForbidden, "FORBIDDEN", "User not permitted to update content with id: ContentId{id=%s}", id)
}

// refuse words an error as the API does.
func (c *call) refuse(err error) *refusal {
	if whole, is := errors.AsType[*refusal](err); is {
		return whole
	}
	e, ok := errors.AsType[*apiError](err)
	if broken, is := errors.AsType[*store.Error](err); is {
		e, ok = c.broken(broken), true
	}
	if !ok {
		e = failure(http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "%v", err)
	}
	if c.family == v2 {
		return &refusal{status: e.status, json: v2Errors(e.status, e.code, e.title)}
	}
	return &refusal{status: e.status, json: c.v1Error(e)}
}

// v2Errors writes the status of a conflict as text, as github.com/juliusz-cwiakalski/marksync has logged it; others have
// been logged as numbers.
func v2Errors(status int, code, title string) object {
	var shown any = status
	if status == http.StatusConflict {
		shown = strconv.Itoa(status)
	}
	return object{"errors": []object{{"status": shown, "code": code, "title": title, "detail": nil}}}
}

func (c *call) v1Error(e *apiError) object {
	allowed := !slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict}, e.status)
	data := object{"authorized": allowed, "valid": !e.sought, "errors": []any{}, "successful": allowed}
	if e.listed {
		data["errors"] = []any{object{"message": object{"translation": e.title, "args": []any{}}}}
	}
	if c.family == dc {
		data["allowedInReadOnlyMode"] = true
		return object{"statusCode": e.status, "data": data, "message": e.title, "reason": http.StatusText(e.status)}
	}
	message := e.title
	if class := cmp.Or(e.class, exceptions[e.status]); class != "" {
		message = "com.atlassian.confluence.api.service.exceptions." + class + ": " + message
	}
	return object{"statusCode": e.status, "data": data, "message": message}
}

// exceptions are the Java classes that Cloud's v1 puts before its messages.
var exceptions = map[int]string{
	http.StatusBadRequest:            "BadRequestException",
	http.StatusForbidden:             "PermissionException",
	http.StatusNotFound:              "NotFoundException",
	http.StatusConflict:              "ConflictException",
	http.StatusNotImplemented:        "NotImplementedServiceException",
	http.StatusRequestEntityTooLarge: "ContentTooLongException",
}

// broken words a rule of the store that was broken.
func (c *call) broken(e *store.Error) *apiError {
	switch e.Rule {
	case store.NotFound:
		return c.nothing(e)
	case store.ParentNotFound:
		if c.family == v2 {
			return missing("Could not find parent content with id [%s]", e.ID)
		}
		return missing("No parent content found with id: ContentId{id=%s}", e.ID)
	case store.OtherSpace:
		return badRequest("The parent content with id %s is in a different space", e.ID)
	case store.TitleTaken:
		if c.family == dc {
			return badRequest("A page already exists with the title %s in the space with key %s", e.Title, e.SpaceKey)
		}
		return badRequest("A page with this title already exists: A page already exists with the same TITLE in this space")
	case store.FolderTitleTaken:
		return badRequest("A folder exists with the same title in this space")
	case store.TitleEmpty:
		return badRequest("The title of a page cannot be blank.")
	case store.TitleTooLong:
		return badRequest("Title cannot be longer than 255 characters.")
	case store.VersionConflict:
		return c.staleVersion(e)
	case store.BodyMalformed:
		return badRequest("Error parsing xhtml: %s\n at [row,col {unknown-source}]: [%d,%d]", e.Detail, e.Row, e.Column)
	case store.TooLarge:
		if e.What == "property" && c.family == v2 {
			return badRequest("The value of a content property cannot be larger than %d bytes", e.Limit) // SPEC2 knows no 413 here
		}
		if e.What == "property" {
			return tooLarge("The value of a content property cannot be larger than %d bytes", e.Limit)
		}
		return tooLarge("Request is too large. Requests for this resource can be at most %d bytes", e.Limit)
	case store.ParentLoop:
		if c.family == dc {
			return failure(http.StatusInternalServerError, "", "")
		}
		return badRequest("Cannot add an existing ancestor as a child!")
	case store.PropertyExists:
		return c.propertyExists(e)
	case store.AttachmentExists:
		exists := badRequest("Cannot add a new attachment with same file name as an existing attachment: %s", e.What)
		exists.class = "api.BadRequestException"
		return exists
	case store.AttachmentName:
		return badRequest("Attachment file name '%s' contains invalid characters", e.What)
	case store.SpaceExists:
		return badRequest("A space already exists with key %s", e.SpaceKey)
	case store.SpaceKeyInvalid:
		return badRequest("Invalid space key: %s", e.SpaceKey)
	case store.LabelInvalid:
		return badRequest("label.contains.invalid.chars: '%s' holds one of: space ! # & ( ) * , . : ; < > ? @ [ ] ^", e.What)
	case store.LabelTooLong:
		return badRequest("label.name.is.too.long: '%s' has more than 255 characters", e.What)
	case store.SelectionNotFound:
		return badRequest("The text selection '%s' is %d times on the page", e.What, e.Current)
	case store.AlreadyArchived:
		return badRequest("Page with id %s is already archived", e.ID)
	default:
		return badRequest("%s", e.Error())
	}
}

func (c *call) nothing(e *store.Error) *apiError {
	id := strings.TrimPrefix(e.ID, "att")
	if e.What == "property" && c.family != v2 {
		return missing("Cannot find content property with key: %s", e.ID)
	}
	if e.What == "space" {
		return c.noSpace(e.ID)
	}
	if c.family == v2 {
		return missing("Could not find %s with id [%s]", cmp.Or(e.What, "content"), e.ID)
	}
	return c.noSuchContent(id)
}

func (c *call) noSpace(key string) *apiError {
	switch c.family {
	case v2:
		return missing("Could not find space with id [%s]", key)
	case dc:
		return missing("No space found with key : %s", key)
	}
	return missing("No space with key : %s", key)
}

func (c *call) staleVersion(e *store.Error) *apiError {
	if e.What == "attachment" {
		return conflict("Version of an attachment must be its current one, %d, or the next one, but was %d", e.Current, e.Provided)
	}
	what := cmp.Or(e.What, "page")
	if what != "page" {
		what = "content property"
	}
	if c.family == v2 {
		return conflict("Version must be incremented when updating a %s. Current Version: [%d]. Provided version: [%d]", what, e.Current, e.Provided)
	}
	return conflict("Version must be incremented on update. Current version is: %d", e.Current)
}

func (c *call) propertyExists(e *store.Error) *apiError {
	if c.family == v2 {
		return conflict("Property with key [%s] already exists", e.What)
	}
	return badRequest("Cannot create property: a property with the key '%s' already exists", e.What)
}
