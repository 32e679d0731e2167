package settings

import (
	"cmp"
	"slices"
)

// Group is what settings have in common: the heading below which help lists them.
type Group string

// The groups.
const (
	Where         Group = "Where the pages go"
	Access        Group = "The account"
	Documents     Group = "Which documents"
	Pages         Group = "Pages"
	ExistingPages Group = "Pages that are there already"
	Rendering     Group = "Rendering"
	Run           Group = "The run"
	Output        Group = "Output"
)

// Groups lists the groups in the order of help.
var Groups = []Group{Where, Access, Documents, Pages, ExistingPages, Rendering, Run, Output}

// members are the settings of each group, in the order of help.
var members = map[Group][]string{
	Where:     {"url", "space", "parent", "cloud-id", "api-root", "api-version", "allow-http"},
	Access:    {"user", "token", "client-id", "client-secret"},
	Documents: {"docs", "include", "exclude", "untracked", "config", "tree", "working-directory"},
	Pages:     {"title-from", "title-prefix", "title-suffix", "on-title-conflict", "nav", "sibling-order", "labels", "page-width", "banner"},
	ExistingPages: {"on-edit", "orphans", "max-orphans", "message", "minor-edit", "owner", "former-owner", "former-parent", "former-tree",
		"adopt", "forget", "allow-older"},
	Rendering: {"dialect", "source-links", "math", "macros", "toc", "diagrams", "kroki-url", "diagram-source"},
	Run:       {"mode", "fail-on", "parallel", "max-requests-per-second", "timeout", "patience"},
	Output:    {"report", "sarif", "code-quality", "summary"},
}

// Group is the heading below which help lists the setting.
func (s Setting) Group() Group {
	group, _ := inHelp(s.Name)
	return group
}

// InGroups lists every setting in the order of help.
func InGroups() []Setting {
	settings := Table()
	slices.SortStableFunc(settings, func(a, b Setting) int {
		groupA, placeA := inHelp(a.Name)
		groupB, placeB := inHelp(b.Name)
		return cmp.Or(cmp.Compare(slices.Index(Groups, groupA), slices.Index(Groups, groupB)), cmp.Compare(placeA, placeB))
	})
	return settings
}

// inHelp finds the setting with a name among the members of the groups.
func inHelp(name string) (Group, int) {
	for _, group := range Groups {
		if i := slices.Index(members[group], name); i >= 0 {
			return group, i
		}
	}
	return "", 0
}
