package rest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var labelHandlers = []handler{
	{v2, "GET /pages/{id}/labels", listLabelsV2},
	{v1 | dc, "POST /content/{id}/label", addLabels},
	{v1 | dc, "DELETE /content/{id}/label", removeLabelByQuery},
	{v1 | dc, "DELETE /content/{id}/label/{label}", removeLabelByPath},
	{v1, "GET /label", labelledContent},
	{v1 | dc, "GET /content/{id}/label", listLabels},
}

// labelPrefixes are those that a label can be written with.
var labelPrefixes = []string{"global", "my", "team"}

// labelList is the body of a request that adds labels: one label, several, or those of a content's metadata.
type labelList []labelWrite

type labelWrite struct {
	Prefix string `json:"prefix"`
	Name   string `json:"name"`
}

func (l *labelList) UnmarshalJSON(data []byte) error {
	var several []labelWrite
	if json.Unmarshal(data, &several) == nil {
		*l = several
		return nil
	}
	var wrapped struct {
		Results []labelWrite `json:"results"`
		labelWrite
	}
	if err := json.Unmarshal(data, &wrapped); err != nil {
		return err
	}
	*l = wrapped.Results
	if wrapped.Results == nil {
		*l = labelList{wrapped.labelWrite}
	}
	return nil
}

func (l labelList) labels() []store.Label {
	var labels []store.Label
	for _, w := range l {
		labels = append(labels, store.Label{Prefix: cmp.Or(w.Prefix, "global"), Name: w.Name})
	}
	return labels
}

func addLabels(c *call) (any, error) {
	var in labelList
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	for _, l := range in {
		if l.Prefix == "" && c.family == dc {
			l.Prefix = "global"
		}
		if l.Name == "" || !slices.Contains(labelPrefixes, l.Prefix) {
			return nil, badRequest("Could not parse Labels")
		}
	}
	id, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	labels, err := c.Store.AddLabels(id, in.labels())
	if err != nil {
		return nil, err
	}
	return c.labelPage(labels)
}

func listLabels(c *call) (any, error) {
	id, err := c.owner(false)
	if err != nil {
		return nil, err
	}
	labels, err := c.Store.Labels(id)
	if err != nil {
		return nil, err
	}
	prefix := c.query("prefix")
	labels = slices.DeleteFunc(slices.Clone(labels), func(l store.Label) bool { return prefix != "" && l.Prefix != prefix })
	return c.labelPage(labels)
}

func (c *call) labelPage(labels []store.Label) (any, error) {
	return offset(c, labels, c.labelObject), nil
}

func (c *call) labelObject(l store.Label) object {
	return object{"prefix": l.Prefix, "name": l.Name, "id": c.Store.LabelID(l), "label": l.Name}
}

func (c *call) labelObjects(labels []store.Label) []object {
	list := []object{}
	for _, l := range labels {
		list = append(list, c.labelObject(l))
	}
	return list
}

func removeLabelByQuery(c *call) (any, error) {
	if c.query("name") == "" {
		return nil, badRequest("name is required")
	}
	return c.removeLabel(c.query("name"))
}

func removeLabelByPath(c *call) (any, error) {
	if strings.Contains(c.param("label"), "/") {
		return nil, slashInPath
	}
	return c.removeLabel(c.param("label"))
}

func (c *call) removeLabel(name string) (any, error) {
	id, err := c.owner(true)
	if err != nil {
		return nil, err
	}
	found, err := c.Store.RemoveLabel(id, name)
	if err == nil && !found {
		return nil, missing("No label found with name: %s", name)
	}
	return noContent, err
}

func listLabelsV2(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	prefix := c.query("prefix")
	labels := slices.DeleteFunc(slices.Clone(page.Labels), func(l store.Label) bool { return prefix != "" && l.Prefix != prefix })
	labels = sorted(labels, c.query("sort"), map[string]func(a, b store.Label) int{
		"created-date": func(store.Label, store.Label) int { return 0 },
		"id":           func(a, b store.Label) int { return byID(c.Store.LabelID(a), c.Store.LabelID(b)) },
		"name":         func(a, b store.Label) int { return cmp.Compare(a.Name, b.Name) },
	})
	return paged(c, labels, c.Store.LabelID, func(l store.Label) object {
		return object{"id": c.Store.LabelID(l), "name": l.Name, "prefix": l.Prefix}
	})
}

func (c *call) labelsV2(labels []store.Label) []object {
	list := []object{}
	for _, l := range labels {
		list = append(list, object{"id": c.Store.LabelID(l), "name": l.Name, "prefix": l.Prefix})
	}
	return list
}

func labelledContent(c *call) (any, error) {
	name := strings.ToLower(c.query("name"))
	if name == "" {
		return nil, badRequest("name is required")
	}
	label := store.Label{Prefix: "global", Name: name}
	results := []object{}
	for _, page := range c.Store.Pages("") {
		if page.Status == store.Current && slices.Contains(page.Labels, label) && c.mayView(page) {
			results = append(results, object{"contentType": "page", "contentId": json.Number(page.ID), "title": page.Title})
		}
	}
	if len(results) == 0 {
		return nil, missing("No label found with name: %s", name)
	}
	return object{
		"label":              c.labelObject(label),
		"associatedContents": object{"results": results, "start": 0, "limit": 200, "size": len(results)},
	}, nil
}
