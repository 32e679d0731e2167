package gfm

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// Tabs of Docusaurus (https://docusaurus.io/docs/markdown-features/tabs) have their labels at each of them, or in a list at what is
// around them.

func init() {
	cutsParagraph(cut{
		foreign: foreign{in: Docusaurus},
		may:     func(line []byte) bool { return bytes.HasPrefix(trimLeft(line), []byte("<")) },
		at:      func(_ *blockParser, _, line []byte) (bool, bool) { return false, tabTag.Match(line) },
	})
}

var (
	tabTag   = regexp.MustCompile(`^[ \t]*</?(?:Tabs|TabItem)(?:[ \t/>]|$)`)
	tabValue = regexp.MustCompile(`\{[^{}]*\}`)
	tabField = regexp.MustCompile("[\"']?\\b(label|value)[\"']?\\s*:\\s*(?:'([^']*)'|\"([^\"]*)\"|`([^`]*)`)")
)

// tabs begins or ends what is around tabs.
func (b *builder) tabs(tag component) {
	if tag.ends {
		b.tabLabels = b.tabLabels[:max(len(b.tabLabels)-1, 0)]
		return
	}
	labels := map[string]string{}
	for _, object := range tabValue.FindAllString(tag.attrs["values"], -1) {
		of := map[string]string{}
		for _, field := range tabField.FindAllStringSubmatch(object, -1) {
			of[field[1]] = field[2] + field[3] + field[4]
		}
		labels[of["value"]] = of["label"]
	}
	if len(b.tabLabels) == maxOpen {
		b.tabLabels = b.tabLabels[:0:0]
	}
	b.tabLabels = append(slices.Clip(b.tabLabels), labels)
}

// tabTitle returns the title of a tab.
func (b *builder) tabTitle(tag component) string {
	value := tag.attrs["value"]
	title := tag.attrs["label"]
	if last := len(b.tabLabels) - 1; last >= 0 && b.tabLabels[last][value] != "" {
		title = b.tabLabels[last][value]
	}
	if title == "" {
		title = capitalized(value + " ")
	}
	return strings.TrimSpace(title)
}

// tabInText builds the title of a tab that begins within a text.
func (b *builder) tabInText(tag component) {
	switch {
	case tag.name == "Tabs":
		b.tabs(tag)
	case tag.name == "TabItem" && !tag.ends:
		if title := b.tabTitle(tag); title != "" {
			b.text(" ")
			b.open(Strong, b.leaf.offset())
			b.text(title)
			b.close(Strong)
			b.text(" ")
		}
	}
}
