package gfm

import "regexp"

// Icons are Material's (https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/): :material-check: and others. Those that say
// something become signs. The others are left out: a page has none of them.

func init() {
	onInline(inlineHook{
		foreign: foreign{in: MkDocs, like: ":material-check:", signs: []string{":material-", ":fontawesome-", ":octicons-", ":simple-"}},
		first:   ':', find: findIcon,
	})
}

var (
	iconPattern = regexp.MustCompile(`^:(?:material|fontawesome|octicons|simple)-([a-z0-9-]+):`)
	iconSign    = regexp.MustCompile(`(?:^|-)(check|close|x|times|xmark|alert|plus|minus|star|heart)(?:-|$)`)
	iconSigns   = map[string]string{
		"check": "✔", "close": "✖", "x": "✖", "times": "✖", "xmark": "✖", "alert": "⚠", "plus": "+", "minus": "−", "star": "★", "heart": "♥",
	}
)

func findIcon(_ *builder, text []byte, at int) (p piece, found bool) {
	match := iconPattern.FindSubmatch(text[at:])
	if match == nil {
		return piece{}, false
	}
	sign := ""
	if named := iconSign.FindSubmatch(match[1]); named != nil {
		sign = iconSigns[string(named[1])]
	}
	return piece{raw: string(match[0]), build: func(b *builder, _ piece) { b.text(sign) }}, true
}
