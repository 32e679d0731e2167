package publish_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// changesOfCheckout each change something, and tell what; "": there is nothing to change so.
var changesOfCheckout = []func(c *checkout) string{
	(*checkout).retitle, (*checkout).rotateTitles, (*checkout).rotateTitles, (*checkout).changeCase, (*checkout).takeTitleOfRemoved,
	(*checkout).renameFile, (*checkout).renameFile, (*checkout).moveFile, (*checkout).moveFolder, (*checkout).renameFolder,
	(*checkout).swapContents, (*checkout).swapFiles, (*checkout).remove, (*checkout).addAgain, (*checkout).addNew,
	(*checkout).changeText, (*checkout).changeHeading, (*checkout).changeLinks, (*checkout).relabel, (*checkout).reorder, (*checkout).putBelow,
	(*checkout).changeFile, (*checkout).moveLinkedFile, (*checkout).exchangeFiles, (*checkout).dropFile, (*checkout).becomeIndex, (*checkout).leaveIndex, (*checkout).bind,
	(*checkout).changeWidth, (*checkout).changeSetting,
}

// change changes several things at random.
func (c *checkout) change() (changes []string) {
	for wanted, tries := 1+c.IntN(6), 0; len(changes) < wanted && tries < 50; tries++ {
		if told := changesOfCheckout[c.IntN(len(changesOfCheckout))](c); told != "" {
			changes = append(changes, told)
		}
	}
	return changes
}

func (c *checkout) retitle() string {
	doc := c.any()
	before := doc.title
	doc.title = c.title()
	return fmt.Sprintf("%s: title %q becomes %q", doc.path, before, doc.title)
}

// rotateTitles gives two or more documents each the title of the next one. In two trees of one space these stay what they
// are, because a new page of one tree does not take a title over from a page of another.
func (c *checkout) rotateTitles() string {
	docs := slices.Clone(c.docs)
	c.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	docs = docs[:min(len(docs), 2+c.IntN(3))]
	docs = slices.DeleteFunc(docs, func(d *document) bool { return c.oneSpace && c.treeOf(d) != c.treeOf(docs[0]) })
	if len(docs) < 2 {
		return ""
	}
	first, told := docs[0].title, "titles go round:"
	for i, doc := range docs {
		if doc.title = first; i+1 < len(docs) {
			doc.title = docs[i+1].title
		}
		told += fmt.Sprintf(" %s is %q,", doc.path, doc.title)
	}
	return told
}

func (c *checkout) changeCase() string {
	doc := c.any()
	if upper := strings.ToUpper(doc.title); upper != doc.title {
		doc.title = upper
	} else {
		doc.title = strings.ToLower(doc.title)
	}
	return fmt.Sprintf("%s: title in other case, %q", doc.path, doc.title)
}

// takeTitleOfRemoved removes a document, whose title another one of its tree gets.
func (c *checkout) takeTitleOfRemoved() string {
	doc, gone := c.any(), c.any()
	if doc == gone || c.treeOf(doc) != c.treeOf(gone) || !c.take(gone) {
		return ""
	}
	doc.title = gone.title
	return fmt.Sprintf("%s is removed, and its title %q is that of %s", gone.path, gone.title, doc.path)
}

// take removes a document from the checkout, if there are enough of them.
func (c *checkout) take(gone *document) bool {
	isOther := func(d *document) bool { return d != gone && c.treeOf(d) == c.treeOf(gone) }
	if len(c.docs) < 5 || gone.bound != "" || !slices.ContainsFunc(c.docs, isOther) {
		return false
	}
	c.docs = slices.DeleteFunc(c.docs, func(d *document) bool { return d == gone })
	for _, doc := range c.docs {
		doc.links = slices.DeleteFunc(doc.links, func(l link) bool { return l.to == gone })
		if doc.parent == gone {
			doc.parent = nil
		}
	}
	return true
}

func (c *checkout) remove() string {
	doc := c.any()
	if !c.take(doc) {
		return ""
	}
	c.removed = append(c.removed, doc)
	return doc.path + " is removed"
}

// addAgain adds a document with the title of one that was removed, in its place or elsewhere.
func (c *checkout) addAgain() string {
	if len(c.removed) == 0 {
		return ""
	}
	doc := c.removed[0]
	isTaken := slices.ContainsFunc(c.docs, func(d *document) bool { return strings.EqualFold(d.title, doc.title) })
	if isTaken || c.isThere(doc.path) || doc.isIndex() && c.indexOf(doc.folderOf()) != nil {
		return ""
	}
	c.removed = c.removed[1:]
	again := &document{path: doc.path, title: doc.title, text: doc.text, part: doc.part}
	if c.IntN(2) == 0 {
		again.text = c.number()
	}
	if c.IntN(2) == 0 && !doc.isIndex() {
		again.path = path.Join(path.Dir(doc.path), c.name("doc")+".md")
	}
	c.docs = append(c.docs, again)
	c.decorate(again)
	return fmt.Sprintf("%s is there with the title %q of one that was removed", again.path, again.title)
}

