package draw

import (
	"cmp"
	"strings"
)

// emoticons are the legacy editor's, under their ac:name.
var emoticons = map[string]string{
	"smile": "🙂", "sad": "🙁", "cheeky": "😛", "laugh": "😀", "wink": "😉", "thumbs-up": "👍", "thumbs-down": "👎",
	"information": "ℹ️", "tick": "✅", "cross": "❌", "warning": "⚠️", "plus": "➕", "minus": "➖", "question": "❓",
	"light-on": "💡", "light-off": "💡", "yellow-star": "⭐", "red-star": "⭐", "green-star": "⭐", "blue-star": "⭐",
	"heart": "❤️", "broken-heart": "💔",
}

func (d *drawer) emoticon(n *node) {
	name := strings.Trim(cmp.Or(n.attribute("ac:emoji-shortname"), n.attribute("ac:name"), "emoji"), ":")
	d.element("span", emoji(n), class("emoji"), role("img"), spoken(strings.ReplaceAll(name, "_", " ")))
}

// emoji is the character for an emoticon: the new editor stores it as the fallback, unless that repeats the short name.
func emoji(n *node) string {
	if f := n.attribute("ac:emoji-fallback"); f != "" && !strings.HasPrefix(f, ":") {
		return f
	}
	if e, ok := emoticons[n.attribute("ac:name")]; ok {
		return e
	}
	return cmp.Or(n.attribute("ac:emoji-shortname"), ":"+n.attribute("ac:name")+":")
}
