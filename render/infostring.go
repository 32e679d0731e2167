package render

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// languagePattern finds the language in an info string: "go", "go title=x", "{.go}", "{.go .numbered}", "rust,ignore", "js{1,3}",
// "language-go".
var languagePattern = regexp.MustCompile(`^\{?\s*\.?(?:language-|lang-)?([^\s{}:,;=]+)`)

func codeLanguage(info string) string {
	match := languagePattern.FindStringSubmatch(strings.TrimSpace(info))
	if match == nil {
		return ""
	}
	return strings.ToLower(match[1])
}

var (
	titlePattern   = regexp.MustCompile(`(?:^|[\s{,])(?:title|filename|file)=(?:"((?:[^"\\]|\\.)*|[^"]*)"|'((?:[^'\\]|\\.)*|[^']*)'|([^\s"'{},]+))`)
	escapedPattern = regexp.MustCompile(`\\([[:punct:]])`)
)

// codeTitle finds a title in an info string: ```go title="main.go". Written is the string before its backslashes were taken off, if it
// has some.
func codeTitle(info, written string) string {
	if !strings.Contains(info, "=") {
		return ""
	}
	escaped := written != ""
	if escaped {
		info = written
	}
	match := titlePattern.FindStringSubmatch(info)
	if match == nil {
		return ""
	}
	title := match[1] + match[2] + match[3]
	if escaped {
		title = escapedPattern.ReplaceAllString(html.UnescapeString(title), "$1")
	}
	return strings.TrimSpace(title)
}

// Line numbers are asked for in an info string by words such as "numbered" (kramdown), ".numberLines" (Pandoc), "linenums=1"
// (MkDocs), "showLineNumbers" (Docusaurus), "linenos" (Hugo, Sphinx); some of them, and "startFrom" and "firstline", name the first.
var (
	numberedPattern = regexp.MustCompile(`(?i)(?:^|[\s{,.])(?:numbered|linenos|linenums|line-?numbers|show-?line-?numbers|number-?lines)(?:=["']?(\w+))?(?:["'\s{},]|$)`)
	firstPattern    = regexp.MustCompile(`(?i)(?:^|[\s{,])(?:start-?from|first-?line|linenostart|number-?lines)=["']?(\d{1,6})`)
)

// firstLine gives the number of the first line of a code block, 0 if its lines have no numbers.
func firstLine(info string) int {
	numbered := numberedPattern.FindStringSubmatch(info)
	if numbered == nil || numbered[1] == "false" || numbered[1] == "none" || numbered[1] == "0" {
		return 0
	}
	written := numbered[1]
	if first := firstPattern.FindStringSubmatch(info); first != nil {
		written = first[1]
	}
	if number, err := strconv.Atoi(written); err == nil && number > 0 && number < 1_000_000 {
		return number
	}
	return 1
}
