package render

import "github.com/pagewright/pagewright/render/storage"

// ChildPages is the body of a page that stands for a folder without a document: the list of the pages below it.
// Source: https://confluence.atlassian.com/doc/children-display-macro-139501.html.
func ChildPages() string {
	var w storage.Writer
	w.StartMacro("children")
	w.Parameter("all", "true")
	w.End()
	return w.String()
}
