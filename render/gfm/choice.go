package gfm

import (
	"slices"
	"strings"
	"sync"
)

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
