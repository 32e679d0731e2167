package rest

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// bodyWriteV2 is a page's body as v2 takes it: a representation with its value, or that under its own name.
type bodyWriteV2 struct {
	Representation string
	Value          string
}

func (b *bodyWriteV2) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	for _, nested := range writtenByV2 {
		if inner, ok := fields[nested]; ok {
			b.Representation = nested
			data = inner
		}
	}
	plain := struct{ Representation, Value string }{Representation: b.Representation}
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	*b = bodyWriteV2(plain)
	return nil
}

// writtenByV2 are the representations that v2 takes (PageBodyWrite of its specification); v1 takes more.
var writtenByV2 = []string{"storage", "atlas_doc_format", "wiki"}

// storage returns the body in storage format; no body is an empty one.
func (b *bodyWriteV2) storage() (string, error) {
	if b == nil {
		return "", nil
	}
	if !slices.Contains(writtenByV2, b.Representation) {
		return "", unknownRepresentation(b.Representation)
	}
	return toStorage(b.Representation, b.Value)
}

func unknownRepresentation(representation string) error {
	return invalidParameter("representation", representation, "one of storage, atlas_doc_format, wiki")
}

// storageBody returns the body that a v1 or Data Center request holds, and whether it holds one.
func storageBody(bodies map[string]struct{ Value, Representation string }) (string, bool, error) {
	for _, format := range []string{"storage", "editor", "editor2", "view", "wiki", "atlas_doc_format"} {
		body, ok := bodies[format]
		if !ok {
			continue
		}
		if body.Representation == "" {
			body.Representation = format
		}
		storage, err := toStorage(body.Representation, body.Value)
		return storage, true, err
	}
	return "", false, nil
}

func toStorage(representation, value string) (string, error) {
	switch representation {
	case "storage", "editor", "editor2", "view":
		return value, nil
	case "wiki":
		return wikiToStorage(value), nil
	case "atlas_doc_format":
		storage, err := documentToStorage(value)
		if err != nil {
			return "", badRequest("Content body cannot be converted to new editor format")
		}
		return storage, nil
	}
	return "", unknownRepresentation(representation)
}

// bodyAs shows a page's body in a format.
func (c *call) bodyAs(page store.Page, format string) string {
	switch format {
	case "storage", "editor", "editor2":
		return page.Body()
	case "atlas_doc_format":
		return storageToDocument(page.Body())
	case "wiki", "dynamic":
		return ""
	}
	return c.view(page)
}

// wikiToStorage takes wiki markup as far as plain publishers send it: headings, list items, paragraphs.
func wikiToStorage(wiki string) string {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.ReplaceAll(wiki, "\r\n", "\n"), "\n\n") {
		block = strings.TrimSpace(block)
		switch {
		case block == "":
		case len(block) > 4 && block[0] == 'h' && block[1] >= '1' && block[1] <= '6' && block[2:4] == ". ":
			b.WriteString("<h" + block[1:2] + ">" + escape(block[4:]) + "</h" + block[1:2] + ">")
		case strings.HasPrefix(block, "* "):
			b.WriteString("<ul>")
			for item := range strings.SplitSeq(block, "\n") {
				b.WriteString("<li>" + escape(strings.TrimPrefix(item, "* ")) + "</li>")
			}
			b.WriteString("</ul>")
		default:
			b.WriteString("<p>" + strings.ReplaceAll(escape(block), "\n", "<br />") + "</p>")
		}
	}
	return b.String()
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(text string) string { return escaper.Replace(text) }
