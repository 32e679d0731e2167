package settings

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/pagewright/pagewright/render/nearest"
	"github.com/pagewright/pagewright/render/safeyaml"
)

// FileName is the name of the file with the settings, at the top of a repository.
const FileName = "pagewright.yaml"

// SchemaURL is the address of the file's JSON Schema.
const SchemaURL = "https://raw.githubusercontent.com/pagewright/pagewright/main/docs/pagewright.schema.json"

// File is a file with settings, which has been checked.
type File struct {
	name   string // for people
	dir    string // that its paths count from
	values map[string]written
	trees  []fileTree
}

// written is what the file says of a setting.
type written struct {
	text         string
	items        []string // of a list
	isList       bool
	line, column int      // of the key, from 1
	places       []string // of the items, or of the text: line and column
}

// fileTree is an entry of trees.
type fileTree struct {
	name   string
	values map[string]written
}

// largestFile is far more than a person writes.
const largestFile = 1 << 20

// The keys of the file besides the settings.
const (
	treesKey = "trees"
	nameKey  = "name"
)

// ParseFile reads the content of a file, of which name is what people are shown, and dir the folder that it lies in. The
// error joins all that is wrong, each with its place.
func ParseFile(name, dir string, content []byte) (*File, error) {
	f := &fileReader{File: &File{name: name, dir: dir, values: map[string]written{}}, anchors: map[string]ast.Node{}}
	text := strings.ReplaceAll(strings.TrimPrefix(string(content), "\uFEFF"), "\r\n", "\n")
	switch {
	case len(content) > largestFile:
		return nil, tooLarge(name)
	case !utf8.ValidString(text):
		return nil, fmt.Errorf("%s: it is not UTF-8: save it as UTF-8", name)
	}
	tree, err := safeyaml.Parse(text, parser.AllowDuplicateMapKey())
	if err != nil {
		line, column, message := safeyaml.Where(err)
		return nil, misplaced{name, line, column, "it is not valid YAML: " + withHint(message)}
	}
	f.read(tree)
	slices.SortStableFunc(f.wrong, func(a, b misplaced) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	var wrong []error
	for _, w := range f.wrong {
		wrong = append(wrong, w)
	}
	return f.File, errors.Join(wrong...)
}

func tooLarge(name string) error {
	return fmt.Errorf("%s: it is larger than %d KB: name a file with settings", name, largestFile>>10)
}

// misplaced is something wrong at a place of the file.
type misplaced struct {
	file         string
	line, column int
	what         string
}

func (m misplaced) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", m.file, m.line, m.column, m.what)
}

// fileReader reads a file, and collects what is wrong with it.
type fileReader struct {
	*File
	anchors map[string]ast.Node
	wrong   []misplaced
}

func (f *fileReader) refuse(at ast.Node, format string, args ...any) {
	line, column := safeyaml.Position(at.GetToken())
	f.wrong = append(f.wrong, misplaced{f.name, line, column, fmt.Sprintf(format, args...)})
}

func (f *fileReader) read(tree *ast.File) {
	var bodies []ast.Node
	for _, document := range tree.Docs {
		switch document.Body.(type) {
		case nil, *ast.NullNode, *ast.CommentGroupNode:
		default:
			bodies = append(bodies, document.Body)
		}
	}
	for _, body := range bodies {
		ast.Walk(anchorFinder(f.anchors), body)
	}
	if len(bodies) > 1 {
		f.refuse(bodies[1], "a second document begins here: put all settings into one")
		bodies = bodies[:1]
	}
	for _, body := range bodies {
		f.mapping(body, "the file", f.top)
	}
}

// anchorFinder notes the nodes that aliases may name.
type anchorFinder map[string]ast.Node

// Visit implements [ast.Visitor].
func (a anchorFinder) Visit(n ast.Node) ast.Visitor {
	if anchor, is := n.(*ast.AnchorNode); is && anchor.Name != nil {
		a[anchor.Name.GetToken().Value] = anchor.Value
	}
	return a
}

// plain follows anchors, tags and aliases to the value.
func (f *fileReader) plain(n ast.Node) ast.Node {
	for range 10 {
		switch at := n.(type) {
		case *ast.AnchorNode:
			n = at.Value
		case *ast.TagNode:
			n = at.Value
		case *ast.AliasNode:
			name := at.Value.GetToken().Value
			target, is := f.anchors[name]
			if !is {
				f.refuse(at, "there is no anchor &%s that *%s could stand for: a text that begins with * needs quotes", name, name)
				return unknownAlias{at}
			}
			n = target
		default:
			return n
		}
	}
	return nil
}

