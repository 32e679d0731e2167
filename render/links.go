package render

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

// safeSchemes are those of links that only lead somewhere.
var safeSchemes = set(`http https mailto tel sms ftp ftps sftp ssh git irc ircs xmpp
	news nntp magnet vscode slack msteams matrix geo webcal`)

// link writes a link around its content. Where it cannot lead anywhere the
// content stays.
func (r *renderer) link(n *html.Node, content func()) {
	href, ok := destination(n)
	if !ok || r.inLink {
		content()
		return
	}
	r.inLink = true
	defer func() { r.inLink = false }()
	scheme := schemeOf(href)
	switch {
	case href == "":
		r.report(n, RuleDeadLink, "the link has no destination: write it between the parentheses")
		content()
	case strings.HasPrefix(href, "#"):
		r.linkHere(n, href[1:], content)
	case strings.HasPrefix(href, "//"):
		r.linkURL("https:"+href, content)
	case safeSchemes[scheme]:
		r.linkURL(href, content)
	case scheme != "":
		r.report(n, RuleUnsafeLink, fmt.Sprintf("a link to %s: is not published, only its text is: use https: or a path", scheme))
		content()
	default:
		r.linkRelative(n, href, content)
	}
}

// destination gives where an <a> leads, as a browser would read it.
func destination(n *html.Node) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == "href" {
			return cleanURL(a.Val), true
		}
	}
	return "", false
}

// cleanURL takes off what a browser overlooks, and what cannot be published:
// both could hide a scheme.
func cleanURL(url string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || forbidden(r) {
			return -1
		}
		return r
	}, url))
}

var schemePattern = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):`)

// schemeOf gives the scheme of a destination in lower case, "" if it has none.
// One letter is a drive, not a scheme.
func schemeOf(destination string) string {
	match := schemePattern.FindStringSubmatch(destination)
	if match == nil {
		return ""
	}
	return strings.ToLower(match[1])
}

func (r *renderer) linkURL(url string, content func()) {
	r.flushSpace()
	r.flushAnchors()
	r.w.Start("a", storage.Attr{Name: "href", Value: url})
	content()
	r.w.End()
}

// linkHere links to a heading of the same page.
func (r *renderer) linkHere(n *html.Node, fragment string, content func()) {
	anchor, found := r.doc.anchors.anchor(fragment, r.o.Editor, r.o.OmitHeading)
	if !found {
		r.report(n, RuleDeadAnchor, deadAnchor(fragment, r.doc.anchors, "this document"))
		content()
		return
	}
	r.linkPageAnchor(anchor, content)
}

// linkPlace links to a place of the same page.
func (r *renderer) linkPlace(at place, content func()) {
	r.linkPageAnchor(r.doc.anchors.anchorAt(at, r.o.Editor, r.o.OmitHeading), content)
}

// linkPageAnchor links to an anchor of the same page; "" is its top.
func (r *renderer) linkPageAnchor(anchor string, content func()) {
	if anchor == "" {
		anchor = topAnchor
		r.needTop = true
	}
	r.linkAnchor(anchor, nil, content)
}

func (r *renderer) linkRelative(n *html.Node, href string, content func()) {
	if r.o.Resolver == nil {
		r.linkURL(href, content)
		return
	}
	target, err := r.o.Resolver.Link(href)
	if err != nil {
		r.report(n, RuleDeadLink, err.Error())
	}
	switch target := target.(type) {
	case PageTarget:
		r.linkPage(n, target, content)
	case FileTarget:
		r.attach(target)
		r.linkAnchor("", func() {
			r.w.Empty("ri:attachment", storage.Attr{Name: "ri:filename", Value: target.Name})
		}, content)
	case URLTarget:
		r.linkURL(target.URL, content)
	default:
		content()
	}
}

func (r *renderer) linkPage(n *html.Node, page PageTarget, content func()) {
	anchor := page.Fragment
	if page.Anchors != nil && page.Fragment != "" {
		found := false
		anchor, found = page.Anchors.anchor(page.Fragment, r.o.Editor, page.OmitsHeading)
		if !found {
			r.report(n, RuleDeadAnchor, deadAnchor(page.Fragment, page.Anchors, page.Anchors.path))
		}
	}
	r.linkAnchor(anchor, func() {
		var attrs []storage.Attr
		if page.SpaceKey != "" {
			attrs = append(attrs, storage.Attr{Name: "ri:space-key", Value: page.SpaceKey})
		}
		r.w.Empty("ri:page", append(attrs, storage.Attr{Name: "ri:content-title", Value: page.Title})...)
	}, content)
}

// linkAnchor writes a link inside Confluence. Without a resource it leads to
// the same page: a plain <a href="#x"> has been turned into "http://#x".
func (r *renderer) linkAnchor(anchor string, resource, content func()) {
	var attrs []storage.Attr
	if anchor != "" {
		attrs = append(attrs, storage.Attr{Name: "ac:anchor", Value: anchor})
	}
	r.flushSpace()
	r.flushAnchors()
	r.w.Start("ac:link", attrs...)
	if resource != nil {
		resource()
	}
	r.w.Start("ac:link-body")
	content()
	r.w.End()
	r.w.End()
}

// topAnchor is set at the top of a page that has links to there.
const topAnchor = "top"

// withTop sets the anchor at the top, if a link needs it.
func (r *renderer) withTop(body string) string {
	if !r.needTop {
		return body
	}
	var top renderer
	top.anchors = []string{topAnchor}
	top.flushAnchorsBefore()
	return top.w.String() + "\n" + body
}

func deadAnchor(fragment string, a *Anchors, where string) string {
	message := fmt.Sprintf("there is no heading or anchor #%s in %s", decoded(fragment), where)
	if near := a.nearest(fragment); near != "" {
		return message + ": did you mean #" + near + "?"
	}
	return message + ": correct the link"
}