func (c *checkout) isThere(at string) bool {
	return slices.ContainsFunc(c.docs, func(d *document) bool { return d.path == at })
}

func (c *checkout) addNew() string {
	folders := c.folders()
	doc := c.add(path.Join(folders[c.IntN(len(folders))], c.name("doc")+".md"))
	c.decorate(doc)
	from := c.any()
	from.links = append(from.links, link{doc, true})
	return doc.path + " is new"
}

// isLeaf reports whether a document is none that folders or front matter of others make a parent, and may be renamed.
func (c *checkout) isLeaf(doc *document) bool { return !doc.isIndex() && doc.bound == "" }

func (c *checkout) renameFile() string {
	doc := c.any()
	if !c.isLeaf(doc) {
		return ""
	}
	before := doc.path
	doc.path = path.Join(path.Dir(doc.path), c.name("doc")+".md")
	return before + " is renamed to " + doc.path
}

func (c *checkout) moveFile() string {
	doc, folders := c.any(), c.folders()
	before := doc.path
	to := path.Join(folders[c.IntN(len(folders))], path.Base(doc.path))
	if !c.isLeaf(doc) || c.isThere(to) || !c.isInTreeOf(doc, to) {
		return ""
	}
	doc.path = to
	return before + " is moved to " + doc.path
}

// isInTreeOf reports whether a path is in the tree of a document: those that go to another tree need a hand.
func (c *checkout) isInTreeOf(doc *document, to string) bool {
	return c.treeOf(doc) == c.treeOf(&document{path: to})
}

func (c *checkout) moveFolder() string {
	folders := c.folders()
	from, below := folders[c.IntN(len(folders))], folders[c.IntN(len(folders))]
	to := path.Join(below, path.Base(from))
	if c.isRoot(from) || strings.HasPrefix(below+"/", from+"/") || slices.Contains(folders, to) || !c.isInTreeOf(&document{path: from}, to) {
		return ""
	}
	return c.putFolder(from, to)
}

func (c *checkout) renameFolder() string {
	folders := c.folders()
	from := folders[c.IntN(len(folders))]
	if c.isRoot(from) {
		return ""
	}
	return c.putFolder(from, path.Join(path.Dir(from), c.name("dir")))
}

// putFolder gives a folder another path, with all that is in it and the document beside it that is its page.
func (c *checkout) putFolder(from, to string) string {
	move := func(at *string) {
		switch dir, name := path.Split(*at); {
		case *at == from+".md":
			*at = to + ".md"
		case *at == path.Join(from, path.Base(from)+".md"):
			*at = path.Join(to, path.Base(to)+".md")
		case strings.HasPrefix(dir, from+"/"):
			*at = to + strings.TrimPrefix(dir, from) + name
		}
	}
	for _, doc := range slices.Concat(c.docs, c.removed) {
		move(&doc.path)
	}
	for _, file := range c.files {
		move(&file.path)
	}
	return fmt.Sprintf("the folder %s is %s now", from, to)
}

// two returns two documents.
func (c *checkout) two() (a, b *document) {
	for a, b = c.any(), c.any(); a == b; b = c.any() {
	}
	return a, b
}

func (c *checkout) swapContents() string {
	a, b := c.two()
	a.text, b.text, a.part, b.part = b.text, a.text, b.part, a.part
	a.links, b.links, a.files, b.files, a.labels, b.labels = b.links, a.links, b.files, a.files, b.labels, a.labels
	if c.IntN(2) == 0 || c.oneSpace {
		return fmt.Sprintf("%s and %s swap their texts", a.path, b.path)
	}
	a.title, b.title, a.matter, b.matter = b.title, a.title, b.matter, a.matter
	return fmt.Sprintf("%s and %s swap their contents", a.path, b.path)
}

func (c *checkout) swapFiles() string {
	a, b := c.two()
	if !c.isLeaf(a) || !c.isLeaf(b) || c.treeOf(a) != c.treeOf(b) {
		return ""
	}
	a.path, b.path = b.path, a.path
	return fmt.Sprintf("%s and %s swap their places", a.path, b.path)
}

func (c *checkout) changeText() string {
	doc := c.any()
	doc.text = c.number()
	return doc.path + " has another text"
}

func (c *checkout) changeHeading() string {
	doc := c.any()
	doc.part++
	return doc.path + " has another heading"
}

func (c *checkout) changeLinks() string {
	doc := c.any()
	doc.links = nil
	c.decorate(doc)
	return doc.path + " has other links"
}

func (c *checkout) relabel() string {
	if c.IntN(4) == 0 {
		c.labels = c.someLabels()
		return fmt.Sprintf("labels of all pages: %q", c.labels)
	}
	doc := c.any()
	doc.labels = c.someLabels()
	return fmt.Sprintf("%s: labels %q", doc.path, doc.labels)
}

