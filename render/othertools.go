package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

	"github.com/pagewright/pagewright/render/pageid"
)

// An othersWord is what a key of another tool says; it may take what it says
// over into the front matter.
type othersWord func(r *matterReader, w Words)

// mark's headers: https://github.com/kovetskiy/mark#readme. They are read as
// comments only, for in front matter the same words belong to site generators.
var markHeaders = map[string]othersWord{
	"space":              takeSpace,
	"parent":             takeParent,
	"title":              takeTitle,
	"label":              takeLabel,
	"attachment":         takeFile,
	"content-appearance": takeWidth,
	"type":               takeKind,
	"layout":             ignore("the page has the width that page-width says, and no columns"),
	"sidebar":            ignore("pages have no sidebar"),
	"emoji":              ignore("pages have no emoji in front of their titles"),
	"folder":             ignore("name the folder in the setting parent"),
	"order":              takeExactOrder,
	"property":           ignore("no content properties are set"),
	"image-align":        ignore("an image stands where its own align says"),
	"include":            takeInclude,
	"macro":              ignore("macros are not replaced in texts"),
	"ac":                 ignore("columns and placeholders are not read"), // <!-- ac:layout-section … -->
}

// prefixedWords follow connie- or confluence-, in comments and front matter:
// https://markdown-confluence.com/features/yaml-frontmatter.html,
// https://github.com/hunyadi/md2conf#readme.
var prefixedWords = map[string]othersWord{
	"page-id":                 takePageID,
	"pageid":                  takePageID,
	"id":                      takePageID,
	"title":                   takeTitle,
	"space-key":               takeSpace,
	"space":                   takeSpace,
	"parent":                  takeParent,
	"parent-id":               takeParent,
	"parent-page":             takeParent,
	"parent-page-id":          takeParent,
	"label":                   takeLabel,
	"labels":                  takeLabel,
	"content-type":            takeKind,
	"dont-change-parent-page": takeStays,
	"content-appearance":      takeWidth,
	"url":                     func(*matterReader, Words) {}, // what page-id says, for people
}

// plainWords stand in front matter without a prefix:
// https://github.com/hunyadi/md2conf#readme,
// https://zeldigas.github.io/text2confl/.
var plainWords = map[string]othersWord{
	"page-id":                               takePageID,
	"pageid":                                takePageID,
	"space-key":                             takeSpace,
	"spacekey":                              takeSpace,
	"parent-id":                             takeParent,
	"parentid":                              takeParent,
	"parent-page-id":                        takeParent,
	"sidebar-position":                      takeSidebarPosition,
	"nav-order":                             takeSidebarPosition,
	"tags":                                  takeLabel,
	"space":                                 takeSpace, // mark's front matter, up to image-align
	"parents":                               takeParent,
	"folders":                               ignore("name the folder in the setting parent"),
	"attachments":                           takeFile,
	"content-appearance":                    takeWidth,
	"image-align":                           ignore("an image stands where its own align says"),
	"properties":                            ignore("no content properties are set"),
	"folder-id":                             ignore("documents become pages"),
	"alias":                                 takeAlias,
	"aliases":                               takeAlias, // https://help.obsidian.md/aliases
	"weight":                                takeOrder,
	"-virtual-":                             takeVirtual,
	"property-content-appearance-published": takeWidth,
	"property-content-appearance-draft":     takeWidth,
	"property-editor":                       func(*matterReader, Words) {}, // pages are made for the editor that the host has
}

// othersKey gives what a key of front matter says, nil for those of tools that
// do not publish to Confluence.
func othersKey(key string) othersWord {
	tool, word := cutTool(strings.ReplaceAll(strings.ToLower(key), "_", "-"))
	switch {
	case isHoldWord(key) || nearestHoldWord(key) != "" || slices.Contains(ownNames, key):
		return nil
	case tool == "" && plainWords[word] == nil && strings.HasPrefix(word, "property-"): // text2confl's
		return ignore("no content properties are set")
	case tool == "":
		return plainWords[word]
	case prefixedWords[word] == nil:
		return ignore("there is no such setting")
	}
	return prefixedWords[word]
}

// takeEach takes what a key of front matter says, of a list each item.
func takeEach(r *matterReader, take othersWord, key string, value yamlast.Node, line int) {
	list, isList := value.(*yamlast.SequenceNode)
	if !isList {
		take(r, Words{Text: strings.TrimSpace(key + ": " + scalar(value)), Value: scalar(value), Line: line})
		return
	}
	for _, item := range list.Values {
		take(r, Words{Text: key, Value: scalar(item), Line: line})
	}
}

// takeOthers reads other tools' words, when those of ours are known: what the
// front matter says in their keys, then what stands in comments.
func (r *matterReader) takeOthers(headers []header) {
	for _, take := range r.others {
		take(r)
	}
	r.takeHeaders(headers)
	r.settleOthers()
}

// takeHeaders reads the comments of a document.
func (r *matterReader) takeHeaders(headers []header) {
	for _, h := range headers {
		key := h.word()
		tool, word := cutTool(key)
		take := markHeaders[key]
		switch {
		case h.isBare:
			take = ignore("there is no such comment")
		case !h.isComment || h.value == "":
			continue
		case h.more != "" && tool == "" && key != "include" && key != "macro":
			continue
		case h.isContents && key == "include":
			take = nil
		case tool != "" && !isHoldWord(key):
			take = othersKey(key)
		case key == "page-id":
			take = prefixedWords[word]
		}
		w := Words{Text: h.text, Value: h.value, Line: h.line, Column: h.column}
		if take != nil {
			take(r, w)
		}
		if h.more != "" && key == "include" && h.value == contentsTemplate {
			r.ignore(w, "a table of contents has all levels")
		}
	}
}

