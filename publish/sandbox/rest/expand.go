package rest

import "strings"

// expansion is what a request's expand parameter asks for, as a tree: "body.storage,version" is {body: {storage}, version}.
type expansion map[string]expansion

// expansion reads the parameter; where it is absent, the table says what is expanded.
func (c *call) expansion() expansion {
	query := c.request.URL.Query()
	if !query.Has("expand") {
		return parseExpansion(c.op.query["expand"].text)
	}
	return parseExpansion(strings.Join(query["expand"], ","))
}

func parseExpansion(text string) expansion {
	tree := expansion{}
	for path := range strings.SplitSeq(text, ",") {
		node := tree
		for name := range strings.SplitSeq(strings.TrimSpace(path), ".") {
			if name == "" {
				break
			}
			if node[name] == nil {
				node[name] = expansion{}
			}
			node = node[name]
		}
	}
	return tree
}

// expandable fills the fields of an object that were asked for and names the others under "_expandable", each with the
// path it can be had from ("" where it has none).
type expandable struct {
	asked  expansion
	target object
	others object
}

func (e expansion) into(target object) expandable {
	others := object{}
	target["_expandable"] = others
	return expandable{e, target, others}
}

func (x expandable) field(name, path string, value func(expansion) any) {
	below, asked := x.asked[name]
	if !asked {
		x.others[name] = path
		return
	}
	if v := value(below); v != absent {
		x.target[name] = v
	}
}

// absent is the value of a field that is not there though it was asked for, such as the version after the last one.
const absent = absence(0)

type absence int

// without names fields that can be asked for but that the sandbox never has.
func (x expandable) without(names ...string) {
	for _, name := range names {
		x.field(name, "", func(expansion) any { return absent })
	}
}

// content is the page that something belongs to.
func (x expandable) content(c *call, pageID string) {
	x.field("content", "/rest/api/content/"+pageID, func(e expansion) any {
		page, err := c.Store.Page(pageID)
		if err != nil {
			return nil
		}
		return c.contentObject(page, e)
	})
}
