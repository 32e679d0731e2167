package render

import (
	"slices"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/safeyaml"
)

// envelopeKeys tell md2conf's front matter, which may stand in a comment at the
// start of the document, from other comments there:
// https://github.com/hunyadi/md2conf#readme.
var envelopeKeys = []string{
	"page_id", "space_key", "folder_id", "synchronized", "generated_by", "content_type",
	"confluence_page_id", "confluence_space_key",
}

// takeEnvelope reads md2conf's front matter in a comment.
func (r *matterReader) takeEnvelope(comments []gfm.Comment, offset int) {
	if offset > 0 || len(comments) == 0 || !comments[0].Leading || comments[0].HeldBack {
		return
	}
	first := comments[0]
	yaml, isEnvelope := strings.CutPrefix(first.Text, "\n")
	if !isEnvelope || len(yaml) > maxWholeYAML {
		return
	}
	file, err := safeyaml.Parse(yaml)
	if err != nil || len(file.Docs) != 1 {
		return
	}
	mapping, isMapping := file.Docs[0].Body.(*yamlast.MappingNode)
	if !isMapping || !slices.ContainsFunc(mapping.Values, func(e *yamlast.MappingValueNode) bool {
		return slices.Contains(envelopeKeys, scalar(e.Key))
	}) {
		return
	}
	for _, entry := range mapping.Values {
		key, value := scalar(entry.Key), plainValue(entry.Value)
		line, _ := safeyaml.Position(entry.Key.GetToken())
		line += first.Line
		take := othersKey(key)
		if isHoldWord(key) {
			r.hold(key, value, line)
		}
		if key == "title" {
			take = takeTitle
		}
		if take != nil && !isEmpty(value) {
			r.others = append(r.others, func(r *matterReader) { takeEach(r, take, key, value, line) })
		}
	}
}
