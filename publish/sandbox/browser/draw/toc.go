package draw

import (
	"regexp"
	"strconv"
)

type contents struct {
	lowest, highest  int
	outline, flat    bool
	include, exclude *regexp.Regexp
}

// contents draws the toc macro: the page's own headings as links.
func (d *drawer) contents(n *node) {
	if d.listed > mostListed {
		return
	}
	c := readContents(n)
	entries := c.choose(d.headings)
	d.listed += len(entries)
	if len(entries) == 0 {
		return
	}
	numbers := ""
	if c.outline {
		numbers = "toc-numbered"
	}
	d.open("nav", class("toc", numbers), spoken("Table of contents"))
	if c.flat {
		d.flatContents(entries)
	} else {
		d.nestedContents(nest(entries), "", c.outline)
	}
	d.close("nav")
}

func readContents(n *node) contents {
	return contents{
		lowest:  level(n.parameter("minLevel"), 1),
		highest: level(n.parameter("maxLevel"), 7),
		outline: n.parameter("outline") == "true",
		flat:    n.parameter("type") == "flat",
		include: pattern(n.parameter("include")),
		exclude: pattern(n.parameter("exclude")),
	}
}

func level(value string, otherwise int) int {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return otherwise
}

// pattern is nil for a filter that is not given, or that is written for Java's regular expressions only.
func pattern(value string) *regexp.Regexp {
	if value == "" {
		return nil
	}
	p, err := regexp.Compile("^(?:" + value + ")$")
	if err != nil {
		return nil
	}
	return p
}

func (c contents) choose(headings []heading) []heading {
	var chosen []heading
	for _, h := range headings {
		if h.level < c.lowest || h.level > c.highest ||
			c.include != nil && !c.include.MatchString(h.text) || c.exclude != nil && c.exclude.MatchString(h.text) {
			continue
		}
		chosen = append(chosen, h)
	}
	return chosen
}

type entry struct {
	heading
	below []*entry
}

// nest puts each heading below the nearest one before it that is of a lower level.
func nest(headings []heading) []*entry {
	root := &entry{}
	path := []*entry{root}
	for _, h := range headings {
		for len(path) > 1 && path[len(path)-1].level >= h.level {
			path = path[:len(path)-1]
		}
		e := &entry{heading: h}
		parent := path[len(path)-1]
		parent.below = append(parent.below, e)
		path = append(path, e)
	}
	return root.below
}

func (d *drawer) nestedContents(entries []*entry, prefix string, outline bool) {
	d.open("ul")
	for i, e := range entries {
		number := prefix + strconv.Itoa(i+1)
		d.open("li")
		d.linked(address(toID(e.id)), "", func() {
			if outline {
				d.element("span", number, class("outline"))
			}
			d.say(e.text)
		})
		if len(e.below) > 0 {
			d.nestedContents(e.below, number+".", outline)
		}
		d.close("li")
	}
	d.close("ul")
}

func (d *drawer) flatContents(entries []heading) {
	d.open("ul", class("flat"))
	for _, e := range entries {
		d.open("li")
		d.linked(address(toID(e.id)), "", func() { d.say(e.text) })
		d.close("li")
	}
	d.close("ul")
}