// unknownAlias stands for what an alias would be, which has been refused.
type unknownAlias struct{ *ast.AliasNode }

// mapping takes the keys of a mapping, each once.
func (f *fileReader) mapping(n ast.Node, what string, take func(key string, at ast.Node, value ast.Node)) {
	var entries []*ast.MappingValueNode
	switch body := f.plain(n).(type) {
	case *ast.MappingNode:
		entries = body.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{body}
	case unknownAlias:
		return
	default:
		f.refuse(n, "%s must be a list of names with values, such as space: DOCS", what)
		return
	}
	first := map[string]int{}
	for _, entry := range entries {
		key, isKey := textOf(entry.Key)
		line, _ := safeyaml.Position(entry.Key.GetToken())
		switch _, merges := entry.Key.(*ast.MergeKeyNode); {
		case merges:
			f.refuse(entry.Key, "<< is not read: what stands at the top of the file is for all trees")
			continue
		case !isKey:
			f.refuse(entry.Key, "this is no name of a setting")
			continue
		case first[key] > 0:
			f.refuse(entry.Key, "%s stands here twice, first in line %d: remove one of them", key, first[key])
			continue
		}
		first[key] = line
		take(key, entry.Key, entry.Value)
	}
}

func (f *fileReader) top(key string, at, value ast.Node) {
	if key == treesKey {
		f.readTrees(at, value)
		return
	}
	if setting := f.setting(key, at, Setting.InFile, []string{treesKey}); setting != nil {
		f.take(*setting, f.values, at, value)
	}
}

// setting returns the setting of a key that may stand here, nil for others, which are refused.
func (f *fileReader) setting(key string, at ast.Node, allowed func(Setting) bool, besides []string) *Setting {
	known := slices.Clone(besides)
	for _, setting := range Table() {
		switch {
		case setting.Name != key:
		case allowed(setting):
			return &setting
		case setting.Secret:
			f.refuseSecret(at, key, setting)
			return nil
		case !setting.InFile():
			f.refuse(at, "%s has no place in the file: give it as --%s, %s or an input of the action", key, setting.Flag(), setting.Environment())
			return nil
		default:
			f.refuse(at, "%s is for the whole run, not for one tree: put it at the top of the file", key)
			return nil
		}
		if allowed(setting) || setting.Secret {
			known = append(known, setting.Name)
		}
	}
	near := nearest.Name(key, known)
	secret := TokenMeant(strings.TrimSuffix(plain(key), "file")) // or the file that holds it
	switch {
	case secret != nil:
		f.refuseSecret(at, key, *secret)
	case key == nameKey:
		f.refuse(at, "name is that of a tree: put it into an entry of trees")
	case key == treesKey:
		f.refuse(at, "a tree has no trees of its own: put them all into the list at the top of the file")
	case near != "":
		f.refuse(at, "there is no setting %s: did you mean %s?", key, near)
	default:
		f.refuse(at, "there is no setting %s: pagewright help settings lists them", key)
	}
	return nil
}

// refuseSecret refuses a key by which a secret stands in the file.
func (f *fileReader) refuseSecret(at ast.Node, key string, secret Setting) {
	f.refuse(at, "%s is a secret, and this file is for everybody who reads the repository: set the environment variable %s in its place, or --%s, and take back the value that stood here", key, secret.Environment(), secret.Flag())
}

func (f *fileReader) readTrees(at, value ast.Node) {
	before := len(f.wrong)
	list, isList := f.plain(value).(*ast.SequenceNode)
	if len(f.wrong) > before {
		return
	}
	if !isList || len(list.Values) == 0 {
		f.refuse(at, "trees is a list with an entry for each tree, such as - name: handbook")
		return
	}
	lines := map[string]int{}
	for _, entry := range list.Values {
		tree := fileTree{values: map[string]written{}}
		var named ast.Node
		before := len(f.wrong)
		f.mapping(entry, "a tree", func(key string, at, value ast.Node) {
			if key == nameKey {
				named = at
				tree.name = f.treeName(at, value)
				return
			}
			if setting := f.setting(key, at, Setting.InTree, []string{nameKey}); setting != nil {
				f.take(*setting, tree.values, at, value)
			}
		})
		switch {
		case named == nil && len(f.wrong) == before:
			f.refuse(entry, "this tree has no name: give it one, by which what it published is remembered")
		case tree.name == "":
		case lines[strings.ToLower(tree.name)] > 0:
			f.refuse(named, "the name %s is that of the tree in line %d%s: what a tree published is remembered by its name", tree.name, lines[strings.ToLower(tree.name)], butForCase(f.trees, tree.name))
		default:
			lines[strings.ToLower(tree.name)], _ = safeyaml.Position(named.GetToken())
		}
		f.trees = append(f.trees, tree)
	}
}

