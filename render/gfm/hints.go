package gfm

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/problem"
)

// hint reports what was found of other dialects, with the fewest that have all of it.
func (b *blockParser) hint() {
	var found []hint
	for _, h := range b.hints.found {
		if h.of.instead == "" {
			found = append(found, h)
			continue
		}
		b.faults = append(b.faults, fault{h.at, problem.Dialect, fmt.Sprintf("%s is Markdown of %s, which is shown as it is written, as on GitHub: %s",
			h.of.like, cmp.Or(h.of.tool, "Azure DevOps"), h.of.instead)})
	}
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
