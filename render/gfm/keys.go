package gfm

import (
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Keys are https://facelessuser.github.io/pymdown-extensions/extensions/keys/: ++ctrl+alt+del++.

func init() {
	onInline(inlineHook{foreign: foreign{in: MkDocs, like: "++ctrl+c++", signs: []string{"++"}}, first: '+', find: findKeys})
	builds(buildKeys)
}

var (
	keysPattern = regexp.MustCompile(`^\+\+((?:[A-Za-z0-9_-]+|"[^"\n+]+")(?:\+(?:[A-Za-z0-9_-]+|"[^"\n+]+"))*)\+\+`)

	// keyNames are those that are not the key's name with a capital.
	keyNames = map[string]string{
		"cmd": "Cmd", "command": "Cmd", "control": "Ctrl", "option": "Option", "del": "Del", "delete": "Del", "escape": "Esc",
		"page-up": "Page Up", "page-down": "Page Down", "arrow-up": "↑", "arrow-down": "↓", "arrow-left": "←", "arrow-right": "→",
		"up": "↑", "down": "↓", "left": "←", "right": "→", "windows": "Win", "plus": "+", "minus": "-",
	}
)

type keys struct {
	ast.Leaf
	names []string
}

func findKeys(text []byte, at int) (raw string, node ast.Node) {
	match := keysPattern.FindSubmatch(text[at:])
	if match == nil || at > 0 && text[at-1] == '+' {
		return "", nil
	}
	return string(match[0]), &keys{names: strings.Split(string(match[1]), "+")}
}

func buildKeys(b *builder, n *keys) {
	for i, key := range n.names {
		if i > 0 {
			b.text("+")
		}
		b.open(Code, -1)
		b.text(keyName(key))
		b.close(Code)
	}
}

func keyName(key string) string {
	if own, quoted := strings.CutPrefix(key, `"`); quoted {
		return strings.TrimSuffix(own, `"`)
	}
	if name, known := keyNames[strings.ToLower(key)]; known {
		return name
	}
	return capitalized(strings.ToLower(key))
}
