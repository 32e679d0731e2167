package nav

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// summaryLine is an entry of GitBook's and mdBook's lists, or one of mdBook's chapters before and behind them:
// https://docs.gitbook.com/getting-started/git-sync/content-configuration, https://rust-lang.github.io/mdBook/format/summary.html.
var summaryLine = regexp.MustCompile(`^\s*(?:[-*+]\s+)?\[([^\]]*)\]\(\s*<?([^)>\s]*)>?[^)]*\)\s*$`)

func readSummary(n *Nav, file string, content []byte) error {
	links, others := 0, 0
	type link struct{ title, target string }
	var found []link
	for line := range strings.Lines(string(content)) {
		text := strings.TrimSpace(line)
		match := summaryLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		switch {
		case match != nil:
			links++
			found = append(found, link{match[1], match[2]})
		case text == "" || strings.HasPrefix(text, "#") || strings.Trim(text, "-*_") == "":
		default:
			others++
		}
	}
	if links <= others {
		return nil // a document like others
	}
	n.contents[file] = true
	for i, l := range found {
		target, _, _ := strings.Cut(l.target, "#")
		if plain, err := url.PathUnescape(target); err == nil {
			target = plain
		}
		if target == "" || isExternal(target) {
			continue
		}
		name := path.Join(path.Dir(file), target)
		if _, twice := n.positions[name]; !twice {
			n.sequence(name, i+1)
			n.titles[name] = l.title
		}
	}
	return nil
}
