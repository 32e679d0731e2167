package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// The documents say of errors hardly more than their status, so they are held to the forms that users have logged.

// envelope is a form of error as JSON.
type envelope struct {
	name   string
	apis   []API
	source string
	schema string
}

const (
	text    = `{"type":"string"}`
	number  = `{"type":"integer"}`
	boolean = `{"type":"boolean"}`
	v1Data  = `{"type":"object","required":["authorized","valid","errors","successful"],"additionalProperties":false,"properties":{
		"authorized":` + boolean + `,"valid":` + boolean + `,"successful":` + boolean + `,"allowedInReadOnlyMode":` + boolean + `,
		"errors":{"type":"array","items":{"type":"object","required":["message"],"additionalProperties":false,"properties":{
			"message":{"type":"object","required":["translation","args"],"additionalProperties":false,"properties":{"translation":` + text + `,"args":{"type":"array","items":{}}}}}}}}}`
)

var envelopes = []envelope{
	{"the errors of v2", []API{V2}, "traffic logged by github.com/juliusz-cwiakalski/marksync and github.com/mozilla/markfluence", `{
		"type":"object","required":["errors"],"additionalProperties":false,"properties":{"errors":{"type":"array","minItems":1,"items":{
			"type":"object","required":["status","code","title","detail"],"additionalProperties":false,"properties":{
				"status":{"oneOf":[` + number + `,` + text + `]},"code":` + text + `,"title":` + text + `,"detail":{"type":"string","nullable":true},"source":{"type":"object"}}}}}}`},
	{"a v1 exception of Cloud", []API{V1}, "traffic logged in github.com/sooperset/mcp-atlassian issues 668 and 1598", `{
		"type":"object","required":["statusCode","data","message"],"additionalProperties":false,"properties":{
			"statusCode":` + number + `,"message":` + text + `,"data":` + v1Data + `}}`},
	{"a v1 exception of Data Center", []API{DataCenter}, "traffic logged in github.com/kovetskiy/mark issue 111; the document's RestError", `{
		"type":"object","required":["statusCode","data","message","reason"],"additionalProperties":false,"properties":{
			"statusCode":` + number + `,"message":` + text + `,"reason":` + text + `,"data":` + v1Data + `}}`},
	{"the REST framework's own", []API{V1, DataCenter, ""}, "github.com/atlassian-api/atlassian-python-api issue 189", `{
		"type":"object","required":["message","status-code"],"additionalProperties":false,"properties":{"message":` + text + `,"status-code":` + number + `}}`},
	{"the gateway's", []API{V1, V2}, "traffic logged by github.com/mozilla/markfluence and in github.com/kovetskiy/mark issue 917", `{
		"type":"object","required":["code","message"],"additionalProperties":false,"properties":{"code":` + number + `,"message":` + text + `}}`},
	{"Spring's", []API{V1, V2, ""}, "traffic logged in github.com/confluence-publisher/confluence-publisher issue 492", `{
		"type":"object","required":["timestamp","status","error","message","path"],"additionalProperties":false,"properties":{
			"timestamp":{"type":"string","format":"date-time"},"status":` + number + `,"error":` + text + `,"message":` + text + `,"path":` + text + `}}`},
	{"OAuth's", []API{""}, "RFC 6749, section 5.2", `{
		"type":"object","required":["error","error_description"],"additionalProperties":false,"properties":{"error":` + text + `,"error_description":` + text + `}}`},
}

// page is an error that is not JSON.
type page struct {
	apis   []API
	status int
	kind   string // media type
	holds  string
	header string // that it needs besides
	source string
}

