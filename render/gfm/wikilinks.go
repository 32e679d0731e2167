package gfm

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Wikilinks are Obsidian's (https://obsidian.md/help/links) and GitLab's (https://docs.gitlab.com/user/markdown/#wikilinks): a page by
// its name between two pairs of brackets, maybe with a heading of it and a text, and, after a "!", what is embedded.

// WikiLink is a link to a page by its name. Its attributes: page, heading, and other, which may be the name of the page as well,
// if GitLab's order of text and page is not kept. Images that are embedded have the attribute wiki.
var WikiLink = own(Tag{Name: "a"})

func init() {
	of := foreign{in: Obsidian | GitLab, like: "[[a page]]", signs: []string{"[["}}
	onInline(inlineHook{foreign: of, first: '[', find: findWikiLink})
	of.like = "![[a file]]"
	onInline(inlineHook{foreign: of, first: '!', find: findEmbed})
	builds(func(b *builder, n *wiki) {
		if n.embedded {
			b.embed(n.name, n.shown)
		} else {
			b.wikiLink(n.name, n.shown)
		}
	})
}

var (
	wikiPattern = regexp.MustCompile(`^\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]`)
	placeholder = regexp.MustCompile(`^\[\[_[A-Z]+_\]\]`) // of Azure DevOps and md2conf
	wikiSize    = regexp.MustCompile(`^(\d+)(?:x(\d+))?$`)
	imageNames  = set(`.png .jpg .jpeg .gif .svg .webp .bmp .avif .tif .tiff`)
)

// wikiTarget reads the brackets at an offset.
func wikiTarget(text []byte, at int) (raw string, name, shown string, found bool) {
	match := wikiPattern.FindSubmatch(text[at:])
	if match == nil || at+len(match[0]) < len(text) && (text[at+len(match[0])] == '(' || text[at+len(match[0])] == '[') {
		return "", "", "", false
	}
	name, shown = strings.TrimSpace(strings.TrimSuffix(string(match[1]), `\`)), strings.TrimSpace(string(match[2]))
	return string(match[0]), name, shown, name != "" && !contentsMarker.Match(match[0]) && !placeholder.Match(match[0])
}

// wiki is a wikilink or what is embedded, in gomarkdown's tree.
type wiki struct {
	ast.Leaf
	name, shown string
	embedded    bool
}

func findWikiLink(text []byte, at int) (raw string, node ast.Node) {
	if at > 0 && (text[at-1] == '[' || text[at-1] == '!' && !isEscaped(text, at-1)) {
		return "", nil
	}
	raw, name, shown, found := wikiTarget(text, at)
	if !found {
		return "", nil
	}
	return raw, &wiki{name: name, shown: shown}
}

func isEscaped(text []byte, at int) bool { return at > 0 && text[at-1] == '\\' }

func (b *builder) wikiLink(name, shown string) {
	attrs := []Attr{{"other", shown}}
	if shown != "" && b.options.Dialects&(GitLab|Obsidian) == GitLab { // which has the text first
		name, shown = shown, name
		attrs[0].Value = shown
	}
	page, heading, _ := strings.Cut(name, "#")
	attrs = append(attrs, Attr{"page", strings.TrimSpace(page)}, Attr{"heading", strings.TrimSpace(heading[strings.LastIndexByte(heading, '#')+1:])})
	if shown == "" {
		shown = strings.ReplaceAll(strings.TrimPrefix(strings.TrimSuffix(name, ".md"), "#"), "#", " > ")
	}
	if b.leaf.inLink > 0 || b.inRawLink() {
		b.text(shown)
		return
	}
	b.open(WikiLink, b.leaf.offset(), attrs...)
	b.text(shown)
	b.close(WikiLink)
}

func findEmbed(text []byte, at int) (raw string, node ast.Node) {
	if !bytes.HasPrefix(text[at:], []byte("![[")) {
		return "", nil
	}
	raw, name, shown, found := wikiTarget(text, at+1)
	if !found {
		return "", nil
	}
	return "!" + raw, &wiki{name: name, shown: shown, embedded: true}
}

// embed builds an image. A page or another file is linked to instead.
func (b *builder) embed(name, shown string) {
	size := wikiSize.FindStringSubmatch(shown)
	file, _, _ := strings.Cut(name, "#")
	extension := strings.ToLower(path.Ext(file))
	if !imageNames[extension] && !(extension == "" && size != nil) {
		if size != nil {
			shown = ""
		}
		b.wikiLink(name, shown)
		return
	}
	attrs := []Attr{{"src", file}, {"wiki", "true"}}
	if size != nil || shown == "" {
		shown = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	attrs = append(attrs, Attr{"alt", shown})
	if size != nil {
		attrs = append(attrs, Attr{"width", size[1]}, Attr{"height", size[2]})
	}
	b.open(Image, b.leaf.offset(), attrs...)
}
