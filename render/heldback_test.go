package render_test

import (
	"testing"

	"github.com/pagewright/pagewright/render"
)

func TestDocumentsAreHeldBackInWhicheverWords(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"---\npublish: false\n---\n":                         "publish: false",
		"---\npublish: no\n---\n":                            "publish: false",
		"---\ntitle: x\ndraft: true\n---\n":                  "draft: true",
		"---\nDraft: 'yes'\n---\n":                           "Draft: yes",
		"---\npublished: false\n---\n":                       "published: false",
		"---\nconnie-publish: false\n---\n":                  "connie-publish: false",
		"---\nsynchronized: false\n---\n":                    "synchronized: false",
		"---\nconfluence_synchronized: off\n---\n":           "confluence_synchronized: off",
		"<!-- Synchronized: false -->\n# A\n":                "Synchronized: false",
		"\n<!-- a note -->\n<!-- draft: true --> \n# A\n":    "draft: true",
		"---\ntitle: x\n---\n<!-- published: false -->\n":    "published: false",
		"---\nstatus: Draft\n---\n":                          "status: Draft",
		"+++\nstatus = 'draft'\n+++\n# A":                    "status: draft",
		"---\nisDraft: true\n---\n":                          "isDraft: true",
		"---\nwip: yes\n---\n":                               "wip: yes",
		"---\nconfluence-sync: false\n---\n":                 "confluence-sync: false",
		"---\nprivate: true\n---\n":                          "private: true",
		"<!-- status: draft -->\n# A\n":                      "status: draft",
		"---\nstatus: reviewed\nwip: 3\nprivate: no\n---\n":  "",
		"---\npublish: true\nstatus: draft\n---\n":           "",
		"---\npublish: true\ndraft: true\n---\n":             "",
		"---\npublish: true\n---\n<!-- draft: true -->\n# A": "",
		"---\ndraft: false\nconnie-publish: true\n---\n":     "",
		"---\npublished: 2021-03-04\n---\n":                  "",
		"---\ndraft:\n---\n":                                 "",
		"---\nsubtitle: draft\n---\n# draft: true\n":         "",
		"# A\n\n<!-- draft: true -->\n":                      "",
		"<!-- Title: A draft: true -->\n":                    "",
		"<!-- draft: true -->\n<!-- publish: true -->\n# A":  "",
		"+++\ntitle = 'A'\ndraft = true # yet\n+++\n# A":     "draft: true",
		"+++\n\n\"publish\" = false\n+++\n# A":               "publish: false",
		"+++\ndraft = true\npublish = true\n+++\n# A":        "",
		"+++\n[params]\ndraft = true\n+++\n# A":              "",
		"\n---\ndraft: true\n---\n# A":                       "draft: true",
		"---\ntitle: A\ndraft: true\n\n# No end":             "draft: true",
		"---\ndraft: 'true'\n----\n# A":                      "draft: true",
		"---\n\ndraft: true\n":                               "",
		"---\nA rule. It is no\ndraft: true story\n":         "",
		"# A\n\n---\ndraft: true\n---\n":                     "",
	} {
		d, problems := render.Parse("a.md", []byte(source))
		got := ""
		if d.HeldBack != nil {
			got = d.HeldBack.Words
		}
		if got != want || len(problems) > 0 {
			t.Errorf("%q is held back by %q, want %q; problems %v", source, got, want, problems)
		}
	}
	d, _ := render.Parse("a.md", []byte("---\npublish: false\npublish: true\n---\n"))
	if d.HeldBack == nil {
		t.Error("said twice: it is published")
	}
	d, problems := render.Parse("a.md", []byte("---\ntitle: A\ndraft: not yet read\n---\n"))
	if d.HeldBack == nil || d.HeldBack.Line != 3 || len(problems) != 1 || problems[0].Severity != render.Warning {
		t.Errorf("a draft that is neither true nor false: %v, problems %v", d.HeldBack, problems)
	}
}
