package storage

import (
	"encoding/xml"
	"slices"
	"strings"
)

// marker is the element around the text that an inline comment is about; its ac:ref names the comment.
const marker = "ac:inline-comment-marker"

// CarryMarkers puts the markers of inline comments that one body holds into another one, around the same text: where the
// text occurs more than once, around the same occurrence if there are as many. Lost are the texts that the other body no
// longer has in one piece; a comment whose marker is gone is no longer shown beside the page.
func CarryMarkers(from, to string) (body string, lost []string) {
	for _, found := range markersIn(from) {
		at := occurrences(to, found.text)
		if len(at) == 0 {
			lost = append(lost, found.text)
			continue
		}
		start := at[min(found.nth, len(at)-1)]
		end := start + len(escaped(found.text))
		to = to[:start] + "<" + marker + ` ac:ref="` + escaped(found.ref) + `">` + to[start:end] + "</" + marker + ">" + to[end:]
	}
	return to, lost
}

type markedText struct {
	ref, text string
	nth       int // of the same text in the body, from 0
}

func markersIn(body string) []markedText {
	if !strings.Contains(body, "<"+marker) {
		return nil
	}
	var found []markedText
	var before strings.Builder
	var open *markedText
	decoder := reader(body)
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return found
		}
		switch t := token.(type) {
		case xml.StartElement:
			if qualified(t.Name) == marker {
				open = &markedText{ref: refOf(t)}
			}
		case xml.EndElement:
			if qualified(t.Name) == marker && open != nil && open.text != "" {
				open.nth = strings.Count(before.String(), open.text)
				before.WriteString(open.text)
				found = append(found, *open)
				open = nil
			}
		case xml.CharData:
			if open != nil {
				open.text += string(t)
			} else {
				before.Write(t)
			}
		}
	}
}

func refOf(t xml.StartElement) string {
	at := slices.IndexFunc(t.Attr, func(a xml.Attr) bool { return qualified(a.Name) == "ac:ref" })
	if at < 0 {
		return ""
	}
	return t.Attr[at].Value
}

// occurrences gives the places at which a text stands in a body where a marker may be put around it: not in code, not in
// a macro's parameter, not in another marker.
func occurrences(body, text string) []int {
	var at []int
	var open []string
	decoder := reader(body)
	for {
		start := int(decoder.InputOffset())
		token, err := decoder.RawToken()
		if err != nil {
			return at
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, qualified(t.Name))
		case xml.EndElement:
			open = open[:max(len(open)-1, 0)]
		case xml.CharData:
			raw := body[start:int(decoder.InputOffset())]
			if strings.HasPrefix(raw, "<![CDATA[") || slices.ContainsFunc(open, unmarkable) {
				continue
			}
			for from := 0; ; {
				next := strings.Index(raw[from:], escaped(text))
				if next < 0 {
					break
				}
				at = append(at, start+from+next)
				from += next + len(escaped(text))
			}
		}
	}
}

func unmarkable(name string) bool {
	switch name {
	case marker, "ac:parameter", "ac:plain-text-body", "ac:plain-text-link-body", "ac:task-id", "ac:task-status":
		return true
	}
	return false
}

func escaped(text string) string {
	var w Writer
	w.Text(text)
	return w.String()
}

func reader(body string) *xml.Decoder {
	decoder := xml.NewDecoder(strings.NewReader(body))
	decoder.Entity = xml.HTMLEntity
	return decoder
}
