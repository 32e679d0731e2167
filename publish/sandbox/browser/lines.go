package browser

import "strings"

// ends are the tags after which a storage body is broken into lines: Confluence keeps bodies without line breaks, and a
// comparison by lines needs some.
var ends = strings.NewReplacer(breaks(
	"</p>", "</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>", "</li>", "<ul>", "</ul>", "<ol>", "</ol>", "<hr/>", "<hr />",
	"<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>", "</td>", "</th>", "</pre>",
	"<blockquote>", "</blockquote>", "</colgroup>", "</div>", "<ac:task-list>", "</ac:task-list>", "</ac:task>",
	"</ac:structured-macro>", "<ac:rich-text-body>", "</ac:rich-text-body>", "</ac:plain-text-body>", "</ac:image>",
	"<ac:layout>", "</ac:layout>", "</ac:layout-section>", "</ac:layout-cell>",
)...)

func breaks(tags ...string) []string {
	var pairs []string
	for _, tag := range tags {
		pairs = append(pairs, tag+"\n", tag+"\n", tag, tag+"\n")
	}
	return pairs
}

// inLines is a storage body with a line for each of its blocks; nothing but line breaks is added, and none in CDATA
// sections, where they would be part of the text.
func inLines(storage string) string {
	var b strings.Builder
	for {
		markup, rest, found := strings.Cut(storage, "<![CDATA[")
		b.WriteString(ends.Replace(markup))
		if !found {
			break
		}
		end := strings.Index(rest, "]]>") + len("]]>")
		b.WriteString("<![CDATA[" + rest[:end])
		storage = rest[end:]
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
