package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// pattern is an entry of include or exclude: a glob of documents, or of folders, which stand for all that is in them.
type pattern struct {
	setting string
	text    string // as the user wrote it
	glob    string
	matched bool
}

type filter struct {
	include, exclude []*pattern
	bases            []string // folders that patterns may count from, relative to the workspace
}

func newFilter(s settings.Settings, bases []string) *filter {
	return &filter{include: patterns("include", s.Include), exclude: patterns("exclude", s.Exclude), bases: bases}
}

func patterns(setting string, globs []string) []*pattern {
	var all []*pattern
	for _, glob := range globs {
		all = append(all, &pattern{setting: setting, text: glob, glob: strings.TrimPrefix(path.Clean(glob), "/")})
	}
	return all
}

// leavesOut returns the setting that keeps a document from being published, "" for one that is wanted. Patterns count from
// the workspace, from the working directory, from the folder of pagewright.yaml, or from the document's own entry of docs.
func (f *filter) leavesOut(document, top string) string {
	names := []string{document}
	for _, base := range append([]string{top}, f.bases...) {
		if below, found := strings.CutPrefix(document, base+"/"); found {
			names = append(names, below)
		}
	}
	if excluded := matching(f.exclude, names); excluded != nil {
		return "exclude: " + excluded.text
	}
	if len(f.include) > 0 && matching(f.include, names) == nil {
		return "include: none of its patterns"
	}
	return ""
}

func matching(patterns []*pattern, names []string) *pattern {
	var first *pattern
	for _, p := range patterns {
		if slices.ContainsFunc(names, p.matches) {
			p.matched = true
			if first == nil {
				first = p
			}
		}
	}
	return first
}

func (p *pattern) matches(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if p.glob == name || doublestar.MatchUnvalidated(p.glob, name) { // brackets may be meant as they stand
			return true
		}
	}
	return false
}

// unmatched warns of the patterns that no document has matched.
func (f *filter) unmatched() []render.Problem {
	var problems []render.Problem
	for _, p := range slices.Concat(f.include, f.exclude) {
		if !p.matched {
			problems = append(problems, render.Problem{Severity: render.Warning, Rule: problem.Pattern,
				Message: fmt.Sprintf("%s: %q matches no document", p.setting, p.text)})
		}
	}
	return problems
}