// butForCase says that none of the trees has a name in just this spelling.
func butForCase(trees []fileTree, name string) string {
	if slices.ContainsFunc(trees, func(t fileTree) bool { return t.name == name }) {
		return ""
	}
	return " but for upper and lower case"
}

func (f *fileReader) treeName(at, value ast.Node) string {
	before := len(f.wrong)
	name, isText := textOf(f.plain(value))
	if len(f.wrong) > before {
		return ""
	}
	name = strings.TrimSpace(name)
	switch {
	case !isText || name == "":
		f.refuse(at, "name must be a text: the tree's name, by which what it published is remembered")
		return ""
	case strings.ContainsAny(name, ",\n"):
		f.refuse(at, "a tree's name has no commas and is one line")
		return ""
	}
	return name
}

// take reads and checks the value of a setting.
func (f *fileReader) take(s Setting, into map[string]written, at, value ast.Node) {
	before := len(f.wrong)
	value = f.plain(value)
	w, what := f.value(s, value)
	w.line, w.column = safeyaml.Position(at.GetToken())
	switch {
	case len(f.wrong) > before:
		return
	case what == "":
	case isNothing(value):
		f.refuse(at, "%s has no value: give it one, or remove the line", s.Name)
		return
	default:
		f.refuse(at, "%s is %s, not %s", s.Name, s.Kind(), what)
		return
	}
	var scratch Settings
	if err := s.apply(&scratch, given{value: w.text, items: w.items, isList: w.isList}); err != nil {
		f.refuse(value, "%s: %v", s.Name, err)
		return
	}
	if s.Name == "docs" && len(scratch.Docs) == 0 {
		f.refuse(value, "docs names nothing: name the folder with your Markdown files, or remove the line")
		return
	}
	if u, err := url.Parse(strings.TrimSpace(w.text)); s.isAddress && err == nil && u.User != nil {
		f.refuse(at, "%s has a user or password in it, and this file is for everybody who reads the repository: leave them out", s.Name)
		return
	}
	into[s.Name] = w
}

func isNothing(n ast.Node) bool {
	_, null := n.(*ast.NullNode)
	return n == nil || null
}

// value returns what a node says; what is what it is instead, if that is nothing that the setting takes.
func (f *fileReader) value(s Setting, n ast.Node) (w written, what string) {
	if list, is := n.(*ast.SequenceNode); is && s.Kind() == List {
		w.isList = true
		for _, item := range list.Values {
			item = f.plain(item)
			text, isText := textOf(item)
			if text = strings.TrimSpace(text); !isText || text == "" {
				return w, "a list that holds " + describe(item)
			}
			w.items, w.places = append(w.items, text), append(w.places, placeOf(item))
		}
		return w, ""
	}
	if flag, is := n.(*ast.BoolNode); is && (s.Kind() == YesNo || s.orYesNo) {
		return written{text: flag.GetToken().Value}, ""
	}
	text, isText := textOf(n)
	_, isString := n.(*ast.StringNode)
	if !isText || s.Kind() == YesNo && !isString {
		return w, describe(n)
	}
	return written{text: text, places: []string{placeOf(n)}}, ""
}

func placeOf(n ast.Node) string {
	line, column := safeyaml.Position(n.GetToken())
	return fmt.Sprintf("%d:%d", line, column)
}

// textOf returns a text or number as it is written.
func textOf(n any) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode:
		return n.GetToken().Value, true
	case *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "names with values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.BoolNode:
		return "yes or no: texts that read so need quotes"
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number"
	case *ast.NullNode, nil:
		return "nothing"
	case *ast.StringNode:
		return "an empty text"
	}
	return "something else"
}
