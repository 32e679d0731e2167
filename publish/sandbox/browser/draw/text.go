package draw

import "strings"

// Text is what a reader sees of a body, on one line, for a search.
func Text(storage string) string {
	root, _ := parse(storage)
	var b strings.Builder
	root.walk(func(n *node) bool {
		switch n.name {
		case "ac:parameter":
			return n.attribute("ac:name") == "title"
		case "ac:task-id", "ac:task-status", "ac:task-uuid":
			return false
		case "ac:link":
			if n.child("ac:link-body", "ac:plain-text-link-body") == nil {
				b.WriteString(targetName(n))
			}
		case "", "a", "strong", "b", "em", "i", "code", "span", "sub", "sup", "u", "del", "s", "small", "ac:link-body", "ac:plain-text-link-body", "ac:inline-comment-marker":
		default:
			b.WriteByte(' ')
		}
		b.WriteString(n.text)
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
