package render

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() {
	writesInline(gfm.Macro, writeMacro)
	writesBlock(gfm.MacroBlock, writeMacroBlock)
}

// writeMacro writes raw storage format in a text, or shows it as text.
func writeMacro(r *renderer, n *gfm.Node) {
	if markup := gfm.TextOf(n); r.mayPass(n, markup) {
		r.visibleIn(r.marksOutsideCode())
		r.w.Raw(markup)
	} else {
		r.text(markup)
	}
}

func writeMacroBlock(r *renderer, n *gfm.Node) {
	markup := gfm.TextOf(n)
	if !r.mayPass(n, markup) {
		r.place(editor.Paragraph)
		r.startBlock("p")
		r.content(n.FirstChild, nil)
		r.w.End()
		return
	}
	r.writeAnchorsBefore()
	r.place(editor.MacroKind(macroName(markup), editor.Page))
	r.w.Line()
	r.w.Raw(markup)
}

// mayPass reports whether raw storage format is let through.
func (r *renderer) mayPass(n *gfm.Node, markup string) bool {
	if !r.o.Macros {
		if !r.deniedMacro {
			r.deniedMacro = true
			r.report(n, RuleMacro, "raw markup such as <ac:…> is shown as text: set macros to allow if it is to be part of the page")
		}
		return false
	}
	err := storage.WellFormed(markup)
	if n.Get("broken") == "" && err == nil {
		return true
	}
	reason := "it is never closed"
	if syntax, ok := errors.AsType[*storage.SyntaxError](err); ok {
		reason = fmt.Sprintf("in its row %d, column %d: %s", syntax.Row, syntax.Column, syntax.Message)
	}
	r.report(n, RuleMacro, "this markup is not well-formed, so it is shown as text: "+reason)
	r.problems[len(r.problems)-1].Severity = Error
	return false
}

// macroName gives the name of the macro that markup begins with, "" if it is none.
func macroName(markup string) string {
	d := xml.NewDecoder(strings.NewReader(markup))
	d.Strict = false
	token, err := d.RawToken()
	if start, ok := token.(xml.StartElement); err == nil && ok {
		for _, a := range start.Attr {
			if a.Name.Local == "name" {
				return a.Value
			}
		}
	}
	return ""
}
