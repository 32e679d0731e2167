package render

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() { isMark(gfm.Link, linkOf) }

// safeSchemes are those of links that only lead somewhere.
var safeSchemes = schemes(`http https mailto tel sms ftp ftps sftp ssh git irc ircs xmpp
	news nntp magnet vscode slack msteams matrix geo webcal`)

func schemes(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

func (r *renderer) inLink() bool {
	for i := range r.marks {
		if r.marks[i].link != nil {
			return true
		}
	}
	return false
}

// linkOf gives the link that an <a> is. Where it cannot lead anywhere only its content stays.
func linkOf(r *renderer, n *gfm.Node) (mark, bool) {
	href, leads := n.Lookup("href")
	if !leads || r.inLink() || !n.HasVisible() {
		return mark{}, false
	}
	l := r.linkTo(n, r.local(cleanURL(href)))
	return mark{link: l}, l != nil
}

// linkTo gives the link to a destination, nil if there can be none.
func (r *renderer) linkTo(n *gfm.Node, href string) *link {
	scheme := schemeOf(href)
	switch {
	case href == "":
		r.report(n, RuleDeadLink, "the link has no destination: write it between the parentheses")
	case href[0] == '#':
		return r.linkHere(n, href[1:])
	case strings.HasPrefix(href, "//"):
		return &link{url: "https:" + href}
	case safeSchemes[scheme]:
		return &link{url: href}
	case scheme != "":
		r.report(n, RuleUnsafeLink, fmt.Sprintf("a link to %s: is not published, only its text is: use https: or a path", scheme))
	default:
		return r.linkRelative(n, href)
	}
	return nil
}

// cleanURL takes off what a browser overlooks, and what cannot be published: both could hide a scheme.
func cleanURL(url string) string {
	if at, _ := scan(url); at < 0 && !strings.ContainsAny(url, "\t\n\r") {
		return strings.TrimSpace(url)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || forbidden(r) {
			return -1
		}
		return r
	}, url))
}

// schemeOf gives the scheme of a destination in lower case, "" if it has none. One letter is a drive, not a scheme.
func schemeOf(destination string) string {
	for i := 0; i < len(destination); i++ {
		switch c := destination[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-'):
		case i > 1 && c == ':':
			return strings.ToLower(destination[:i])
		default:
			return ""
		}
	}
	return ""
}

// local gives the destination that a URL of the documents' own repository stands for.
func (r *renderer) local(url string) string {
	if scheme := schemeOf(url); scheme != "https" && scheme != "http" {
		return url
	}
	if l, ok := r.o.Resolver.(Localizer); ok {
		if destination, found := l.Local(url); found {
			return destination
		}
	}
	return url
}

// linkHere links to a heading of the same page.
func (r *renderer) linkHere(n *gfm.Node, fragment string) *link {
	anchor, found := r.doc.anchors.anchor(fragment, r.o.Editor, r.o.OmitHeading)
	if !found {
		r.report(n, RuleDeadAnchor, deadAnchor(fragment, r.doc.anchors, "this document"))
		return nil
	}
	return r.linkAnchor(anchor)
}

// linkPlace links to a place of the same page.
func (r *renderer) linkPlace(at place) *link {
	return r.linkAnchor(r.doc.anchors.at(at, r.o.Editor, r.o.OmitHeading))
}

// linkAnchor links to an anchor of the same page; "" is its top.
func (r *renderer) linkAnchor(anchor string) *link {
	if anchor == "" {
		anchor = topAnchor
		r.needTop = true
	}
	return &link{anchor: anchor}
}

func (r *renderer) linkRelative(n *gfm.Node, href string) *link {
	if r.o.Resolver == nil {
		return &link{url: href}
	}
	target, err := r.o.Resolver.Link(href)
	if err != nil {
		r.report(n, RuleDeadLink, err.Error())
	}
	switch target := target.(type) {
	case PageTarget:
		return r.linkPage(n, target)
	case FileTarget:
		r.attach(target)
		return &link{resource: "ri:attachment", of: []storage.Attr{{Name: "ri:filename", Value: target.Name}}}
	case URLTarget:
		return &link{url: target.URL}
	}
	return nil
}

func (r *renderer) linkPage(n *gfm.Node, page PageTarget) *link {
	l := &link{anchor: page.Fragment, resource: "ri:page"}
	anchors := page.Anchors
	if anchors == nil && page.Document != nil {
		anchors = page.Document.anchors
	}
	if anchors != nil && page.Fragment != "" {
		found := false
		l.anchor, found = anchors.anchor(page.Fragment, r.o.Editor, page.OmitsHeading)
		if !found {
			r.report(n, RuleDeadAnchor, deadAnchor(page.Fragment, anchors, anchors.path))
		}
	}
	if page.SpaceKey != "" {
		l.of = append(l.of, storage.Attr{Name: "ri:space-key", Value: page.SpaceKey})
	}
	l.of = append(l.of, storage.Attr{Name: "ri:content-title", Value: page.Title})
	return l
}

// topAnchor is set at the top of a page that has links to there.
const topAnchor = "top"

// withTop sets the anchor at the top, if a link needs it.
func (r *renderer) withTop(body string) string {
	if !r.needTop {
		return body
	}
	var top storage.Writer
	top.Start("p")
	writeAnchor(&top, topAnchor)
	top.End()
	return top.String() + "\n" + body
}

func deadAnchor(fragment string, in *Anchors, where string) string {
	message := fmt.Sprintf("there is no heading or anchor #%s in %s", decoded(fragment), where)
	if near := in.nearest(fragment); near != "" {
		return message + ": did you mean #" + near + "?"
	}
	return message + ": correct the link"
}
