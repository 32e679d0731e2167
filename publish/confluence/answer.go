package confluence

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/confluence/gate"
	"github.com/pagewright/pagewright/publish/redact"
)

// An answer is one HTTP answer, read to its end.
type answer struct {
	status   int
	header   http.Header
	body     []byte
	came     time.Time
	redactor *redact.Redactor // for what it says
}

// askedFor is the wait that a refusal names, 0 if it names none. A wait of 0 that
// is named is a nanosecond.
func (a answer) askedFor() time.Duration {
	if asked, named := gate.AskedWait(a.header, a.came); named {
		return max(asked, 1)
	}
	return 0
}

// retryAfter is the wait that a failure names. The headers of limits, which may
// come with it, do not speak of the failure.
func (a answer) retryAfter() time.Duration {
	asked, _ := gate.AskedWait(http.Header{"Retry-After": a.header.Values("Retry-After")}, a.came)
	return asked
}

func (a answer) isHTML() bool {
	return bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("<")) ||
		strings.HasPrefix(a.header.Get("Content-Type"), "text/html")
}

func (a answer) requestID() string {
	return a.redactor.Text(cmp.Or(a.header.Get("Atl-Request-Id"), a.header.Get("Atl-Traceid"), a.header.Get("X-Trace-Id"), a.header.Get("X-Request-Id")))
}

// An envelope is the union of the shapes in which errors come: v2 (errors), v1
// and Data Center (message, data), the gateway (code, message), the gateway's
// router (timestamp, error, message), the site's gate (errorMessages).
type envelope struct {
	Errors []struct {
		Title  string `json:"title"`
		Detail string `json:"detail"`
	} `json:"errors"`
	ErrorMessages []string `json:"errorMessages"`

	Message   string `json:"message"`
	Error     string `json:"error"`
	Timestamp any    `json:"timestamp"`
	Data      struct {
		Errors []struct {
			Message struct {
				Translation string `json:"translation"`
			} `json:"message"`
		} `json:"errors"`
	} `json:"data"`
}

func (a answer) envelope() envelope {
	var e envelope
	if !a.isHTML() {
		_ = json.Unmarshal(a.body, &e)
	}
	return e
}

var (
	javaClass  = regexp.MustCompile(`^(?:[a-z]+\.)+[A-Za-z]+(?:Exception|Error): `)
	htmlTag    = regexp.MustCompile(`<[^>]*>`)
	noText     = regexp.MustCompile(`(?i)<(?:script|style)|</(?:script|style)>`) // where what people do not read begins and ends
	whiteSpace = regexp.MustCompile(`\s+`)
)

// words are the server's own, fit for a line: without secrets, Java class names
// and markup, at most 300 bytes. A proxy may repeat the request in its error page;
// secrets are taken out first, since a piece of one is hard to find.
func (a answer) words() string { return shortened(a.redactor.Text(a.text()), 300) }

// mostText is as much of an answer as a reader would look at for what it says.
const mostText = 64 << 10

func (a answer) text() string {
	var said []string
	e := a.envelope()
	for _, x := range e.Errors {
		said = append(said, x.Title, x.Detail)
	}
	said = append(said, e.ErrorMessages...)
	said = append(said, javaClass.ReplaceAllString(e.Message, ""))
	for _, x := range e.Data.Errors {
		said = append(said, x.Message.Translation)
	}
	if strings.Join(said, "") == "" {
		said = []string{cmp.Or(e.Error, a.plainText())}
	}
	return joinDistinct(said)
}

func (a answer) plainText() string {
	text := string(a.body[:min(len(a.body), mostText)])
	if !a.isHTML() {
		if json.Valid(a.body) {
			return ""
		}
		return text
	}
	if i := strings.Index(strings.ToLower(text), "<body"); i >= 0 {
		if body := withoutMarkup(text[i:]); strings.TrimSpace(body) != "" {
			return html.UnescapeString(body)
		}
	}
	return html.UnescapeString(withoutMarkup(text))
}

// withoutMarkup leaves out tags, scripts and styles. A script that does not end is taken for text.
func withoutMarkup(text string) string {
	var out strings.Builder
	begin, written := -1, 0
	for _, found := range noText.FindAllStringIndex(text, -1) {
		switch isEnd := text[found[0]+1] == '/'; {
		case !isEnd && begin < 0:
			begin = found[0]
		case isEnd && begin >= 0:
			out.WriteString(text[written:begin] + " ")
			begin, written = -1, found[1]
		}
	}
	out.WriteString(text[written:])
	return htmlTag.ReplaceAllString(out.String(), " ")
}

// joinDistinct joins texts that do not repeat each other, as far as anybody reads.
func joinDistinct(said []string) string {
	kept := ""
	for _, s := range said {
		s = strings.TrimSpace(whiteSpace.ReplaceAllString(s[:min(len(s), mostText)], " "))
		if s == "" || strings.Contains(kept, s) {
			continue
		}
		if kept != "" {
			kept += "; "
		}
		if kept += s; len(kept) > mostWords {
			break
		}
	}
	return kept
}

// mostWords is more than is ever shown, so that what follows need not be compared with it.
const mostWords = 4 << 10

func shortened(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}

// looksLikeDataCenter reports whether Data Center answered, and not whatever else
// may be at an address without an Atlassian name.
func (a answer) looksLikeDataCenter() bool {
	for _, h := range []string{"X-Seraph-Loginreason", "X-Asen", "X-Ausername", "X-Confluence-Request-Time"} {
		if a.header.Get(h) != "" {
			return true
		}
	}
	return bytes.Contains(a.body, []byte(`"allowedInReadOnlyMode"`))
}

// looksLikeCloud reports whether a Cloud site is behind an address without an
// Atlassian name.
func (a answer) looksLikeCloud() bool {
	return a.header.Get("Atl-Request-Id") != "" || a.header.Get("Atl-Traceid") != "" ||
		strings.EqualFold(a.header.Get("Server"), "AtlassianEdge") || a.header.Get("Deprecation") != ""
}
