package render

import (
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

var titlePattern = regexp.MustCompile(`(?:^|[\s{,])(?:title|filename|file)=(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))`)

// codeTitle finds a title in an info string: ```go title="main.go".
func codeTitle(info string) string {
	if !strings.Contains(info, "=") {
		return ""
	}
	match := titlePattern.FindStringSubmatch(info)
	if match == nil {
		return ""
	}
	return strings.TrimSpace(match[1] + match[2] + match[3])
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
