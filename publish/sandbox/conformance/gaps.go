package conformance

import (
	"regexp"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// gap is a place where the documents are wrong or silent: either a violation that is none, or a mend of the document.
type gap struct {
	api        API    // "" any
	operations string // a regular expression, anchored; "" any
	side       Side
	kind       Kind
	subject    string // a regular expression, anchored; "" any
	holds      string // what the answer's body must hold besides
	mend       func(*openapi3.T)

	what   string
	why    string
	source string

	operation, place *regexp.Regexp
}

// recordings are the answers that the tests of package rest are held to.
const recordings = "recorded in github.com/sooperset/mcp-atlassian"

// gaps are all that is known. The package's own tests fail for an entry that they do not meet.
var gaps = []*gap{
	// Refusals before an operation is reached: the documents list them for some operations only.
	{
		side: Answer, kind: UnknownStatus, subject: "401", holds: "scope does not match",
		what: "401 for a missing scope", why: "the gateway refuses before Confluence is reached",
		source: "measured by github.com/mozilla/markfluence; github.com/kovetskiy/mark issue 917",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "401", holds: `"message":"Unauthorized"`,
		what: "401 for a token that the gateway does not know", why: "the gateway refuses before Confluence is reached",
		source: "assumed after the form of the answer to a missing scope",
	},
	{
		api: V1, side: Answer, kind: UnknownStatus, subject: "401", holds: "lacks valid authentication credentials",
		what: "401 for a scoped token on a site", why: "the servlet container refuses before Confluence is reached",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, side: Answer, kind: UnknownStatus, subject: "401", holds: "Basic authentication with passwords is deprecated",
		what: "401 for an account's password on Cloud", why: "the login filter refuses before Confluence is reached",
		source: "github.com/justmiles/go-markdown2confluence issue 47",
	},
	{
		api: DataCenter, side: Answer, kind: UnknownStatus, subject: "401",
		what: "401 of Data Center's login filter", why: "the filter refuses before Confluence is reached",
		source: "confluence.atlassian.com/confkb, \"AUTHENTICATION_DENIED\"",
	},
	{
		api: V1, side: Answer, kind: UnknownStatus, subject: "403", holds: `Confluence"`,
		what: "403 for a credential that is unknown or missing", why: "v1 treats it as a person without an account",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "403", holds: "Failed to parse Connect Session Auth Token",
		what: "403 for an API token sent as Bearer to a site", why: "it is taken for an app's token",
		source: "github.com/atlassian-api/atlassian-python-api issue 1199",
	},
	{
		api: V2, side: Answer, kind: UnknownStatus, subject: "404", holds: `"title":"Not Found"`,
		what: "404 for a credential that is unknown or missing", why: "v2 treats it as a person without an account, who sees nothing",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "404", holds: "No message available",
		what: "404 for a cloud id that the gateway does not know", why: "the gateway refuses before Confluence is reached",
		source: "traffic logged in github.com/confluence-publisher/confluence-publisher issue 492",
	},
	{
		api: V1, side: Answer, kind: UnknownStatus, subject: "410", holds: "GoneException",
		what: "410 of operations that have left the document", why: "SPEC1-2024 still has them, and knows nothing of their end",
		source: "github.com/sooperset/mcp-atlassian issues 1598 and 1599",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "400",
		what: "400 for a request that cannot be understood", why: "parameters and bodies are read before an operation begins",
		source: "RFC 9110, section 15.5.1; logged texts such as \"A page with this title already exists\"",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "415",
		what: "415 for a media type that is not taken", why: "bodies are read before an operation begins",
		source: "RFC 9110, section 15.5.16",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "429",
		what: "429 of a limit", why: "limits stand before every operation",
		source: "developer.atlassian.com/cloud/confluence/rate-limiting",
	},
	{
		side: Answer, kind: UnknownStatus, subject: "5[0-9][0-9]", holds: "<h1>5",
		what: "5xx", why: "what stands before Confluence answers while it is down or too slow",
		source: "RFC 9110, section 15.6; the sandbox does so when it is asked to fail",
	},
	{
		side: Answer, kind: WrongEnvelope, subject: "5[0-9][0-9]", holds: "<h1>5",
		what: "5xx as HTML", why: "what stands before Confluence answers while it is down or too slow",
		source: "RFC 9110, section 15.6; the sandbox does so when it is asked to fail",
	},
	{
		side: Answer, kind: WrongMediaType, subject: "text/html.*", holds: `action="/sso"`,
		what: "200 with a page to sign in", why: "a proxy before Confluence answers; the sandbox does so when it is asked to",
		source: "assumed after reports of sign-in pages in front of Data Center",
	},

	{
		side: Answer, kind: UnknownStatus, subject: "501", holds: "is not in the sandbox",
		what: "501 for an operation that the sandbox does not have", why: "Confluence has it",
		source: "the sandbox's own: nobody shall take a gap for a wrong address",
	},

	// Places that no document has.
	{
		side: Request, kind: UnknownOperation, subject: "GET /_edge/tenant_info",
		what: "the cloud id of a site", why: "undocumented, and stable for years",
		source: "github.com/mozilla/markfluence; github.com/juliusz-cwiakalski/marksync",
	},
	{
		side: Request, kind: UnknownOperation, subject: "POST /oauth/token|GET /oauth/token/accessible-resources",
		what: "access tokens, and the sites they open", why: "they belong to Atlassian's authorization, not to Confluence",
		source: "developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps",
	},
	{
		side: Answer, kind: WrongEnvelope, operations: "GET /oauth/token/accessible-resources", subject: "401", holds: `"message":"Unauthorized"`,
		what: "the gateway's error for a token it does not know", why: "the place belongs to Atlassian's authorization",
		source: "assumed after the form of the answer to a missing scope",
	},
	{
		side: Request, kind: UnknownOperation, subject: "GET (/wiki|/confluence)?/download/.*|GET (/media)?/file/.*",
		what: "downloads of files", why: "they are served beside the APIs, on Cloud by another host",
		source: "measured by github.com/mozilla/markfluence; SPECDC's links",
	},
	{
		side: Answer, kind: WrongEnvelope, operations: "GET (/wiki|/confluence)?/download/.*|GET (/media)?/file/.*",
		what: "errors of downloads", why: "they are pages for people",
		source: "developer.atlassian.com/changelog/#CHANGE-2735",
	},

	// Cloud v2.
	{
		api: V2, mend: strictBodies,
		what: "a page's body is one of two schemas without a required field", why: "every right body fits both, and wrong ones fit one",
		source: "SPEC2's description: \"Only one body format should be specified\"",
	},
	{
		api: V2, mend: nullables,
		what: "parentId, parentType, position, personalSpaceId, and the icon and the description of a space", why: "they are not marked as nullable",
		source: "SPEC2's descriptions: \"or null if there is no parent\", \"Returns null, if no personal space\"; recorded rows of spaces",
	},
	{
		api: V2, mend: nullableTypes,
		what: "the types of contents that are not seen", why: "they are not marked as nullable",
		source: "SPEC2's description of POST /content/convert-ids-to-types: \"will map to null\"",
	},
	{
		api: V2, mend: commaLists,
		what: "lists of ids and statuses", why: "the schema wants the parameter repeated",
		source: "SPEC2's descriptions: \"can be specified as a comma-separated list\"; repeated ones measured by github.com/mozilla/markfluence",
	},
	{
		api: V2, operations: "PUT /pages/{id}|(POST|PUT) /[a-z]+/{[a-z-]+}/properties.*", side: Answer, kind: UnknownStatus, subject: "409",
		what: "409 for a stale version or a key that exists", why: "the document does not list it",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync",
	},
	{
		api: V2, operations: "(GET|PUT|DELETE) /attachments/.*", side: Request, kind: WrongParameter, subject: "id|attachment-id",
		what: "the id of an attachment is a number here, or a text that no id is", why: "GET /attachments/{id} of the same document takes \"att\" before it",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync",
	},
	{
		api: V2, mend: includedFields,
		what: "what include parameters of pages and folders include", why: "the document has the parameter but not the field",
		source: "SPEC2's descriptions of the parameters; the names are assumed",
	},
	{
		side: Answer, kind: UnknownField, subject: ".*/ncsStepVersion(Source)?",
		what: "the steps of the editor in a version", why: "the schemas do not have them",
		source: recordings,
	},
	{
		api: V2, side: Answer, kind: UnknownField, subject: ".*/_links/(editui|edituiv2|tinyui)",
		what: "the links to both editors, and those of folders", why: "the schemas do not have them",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V2, operations: "GET /(pages|folders)/{id}/descendants", side: Answer, kind: UnknownField, subject: ".*/lastModified",
		what: "when a descendant was changed", why: "the schema does not have it",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync",
	},
	{
		api: V2, operations: "POST /[a-z]+/{[a-z-]+}/properties", side: Answer, kind: UnknownField, subject: "/version/when",
		what: "v1's name for the time of a new property", why: "the schema does not have it",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync",
	},
	{
		api: V2, operations: "GET /spaces/{id}", side: Answer, kind: UnknownField, subject: "/currentActiveAlias",
		what: "the alias of a single space", why: "the schema of a row has it only",
		source: "assumed after the rows",
	},

	// Cloud v1.
	{
		api: V1, side: Answer, kind: UnknownField, subject: ".*/(locale|isGuest|accountStatus)",
		what: "more about people", why: "the schema does not have it",
		source: recordings + "; measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, side: Answer, kind: UnknownField, subject: ".*/(alias|roles)",
		what: "alias and roles of a space", why: "the schema of February 2024 does not have them",
		source: recordings,
	},
	{
		api: V1, side: Answer, kind: UnknownField, subject: ".*/(ari|base64EncodedAri)",
		what: "the names of files among Atlassian's products", why: "the schema does not have them",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, mend: enumsOfElements,
		what: "lists of statuses and locations", why: "the values of an element stand beside the list, so that no list fits",
		source: "SPEC1-2024 GET /content, parameter status",
	},
	{
		api: V1, mend: writtenVersions,
		what: "the version in a change of an attachment or a property", why: "the schema is that of a version which is read, and wants its time",
		source: "SPEC1's description of number: \"Set this to the current version number incremented by one\"",
	},
	{
		mend: anyValues,
		what: "the value of a property", why: "the schemas allow some kinds of JSON only",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync",
	},
	{
		api: V1, mend: operationsByName,
		what: "restrictions by operation", why: "the schema names \"operationType\" where the operation's own name stands, and forgets the links",
		source: "SPECDC's example of the same operation",
	},
	{
		api: V1, operations: "GET /content/{id}/restriction/byOperation.*", side: Answer, kind: UnknownStatus, subject: "404",
		what: "404 for restrictions of what is missing", why: "the document lists 200 only",
		source: "SPEC1 GET /content/{id}/restriction",
	},
	{
		api: V1, operations: "POST /content|PUT /content/{id}", side: Request, kind: UnknownField, subject: "/metadata",
		what: "properties and labels of new content", why: "the schema does not have them",
		source: "SPEC1's description of POST /content/{id}/label; github.com/sphinx-contrib/confluencebuilder sends the editor so",
	},
	{
		api: V1, operations: "PUT /content/{id}", side: Request, kind: UnknownField, subject: "/version/minorEdit",
		what: "minorEdit of an update", why: "the schema does not have it, SPECDC's does",
		source: "SPECDC PUT /content/{contentId}; github.com/kovetskiy/mark sends it",
	},
	{
		api: V1, operations: "PUT /content/{id}", side: Request, kind: UnknownField, subject: "/id",
		what: "the id that repeats the path's", why: "the schema does not have it, SPECDC's does",
		source: "SPECDC PUT /content/{contentId}; github.com/atlassian-api/atlassian-python-api sends it",
	},
	{
		api: V1, operations: "PUT /content/{id}/property/{key}", side: Request, kind: UnknownField, subject: "/key",
		what: "the key that repeats the path's", why: "the schema does not have it, SPECDC's does",
		source: "SPECDC PUT /content/{id}/property/{key}",
	},
	{
		operations: "POST /content", side: Request, kind: WrongBody, subject: "/ancestors/\\*/id",
		what: "the id of a parent as a number", why: "the schema takes text only",
		source: "SPEC1-2024 PUT /content/{id} takes both",
	},
	{
		api: V1, mend: metadataOfFiles,
		what: "the metadata of a file", why: "the schema is that of a page's metadata",
		source: "SPEC1 PUT /content/{id}/child/attachment/{attachmentId} has metadata.mediaType",
	},
	{
		api: V1, side: Request, kind: UnknownParameter, subject: "next",
		what: "next=true of the server's own links to the next results", why: "the document does not have it",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, operations: "GET /content", side: Answer, kind: UnknownStatus, subject: "501",
		what: "501 for type=folder", why: "the document does not list it",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, operations: "GET /content/search|GET /search(/user)?", side: Answer, kind: UnknownStatus, subject: "500",
		what: "500 for an empty text in CQL", why: "it is a fault of the server",
		source: "measured by github.com/mozilla/markfluence",
	},
	{
		api: V1, operations: "POST /content/{id}/property.*", side: Answer, kind: UnknownStatus, subject: "404",
		what: "404 for a property of what is missing", why: "the document does not list it",
		source: "SPEC1-2024 PUT /content/{id}/property/{key}",
	},

	// Data Center.
	{
		api: DataCenter, mend: listOfErrors,
		what: "the errors in an error", why: "the schema has an object where the server sends a list",
		source: "traffic logged in github.com/kovetskiy/mark issue 111",
	},
	{
		api: DataCenter, mend: labelLists,
		what: "the labels to add", why: "the schema takes one label only",
		source: "SPECDC's description: \"a single label object or a list of labels\"",
	},
	{
		api: DataCenter, side: Answer, kind: UnknownField, subject: ".*/(_links|_expandable)(/.*)?",
		what: "links and what can be expanded", why: "the schemas have them here and there, with \"attribute\" for every name",
		source: "SPECDC's example of GET /content/{id}/restriction/byOperation",
	},
	{
		api: DataCenter, mend: namedPeople,
		what: "the names of people", why: "answers are of the schema Person, which leaves them to KnownUser, which is empty",
		source: "SPECDC's description of GET /user, parameters username and key",
	},
	{
		api: DataCenter, mend: expandedReferences,
		what: "what is referred to", why: "the schemas are those of a reference that is not expanded",
		source: "SPECDC's schema Version, and expand=history.lastUpdated",
	},
	{
		api: DataCenter, mend: listOfFiles,
		what: "the list of files that were added", why: "the schema is that of one content",
		source: "traffic logged by github.com/juliusz-cwiakalski/marksync; SPEC1",
	},
	{
		api: DataCenter, operations: "GET /content/{id}/child/attachment", side: Answer, kind: UnknownStatus, subject: "200",
		what: "200 for a list of files", why: "the document says 201, which would be a file that was made",
		source: "SPEC1-2024 GET /content/{id}/child/attachment",
	},
	{
		api: DataCenter, mend: contentByType("/rest/api/content/{id}/child", "/rest/api/content/{id}/descendant"),
		what: "what stands below a page, by type", why: "the schema is that of a list",
		source: "SPECDC's description: \"a JSON map\", \"keyed by content type\"",
	},
	{
		api: DataCenter, mend: contentByType("/rest/api/space/{spaceKey}/content"),
		what: "the content of a space, by type", why: "the schema is that of a list",
		source: "SPEC1-2024 GET /space/{spaceKey}/content",
	},
	{
		api: DataCenter, mend: operationsByNameDC,
		what: "restrictions by operation on Data Center", why: "the schema is made up for the document: it has \"get_links\" and puts all operations in one more field",
		source: "SPEC1, the same operation",
	},
	{
		api: DataCenter, mend: searchResults,
		what: "what a search answers", why: "the schema has neither of them; those of SearchPageResponseSearchResult and SearchResult's subtypes do",
		source: "SPECDC's schema SearchPageResponseSearchResult",
	},
	{
		api: DataCenter, side: Answer, kind: UnknownField, subject: "/status-code",
		what: "401 for nobody in the REST framework's form", why: "the schema is that of an error of Confluence",
		source: "github.com/atlassian-api/atlassian-python-api issue 189 shows the form",
	},
	{
		api: DataCenter, operations: "POST /content", side: Answer, kind: UnknownStatus, subject: "403",
		what: "403 for who may not write in a space", why: "the document lists 404 only, for what is not found",
		source: "github.com/atlassian-api/atlassian-python-api issue 701",
	},
	{
		api: DataCenter, operations: "PUT /content/{contentId}", side: Answer, kind: UnknownStatus, subject: "409",
		what: "409 for a stale version on Data Center", why: "the document does not list it",
		source: "the text \"Version must be incremented on update\" in logs of users",
	},
	{
		api: DataCenter, operations: "PUT /content/{contentId}", side: Answer, kind: UnknownStatus, subject: "500",
		what: "500 for a page below itself", why: "it is a fault of the server",
		source: "github.com/sphinx-contrib/confluencebuilder issues 517 and 559",
	},
}

func init() {
	for _, g := range gaps {
		g.operation, g.place = anchored(g.operations), anchored(g.subject)
	}
}

func anchored(expression string) *regexp.Regexp {
	if expression == "" {
		expression = ".*"
	}
	return regexp.MustCompile("^(?:" + expression + ")$")
}

// gapFor returns the gap that a violation stands in, or nil.
func gapFor(x *exchange, v violation) *gap {
	for _, g := range gaps {
		if g.mend == nil && (g.api == "" || g.api == x.api) && g.side == v.side && g.kind == v.kind && g.place.MatchString(v.subject) &&
			g.operation.MatchString(x.name()) && strings.Contains(string(x.answer), g.holds) {
			return g
		}
	}
	return nil
}