var pages = []page{
	{[]API{V1, V2}, 401, "text/html", "lacks valid authentication credentials", "", "a scoped token on a site: measured by github.com/mozilla/markfluence"},
	{[]API{V1, V2}, 401, "text/plain", "Basic authentication with passwords is deprecated.", "", "github.com/justmiles/go-markdown2confluence issue 47"},
	{[]API{V2}, 404, "text/html", "HTTP Status 404", "", "a route that v2 does not have: measured by github.com/mozilla/markfluence"},
	{[]API{""}, 404, "text/html", "HTTP Status 404", "", "an address outside of Data Center's API: pages for people are there"},
	{[]API{V1, V2, DataCenter, ""}, 405, "text/html", "HTTP Status 405", "Allow", "RFC 9110, section 15.5.6"},
	{[]API{V1}, 405, "", "", "Allow", "a method that a route of v1 does not have: measured by github.com/mozilla/markfluence"},
	{[]API{V1, DataCenter}, 400, "text/html", "HTTP Status 400", "", "a slash in the name of a label: measured by github.com/mozilla/markfluence"},
	{[]API{DataCenter}, 401, "text/html", "Basic Authentication Failure - Reason : ", "X-Seraph-LoginReason", "confluence.atlassian.com/confkb, \"AUTHENTICATION_DENIED\""},
}

var envelopeSchemas = parseEnvelopes()

func parseEnvelopes() []*openapi3.Schema {
	var all []*openapi3.Schema
	for _, e := range envelopes {
		schema := &openapi3.Schema{}
		if err := json.Unmarshal([]byte(e.schema), schema); err != nil {
			panic(fmt.Errorf("the envelope of %s: %w", e.name, err))
		}
		all = append(all, schema)
	}
	return all
}

// judgeRefusal holds an answer of 400 and above to the forms of errors of its API, and to the schema that the document
// may have for it.
func (x *exchange) judgeRefusal() []violation {
	if x.request.Method == http.MethodHead || x.status == http.StatusTooManyRequests {
		return nil // of 429 the body is not specified (developer.atlassian.com/cloud/confluence/rate-limiting)
	}
	if !isJSON(x.header.Get("Content-Type")) {
		return x.judgePage()
	}
	var value map[string]any
	if err := json.Unmarshal(x.answer, &value); err != nil {
		return x.wrongEnvelope("not a JSON object: " + err.Error())
	}
	var names []string
	fits := false
	for i, e := range envelopes {
		if !slices.Contains(e.apis, x.api) {
			continue
		}
		names = append(names, e.name)
		fits = fits || envelopeSchemas[i].VisitJSON(any(value)) == nil
	}
	if !fits {
		return x.wrongEnvelope("it has none of these forms: " + strings.Join(names, ", "))
	}
	if said := statusIn(value); said != "" && said != strconv.Itoa(x.status) {
		return x.wrongEnvelope("the body says " + said)
	}
	if x.op == nil || x.op.Operation.Responses.Status(x.status) == nil {
		return nil
	}
	return x.judgeBody(x.op.Operation.Responses.Status(x.status).Value.Content)
}

func (x *exchange) judgePage() []violation {
	kind, _, _ := strings.Cut(x.header.Get("Content-Type"), ";")
	for _, p := range pages {
		if slices.Contains(p.apis, x.api) && p.status == x.status && p.kind == kind && strings.Contains(string(x.answer), p.holds) &&
			(p.header == "" || x.header.Get(p.header) != "") {
			return nil
		}
	}
	return x.wrongEnvelope("it is " + x.header.Get("Content-Type") + ", and no page that is known")
}

func (x *exchange) wrongEnvelope(says string) []violation {
	return []violation{{Answer, WrongEnvelope, strconv.Itoa(x.status), says}}
}

// statusIn returns the status that an error's body repeats, if it does.
func statusIn(value map[string]any) string {
	if list, ok := value["errors"].([]any); ok && len(list) > 0 {
		value, _ = list[0].(map[string]any)
	}
	for _, name := range []string{"statusCode", "status", "code", "status-code"} {
		switch status := value[name].(type) {
		case float64:
			return strconv.Itoa(int(status))
		case string:
			if name == "status" {
				return status
			}
		}
	}
	return ""
}
