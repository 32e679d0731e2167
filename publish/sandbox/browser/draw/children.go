package draw

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

type pageList struct {
	depth   int // levels to show
	first   int // pages a level shows, 0 for all
	sort    bool
	reverse bool
}

// childPages draws the children macro, and the page tree macro as all that is below a page.
func (d *drawer) childPages(n *node) {
	start, ok := d.startPage(n)
	if !ok {
		d.unknownMacro(n)
		return
	}
	list := readPageList(n)
	d.open("nav", class("children"), spoken("Child pages"))
	if !d.pagesBelow(start, list) {
		d.element("p", "There are no child pages.", class("nothing"))
	}
	d.close("nav")
}

func readPageList(n *node) pageList {
	list := pageList{depth: 1, sort: n.parameter("sort") == "title", reverse: n.parameter("reverse") == "true"}
	all := n.parameter("all") == "true" || n.parameter("allChildren") == "true" || n.attribute("ac:name") == "pagetree"
	if depth, err := strconv.Atoi(n.parameter("depth")); err == nil && depth > 0 {
		list.depth = min(depth, deepest/3)
	} else if all {
		list.depth = deepest / 3
	}
	if first, err := strconv.Atoi(n.parameter("first")); err == nil && first > 0 {
		list.first = first
	}
	return list
}

// startPage is the page whose children are listed: the one that the macro names, else the page it stands on.
func (d *drawer) startPage(n *node) (id string, found bool) {
	var named *node
	for _, name := range []string{"page", "root"} {
		if p := n.parameterNode(name); p != nil {
			p.walk(func(m *node) bool {
				if m.is("ri:page") {
					named = m
				}
				return true
			})
		}
	}
	if named == nil {
		page, ok := d.site.Page("", "")
		return page.ID, ok
	}
	page, ok := d.site.Page(named.attribute("ri:space-key"), named.attribute("ri:content-title"))
	return page.ID, ok
}

func (d *drawer) pagesBelow(id string, list pageList) (some bool) {
	pages := slices.Clone(d.site.Children(id))
	if list.sort {
		slices.SortFunc(pages, func(a, b Page) int {
			return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
	}
	if list.reverse {
		slices.Reverse(pages)
	}
	if list.first > 0 && len(pages) > list.first {
		pages = pages[:list.first]
	}
	d.listed += len(pages)
	if len(pages) == 0 || list.depth == 0 || d.listed > mostListed {
		return false
	}
	list.depth--
	d.open("ul")
	for _, page := range pages {
		d.open("li")
		d.linked(address(page.URL), "", func() { d.say(page.Name) })
		d.pagesBelow(page.ID, list)
		d.close("li")
	}
	d.close("ul")
	return true
}
