package gfm

import (
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// Icons are Material's (https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/): :material-check: and others. Those that say
// something become signs. The others are left out: a page has none of them.

func init() {
	onInline(inlineHook{
		foreign: foreign{in: MkDocs, like: ":material-check:", signs: []string{":material-", ":fontawesome-", ":octicons-", ":simple-"}},
		first:   ':', find: findIcon,
	})
	builds(func(b *builder, n *icon) {
		b.open(Span, -1) // which may get attributes
		b.text(n.sign)
		b.close(Span)
	})
}

var (
	iconPattern = regexp.MustCompile(`^:(?:material|fontawesome|octicons|simple)-([a-z0-9-]+):`)
	iconSign    = regexp.MustCompile(`(?:^|-)(check|close|x|times|xmark|alert|plus|minus|star|heart)(?:-|$)`)
	iconSigns   = map[string]string{
		"check": "✔", "close": "✖", "x": "✖", "times": "✖", "xmark": "✖", "alert": "⚠", "plus": "+", "minus": "−", "star": "★", "heart": "♥",
	}
)

type icon struct {
	ast.Leaf
	sign string
}

func findIcon(text []byte, at int) (raw string, node ast.Node) {
	match := iconPattern.FindSubmatch(text[at:])
	if match == nil {
		return "", nil
	}
	n := &icon{}
	if named := iconSign.FindSubmatch(match[1]); named != nil {
		n.sign = iconSigns[string(named[1])]
	}
	return string(match[0]), n
}
