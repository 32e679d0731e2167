package settings

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/nearest"
)

// Each returns the settings of every tree of documents that a run reads: those of the trees in the file, or these alone.
func (s Settings) Each() []Settings {
	if len(s.Trees) == 0 {
		return []Settings{s}
	}
	return s.Trees
}

// With returns the settings with a change that concerns all trees.
func (s Settings) With(change func(*Settings)) Settings {
	change(&s)
	s.Trees = slices.Clone(s.Trees)
	for i := range s.Trees {
		change(&s.Trees[i])
	}
	return s
}

// readTrees reads what the trees set for themselves. What is set for all of them from outside the file may not contradict it:
// nobody would see which of the two is meant, and the documents would go to the wrong place.
func (r *reader) readTrees(settings *Settings) {
	chosen := r.choose(settings.Chosen)
	if where := r.docsOutside(); where != "" {
		r.refuse(fmt.Errorf("%s: %s has trees, each with docs of its own: leave it out, or choose trees by their names, as in --tree %s", where, r.file.name, r.file.trees[0].name))
	}
	names := r.treeNames()
	for _, tree := range r.file.trees {
		s := *settings
		s.Tree, s.Trees, s.Named, s.LeftOut = tree.name, nil, names, !chosen[tree.name]
		for _, setting := range Table() {
			outside, _, err := r.lookUp(setting)
			own, sets := r.file.value(tree.values, setting, r.folder)
			if s.LeftOut && outside.isFlag && setting.InTree() && !sets {
				own = r.withoutFlag(setting)
				sets = own.value != "" || own.isList || !slices.Contains(needed, setting.Name)
			}
			if !sets {
				continue
			}
			if err == nil && !outside.standard && !s.LeftOut {
				if r.mayOverride(outside, chosen) {
					continue
				}
				r.refuseTwice(setting, outside, own, tree.name)
			}
			if err := setting.apply(&s, own); err != nil {
				r.refuse(fmt.Errorf("%s: %w", own.where, err))
			}
		}
		settings.Trees = append(settings.Trees, s)
	}
	r.checkFormer(settings.Trees)
}

// checkFormer refuses to take over the record of a tree that stands, and to take over one record twice: its pages would belong
// to two trees, and one of them would find the documents of the other one gone.
func (r *reader) checkFormer(trees []Settings) {
	for i, s := range trees {
		switch former := s.FormerTree; {
		case former == "" || former == s.Tree:
		case s.FormerOwner == "" && slices.Contains(s.Named, former):
			r.refuse(fmt.Errorf("%s: the tree %s sets former-tree: %s, but a tree %[3]s stands in the file, and its pages are its own: remove former-tree, or take that tree out if %[2]s is its new name", r.file.name, s.Tree, former))
		default:
			for _, other := range trees[:i] {
				if other.FormerTree == former && other.FormerOwner == s.FormerOwner && other.FormerParent == s.FormerParent {
					r.refuse(fmt.Errorf("%s: the trees %s and %s both set former-tree: %s, and only one of them can take it over in one run: remove it from the other one, publish, and set it there then; each takes the pages of its own documents", r.file.name, other.Tree, s.Tree, former))
					break
				}
			}
		}
	}
}

func (r *reader) treeNames() (names []string) {
	for _, tree := range r.file.trees {
		names = append(names, tree.name)
	}
	return names
}

// needed are the settings without which a tree cannot be read: where nothing else has them, the flag is meant for all trees.
var needed = []string{"space", "owner"}

// withoutFlag is the value of a setting where its flag is meant for other trees: those that are chosen.
func (r *reader) withoutFlag(s Setting) given {
	from := r.Sources
	from.Flag = func(string) string { return "" }
	found, _, _ := from.lookUp(s)
	if inFile, sets := r.file.value(r.file.values, s, r.baseOf(s)); sets && found.standard {
		return inFile
	}
	return found
}

// mayOverride reports whether what was found outside of the file is plainly meant for the one tree that is published.
func (r *reader) mayOverride(outside given, chosen map[string]bool) bool {
	return outside.isFlag && len(chosen) == 1
}

func (r *reader) refuseTwice(s Setting, outside, own given, tree string) {
	if strings.Join(own.list(), "\n") == strings.Join(outside.list(), "\n") || s.items == nil && strings.TrimSpace(own.value) == strings.TrimSpace(outside.value) {
		return
	}
	r.refuse(fmt.Errorf("%s: the tree %s sets %s itself (%s), and here it is another one: remove one of the two", outside.where, tree, s.Name, strings.TrimSuffix(own.where, ": "+s.Name)))
}

// docsOutside says where docs are named outside of the file, "" for nowhere.
func (r *reader) docsOutside() string {
	if len(r.Arguments) > 0 {
		return fmt.Sprintf("docs %s", strings.Join(r.Arguments, ", "))
	}
	for _, setting := range Table() {
		if setting.Name == "docs" {
			if found, _, _ := r.lookUp(setting); !found.standard {
				return found.where
			}
		}
	}
	return ""
}

// choose returns the names of the trees that are meant.
func (r *reader) choose(names []string) map[string]bool {
	known := r.treeNames()
	chosen := map[string]bool{}
	for _, name := range names {
		switch near := nearest.Name(name, known); {
		case slices.Contains(known, name):
			chosen[name] = true
		case near != "":
			r.refuse(fmt.Errorf("tree: %s has no tree %s: did you mean %s?", r.file.name, name, near))
		default:
			r.refuse(fmt.Errorf("tree: %s has no tree %s, but %s", r.file.name, name, strings.Join(known, ", ")))
		}
	}
	if len(names) == 0 {
		for _, name := range known {
			chosen[name] = true
		}
	}
	return chosen
}
