package gfm

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/render/problem"
)

// Dialect is Markdown that tools have beyond GitHub's. Several may be read at once.
type Dialect uint8

// The dialects.
const (
	MkDocs     Dialect = 1 << iota // Python-Markdown, with what Material for MkDocs adds
	Docusaurus                     // with the imports, and the tags of components, that its MDX has
	GitLab
	Obsidian

	// MDX is a whole document in it: braces hold expressions, and indentation means nothing.
	MDX
	// Subscript reads ~x~ as MkDocs does, where GitHub strikes it through.
	Subscript
)

// dialects are those that people set, by the names that they are set with.
var dialects = []struct {
	is         Dialect
	name, tool string
}{{MkDocs, "mkdocs", "MkDocs"}, {Docusaurus, "docusaurus", "Docusaurus"}, {GitLab, "gitlab", "GitLab"}, {Obsidian, "obsidian", "Obsidian"}}

// DialectNamed returns the dialect with a name, 0 if there is none.
func DialectNamed(name string) Dialect {
	for _, d := range dialects {
		if d.name == name {
			return d.is
		}
	}
	return 0
}

// Names returns the names of dialects, with commas between them.
func (d Dialect) Names() string {
	var names []string
	for _, known := range dialects {
		if d&known.is != 0 {
			names = append(names, known.name)
		}
	}
	return strings.Join(names, ", ")
}

// Options say what is read beyond GitHub's Markdown.
type Options struct {
	Dialects Dialect
	// Hint reports, once, what of other dialects there is.
	Hint bool
	// Include returns the text of a file that is included (--8<-- "name"), as Parse takes it. Its errors are for people.
	Include func(name string) (text string, err error)
}

// foreign is what a construct's file registers it with, if it is not GitHub's.
type foreign struct {
	in    Dialect  // which dialects have it; 0 if it is GitHub's
	like  string   // an example
	signs []string // every text that has it has one of them
	watch bool     // it is only to be reported
}

// inForce are the constructs that are looked for in a text.
type inForce struct {
	blocks   []blockHook
	cuts     []cut
	cutting  bool // some of the cuts are foreign
	inlines  []inlineHook
	watched  []inlineHook
	watching bool   // there are some of them
	special  string // the bytes that the inline constructs begin with
	ends     []endHook
}

// ours are GitHub's constructs.
var ours = sync.OnceValue(func() (in inForce) {
	for _, h := range blockHooks {
		if h.in == 0 {
			in.blocks = append(in.blocks, h)
		}
	}
	for _, c := range cuts {
		if c.in == 0 {
			in.cuts = append(in.cuts, c)
		}
	}
	return in
})

// inForceFor finds the constructs to look for: GitHub's, those of the dialects, and, to be reported, those that the text has signs
// of.
func inForceFor(text string, o Options) inForce {
	in := ours()
	if o.Dialects == 0 && !o.Hint {
		return in
	}
	has := map[string]bool{}
	looksLike := func(f *foreign) bool {
		if f.in&o.Dialects != 0 {
			return true
		}
		f.watch = o.Hint && slices.ContainsFunc(f.signs, func(sign string) bool {
			found, known := has[sign]
			if !known {
				found = strings.Contains(text, sign)
				has[sign] = found
			}
			return found
		})
		return f.watch
	}
	in.blocks, in.cuts = slices.Clip(in.blocks), slices.Clip(in.cuts)
	for _, h := range blockHooks {
		if h.in != 0 && looksLike(&h.foreign) {
			in.blocks = inRank(in.blocks, h)
		}
	}
	for _, c := range cuts {
		if c.in != 0 && c.in&o.Dialects != 0 {
			in.cuts, in.cutting = append(in.cuts, c), true
		}
	}
	for _, h := range inlineHooks {
		switch {
		case !looksLike(&h.foreign):
			continue
		case h.watch:
			in.watched, in.watching = append(in.watched, h), true
		default:
			in.inlines = append(in.inlines, h)
		}
		in.special += string(h.first)
	}
	for _, h := range endHooks {
		if looksLike(&h.foreign) {
			in.ends = append(in.ends, h)
		}
	}
	return in
}

// hints are what was found of dialects that are not read.
type hints struct {
	found []hint // one for each construct
}

type hint struct {
	of foreign
	at int
}

func (h *hints) add(of foreign, at int) {
	for i := range h.found {
		if h.found[i].of.like == of.like {
			h.found[i].at = min(h.found[i].at, at)
			return
		}
	}
	h.found = append(h.found, hint{of, at})
}

// hint reports what was found of other dialects, with the fewest that have all of it.
func (b *blockParser) hint() {
	found := b.hints.found
	if len(found) == 0 {
		return
	}
	slices.SortStableFunc(found, func(a, b hint) int { return a.at - b.at })
	var missing Dialect
	for _, h := range found {
		if isSingle(h.of.in) {
			missing |= h.of.in
		}
	}
	for _, h := range found {
		if h.of.in&missing == 0 {
			missing |= 1 << (bits.Len8(uint8(h.of.in)) - 1) // the last of them
		}
	}
	first := found[0]
	var tools []string
	for _, d := range dialects {
		if d.is&first.of.in != 0 {
			tools = append(tools, d.tool)
		}
	}
	b.faults = append(b.faults, fault{first.at, problem.Dialect, fmt.Sprintf("%s is Markdown of %s, which is shown as it is written, as on GitHub: set dialect: %s to have it read",
		first.of.like, strings.Join(tools, " or "), (missing | b.options.Dialects).Names())})
}

func isSingle(d Dialect) bool { return d&(d-1) == 0 }