// ignore says the same once, as of the items of a list.
func (r *matterReader) ignore(w Words, why string) {
	if r.ignored[w.Text] {
		return
	}
	if r.ignored == nil {
		r.ignored = map[string]bool{}
	}
	r.ignored[w.Text] = true
	r.matter.Others.Ignored = append(r.matter.Others.Ignored, Ignored{w, why})
}

func ignore(why string) othersWord {
	return func(r *matterReader, w Words) { r.ignore(w, why) }
}

func takeSpace(r *matterReader, w Words) {
	r.matter.Others.Spaces = append(r.matter.Others.Spaces, w)
}

func takeParent(r *matterReader, w Words) {
	r.matter.Others.Parents = append(r.matter.Others.Parents, w)
}

func takeAlias(r *matterReader, w Words) {
	r.matter.Others.Aliases = append(r.matter.Others.Aliases, w.Value)
}

const contentsTemplate = "ac:toc"

// takeInclude reads mark's Include: ac:toc, the one template that has a
// setting. Below the first text, package gfm has put it in its place.
func takeInclude(r *matterReader, w Words) {
	switch {
	case w.Value != contentsTemplate:
		r.ignore(w, "templates are not read")
	case r.matter.TOC == nil:
		yes := true
		r.matter.TOC = &yes
		r.matter.setPlace("toc", w)
	}
}

func takeFile(r *matterReader, w Words) {
	r.matter.Others.Files = append(r.matter.Others.Files, w)
}

func takePageID(r *matterReader, w Words) {
	own := &r.matter
	switch {
	case !pageid.Valid(w.Value) && pageid.IsMeant(w.Value):
		r.reportAt(w, fmt.Sprintf("%s names no page: the id of a page is the number in its address, such as 123456", w.Text))
	case !pageid.Valid(w.Value):
		r.ignore(w, "the id of a page is the number in its address")
	case own.PageID == "":
		own.PageID, own.PageIDWords = w.Value, w.Text
		own.setPlace("page-id", w)
	case own.PageID != w.Value && own.PageIDWords == "":
		r.ignore(w, "page-id names the page "+own.PageID)
	case own.PageID != w.Value:
		r.reportAt(w, fmt.Sprintf("the document names two pages, by %s and by %s: remove the one that is not its page, or name it as page-id in the front matter", own.PageIDWords, w.Text))
	}
}

func takeTitle(r *matterReader, w Words) {
	own := &r.matter
	switch {
	case own.Title == "":
		own.Title = w.Value
		own.setPlace("title", w)
	case own.Title != w.Value:
		r.ignore(w, "the title is "+own.Title+" already")
	}
}

func takeLabel(r *matterReader, w Words) {
	for label := range strings.SplitSeq(w.Value, ",") {
		if label = strings.TrimSpace(label); label != "" {
			r.matter.Labels = append(r.matter.Labels, label)
			r.matter.setPlace("labels", w)
		}
	}
}

// takeOrder reads what Hugo calls weight, where 0 is none.
func takeOrder(r *matterReader, w Words) {
	if n, err := strconv.Atoi(w.Value); err == nil && n != 0 && r.matter.Order == nil {
		r.matter.Order = &n
		r.matter.setPlace("order", w)
	}
}

// takeExactOrder reads mark's Order.
func takeExactOrder(r *matterReader, w Words) {
	n, err := strconv.Atoi(w.Value)
	switch {
	case err != nil:
		r.ignore(w, "an order is a whole number")
	case r.matter.Order == nil:
		r.matter.Order = &n
		r.matter.setPlace("order", w)
	case *r.matter.Order != n:
		r.ignore(w, fmt.Sprintf("the order is %d already", *r.matter.Order))
	}
}

// takeSidebarPosition reads Docusaurus' sidebar_position and Just the Docs' nav_order.
func takeSidebarPosition(r *matterReader, w Words) {
	if at, err := strconv.ParseFloat(w.Value, 64); err == nil && !math.IsNaN(at) {
		r.matter.SidebarPosition = &at
	}
}

func takeWidth(r *matterReader, w Words) {
	width := map[string]string{"full-width": "full-width", "fixed": "default", "default": "default", "max": "max"}[strings.ToLower(w.Value)]
	switch {
	case width == "":
		r.ignore(w, "there is no such width")
	case r.matter.PageWidth == "":
		r.matter.PageWidth = width
		r.matter.setPlace("page-width", w)
	case r.matter.PageWidth != width:
		r.ignore(w, "page-width is "+r.matter.PageWidth+" already")
	}
}

func takeKind(r *matterReader, w Words) {
	if !strings.EqualFold(w.Value, "page") {
		r.ignore(w, "every document becomes a page")
	}
}

// takeStays needs nothing done for a page that is bound by its id: it stays
// where it is unless the document names a parent.
func takeStays(r *matterReader, w Words) {
	if yes, clear := truthOf(w.Value); yes || !clear {
		r.stays = append(r.stays, w)
	}
}

func takeVirtual(r *matterReader, w Words) {
	if yes, clear := truthOf(w.Value); yes || !clear {
		r.ignore(w, "the page gets the text of the document; publish: false leaves it alone")
	}
}

// settleOthers ends the reading of other tools' words, when all of them are known.
func (r *matterReader) settleOthers() {
	for _, w := range r.stays {
		if r.matter.PageID == "" {
			r.ignore(w, "only a page that the document names by its id stays where it is")
		} else {
			r.matter.Others.Parents = nil
		}
	}
	slices.SortStableFunc(r.matter.Others.Ignored, func(a, b Ignored) int { return a.Line - b.Line })
}
