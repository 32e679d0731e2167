package source

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// Sizes in bytes. Confluence Cloud refuses a request above 5 MB (413, OpenAPI document of API v2, POST /pages); for Data
// Center no limit is known.
const (
	maxRequest = 5 << 20
	besideBody = 4 << 10 // of a request: title, message, ids
)

// checkSize reports a body that is too large to be sent to Confluence Cloud.
func checkSize(source, body string, editor render.Editor) []render.Problem {
	if editor != render.CloudEditor || len(body) < maxRequest/6 { // \u001f: JSON makes six bytes of one at most
		return nil
	}
	size := sizeInJSON(body)
	if size+besideBody <= maxRequest {
		return nil
	}
	return []render.Problem{{
		Path: source, Severity: render.Error, Rule: problem.BodySize,
		Message: fmt.Sprintf("the page made of this document has %.1f MB, and Confluence Cloud takes at most %d MB: divide the document, or move long tables and logs into files that it links to", float64(size)/(1<<20), maxRequest>>20),
	}}
}

func sizeInJSON(text string) int {
	var size counter
	encoder := json.NewEncoder(&size)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text)
	return int(size)
}

// counter counts what is written to it.
type counter int

var _ io.Writer = (*counter)(nil)

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
