package confluence

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sameText reports whether two storage bodies say the same. Confluence changes
// the markup of what it stores (ids, versions and local ids of macros, paragraphs
// in cells, ids of tasks), but not the text, nor what links and macros point at.
func sameText(a, b string) bool { return a == b || spokenText(a) == spokenText(b) }

func spokenText(body string) string {
	d := xml.NewDecoder(strings.NewReader("<r>" + body + "</r>"))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var text strings.Builder
	inID := false // the text is the id of a task
	for {
		token, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return text.String()
			}
			return body
		}
		switch t := token.(type) {
		case xml.CharData:
			for _, r := range string(t) {
				if !unicode.IsSpace(r) && !inID {
					text.WriteRune(r)
				}
			}
		case xml.EndElement:
			inID = false
		case xml.StartElement:
			inID = t.Name.Space == "ac" && (t.Name.Local == "task-id" || t.Name.Local == "task-uuid")
			for _, attribute := range t.Attr {
				if attribute.Name.Space == "ri" && attribute.Name.Local != "version-at-save" || attribute.Name.Local == "href" {
					text.WriteString(attribute.Value)
				}
			}
		}
	}
}

// sameTitle looks past what Confluence may respell in a title.
func sameTitle(a, b string) bool {
	plain := func(title string) string { return norm.NFC.String(strings.Join(strings.Fields(title), " ")) }
	return plain(a) == plain(b)
}

func holdsTitle(have, status, want string) bool {
	return strings.EqualFold(have, want) && slices.Contains([]string{"current", "archived", ""}, status)
}