func (c *checkout) reorder() string {
	told := "order:"
	for range 1 + c.IntN(4) {
		doc := c.any()
		doc.position = c.IntN(6)
		told += fmt.Sprintf(" %s %d,", doc.path, doc.position)
	}
	return told
}

func (c *checkout) putBelow() string {
	doc := c.any()
	if doc.parent != nil {
		doc.parent = nil
		return doc.path + " names no parent any more"
	}
	if !c.hang(doc) {
		return ""
	}
	return fmt.Sprintf("%s names the parent %s", doc.path, doc.parent.path)
}

func (c *checkout) changeFile() string {
	if len(c.files) == 0 {
		c.addFile(c.folders()[0])
	}
	file := c.files[c.IntN(len(c.files))]
	file.content = c.number()
	c.any().show(file)
	return file.path + " has another content"
}

func (c *checkout) moveLinkedFile() string {
	if len(c.files) == 0 {
		return ""
	}
	file, folders := c.files[c.IntN(len(c.files))], c.folders()
	before, to := file.path, path.Join(folders[c.IntN(len(folders))], path.Base(file.path))
	if slices.ContainsFunc(c.files, func(f *linkedFile) bool { return f.path == to }) {
		return ""
	}
	file.path = to
	return before + " is moved to " + to
}

// exchangeFiles lets a document show other files, maybe of the same names.
func (c *checkout) exchangeFiles() string {
	doc, folders := c.any(), c.folders()
	c.addFile(folders[c.IntN(len(folders))])
	doc.files = nil
	for range 1 + c.IntN(2) {
		if len(c.files) > 0 {
			doc.show(c.files[c.IntN(len(c.files))])
		}
	}
	return doc.path + " shows other files"
}

func (c *checkout) dropFile() string {
	if len(c.files) == 0 {
		return ""
	}
	gone := c.files[c.IntN(len(c.files))]
	is := func(f *linkedFile) bool { return f == gone }
	c.files = slices.DeleteFunc(c.files, is)
	for _, doc := range slices.Concat(c.docs, c.removed) {
		doc.files = slices.DeleteFunc(doc.files, is)
	}
	return gone.path + " is removed"
}

// becomeIndex makes a document the page of its folder or of one below.
func (c *checkout) becomeIndex() string {
	doc, folders := c.any(), c.folders()
	folder := folders[c.IntN(len(folders))]
	name := path.Join(folder, []string{"index.md", "README.md"}[c.IntN(2)])
	if !c.isRoot(folder) && c.IntN(3) == 0 {
		name = []string{folder + ".md", path.Join(folder, path.Base(folder)+".md")}[c.IntN(2)]
	}
	if !c.isLeaf(doc) || c.indexOf(folder) != nil || !c.isInTreeOf(doc, name) || path.Dir(doc.path) != folder && path.Dir(doc.path) != path.Dir(folder) {
		return ""
	}
	before := doc.path
	doc.path, doc.parent = name, nil
	return fmt.Sprintf("%s becomes the index %s", before, name)
}

func (c *checkout) leaveIndex() string {
	doc := c.any()
	if !doc.isIndex() || doc.bound != "" {
		return ""
	}
	before := doc.path
	doc.path = path.Join(path.Dir(doc.path), c.name("doc")+".md")
	return fmt.Sprintf("%s is no index any more: %s", before, doc.path)
}

// bind puts the topmost index onto the home page for good: a page that a document names no more keeps what it shows.
func (c *checkout) bind() string {
	index := c.indexOf(".")
	if len(c.trees) > 0 || index == nil || index.bound != "" {
		return ""
	}
	index.bound = c.home
	return index.path + " names the home page"
}

func (c *checkout) changeWidth() string {
	doc := c.any()
	doc.width = []string{"full-width", "default"}[c.IntN(2)]
	return fmt.Sprintf("%s: page-width %s", doc.path, doc.width)
}

// changeSetting changes a setting. Pages that are archived keep their titles, so that archive is not among them.
func (c *checkout) changeSetting() string {
	switch c.IntN(4) {
	case 0:
		c.prefix = []string{"", "P: ", "Docs "}[c.IntN(3)]
		return fmt.Sprintf("title-prefix: %q", c.prefix)
	case 1:
		c.order = []string{"sorted", "created"}[c.IntN(2)]
		return "sibling-order: " + c.order
	case 2:
		c.orphans = []string{"keep", "delete"}[c.IntN(2)]
		return "orphans: " + c.orphans
	}
	a, b := c.two()
	if c.oneSpace || c.treeOf(a) != c.treeOf(b) {
		return ""
	}
	c.conflict, b.title = "disambiguate", a.title
	return fmt.Sprintf("on-title-conflict: disambiguate, and %s has the title %q of %s", b.path, b.title, a.path)
}
