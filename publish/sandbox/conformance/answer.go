package conformance

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// judgeAnswer holds an answer to what the document says about its status.
func (x *exchange) judgeAnswer() []violation {
	responses := x.op.Operation.Responses
	response := responses.Status(x.status)
	if response == nil {
		response = responses.Default()
	}
	var all []violation
	if response == nil {
		all = append(all, violation{Answer, UnknownStatus, strconv.Itoa(x.status), fmt.Sprintf("the operation answers %v", statuses(responses))})
	}
	if x.status >= 400 {
		return append(all, x.judgeRefusal()...)
	}
	if x.request.Method == http.MethodHead || response == nil {
		return all
	}
	if x.status == http.StatusNoContent && len(x.answer) > 0 {
		all = append(all, violation{Answer, WrongBody, "", "204 has no body"})
	}
	if x.status >= 300 && x.header.Get("Location") == "" {
		all = append(all, violation{Answer, WrongHeader, "Location", "a redirect needs one"})
	}
	return append(all, x.judgeBody(response.Value.Content)...)
}

func (x *exchange) judgeBody(content openapi3.Content) []violation {
	if len(content) == 0 {
		return nil
	}
	header := x.header.Get("Content-Type")
	media := content.Get(header)
	if len(x.answer) == 0 && !hasSchema(content) {
		return nil
	}
	if media == nil {
		return []violation{{Answer, WrongMediaType, header, fmt.Sprintf("the operation answers %v", slices.Sorted(maps.Keys(content)))}}
	}
	if media.Schema == nil || !isJSON(header) {
		return nil
	}
	return judgeJSON(Answer, media.Schema.Value, x.answer)
}

// hasSchema reports whether a body is described, and not only named with its media type.
func hasSchema(content openapi3.Content) bool {
	for _, media := range content {
		if media.Schema != nil {
			return true
		}
	}
	return false
}

func statuses(responses *openapi3.Responses) []string {
	return slices.Sorted(maps.Keys(responses.Map()))
}

func isJSON(mediaType string) bool { return strings.HasPrefix(mediaType, "application/json") }
