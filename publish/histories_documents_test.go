package publish_test

import (
	"fmt"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// checkout is the documents of a history as they are at one commit.
type checkout struct {
	*rand.Rand
	docs     []*document
	removed  []*document
	files    []*linkedFile
	trees    []string // folders below docs; none: docs itself is the only tree
	oneSpace bool     // the titles of all trees are of one space
	home     string   // id of the home page
	last     int      // number that was given to a title, a text or a folder last

	prefix, order, conflict, orphans string // settings
	labels                           []string
}

// document is one of a history. Its path is below docs.
type document struct {
	path     string
	title    string
	matter   bool // the title stands in front matter
	text     int
	part     int // number of its heading, which links lead to
	links    []link
	files    []*linkedFile
	labels   []string
	position int // its order among its siblings; 0: none
	parent   *document
	width    string
	bound    string // the page that its front matter names
}

type link struct {
	to      *document
	heading bool
}

// linkedFile is a picture or another file that documents show or link to.
type linkedFile struct {
	path    string
	content int
}

// commit is a checkout written down.
type commit struct {
	number  int
	files   string   // in txtar format
	sources []string // of the documents, and of the folders without one
	widths  map[string]string
	bound   string // the document that names its page itself
	changes []string
	was     checkout // the settings
}

// newCheckout makes 5 to 15 documents in a few folders, which link to each other in a chain or ring and across.
func newCheckout(random *rand.Rand, home string) *checkout {
	c := &checkout{Rand: random, home: home, orphans: "delete", order: "sorted", conflict: "fail"}
	if c.IntN(4) == 0 {
		c.trees, c.oneSpace = []string{"handbook", "api"}, c.IntN(2) == 0
	}
	folders := slices.Clone(c.trees)
	if len(folders) == 0 {
		folders = []string{"."}
	}
	for range 1 + c.IntN(4) {
		folders = append(folders, path.Join(folders[c.IntN(len(folders))], c.name("dir")))
	}
	for _, folder := range folders {
		if c.IntN(2) == 0 {
			c.add(path.Join(folder, []string{"index.md", "README.md"}[c.IntN(2)]))
		}
	}
	for _, tree := range c.trees {
		c.add(path.Join(tree, c.name("doc")+".md"))
	}
	for wanted := 5 + c.IntN(11); len(c.docs) < wanted; {
		c.add(path.Join(folders[c.IntN(len(folders))], c.name("doc")+".md"))
	}
	for range c.IntN(5) {
		c.addFile(folders[c.IntN(len(folders))])
	}
	for i, doc := range c.docs {
		doc.links = append(doc.links, link{c.docs[(i+1)%len(c.docs)], c.IntN(3) > 0})
		c.decorate(doc)
	}
	return c
}

func (c *checkout) name(of string) string { return fmt.Sprint(of, c.number()) }

func (c *checkout) number() int {
	c.last++
	return c.last
}

func (c *checkout) add(at string) *document {
	doc := &document{path: at, title: c.title(), matter: c.IntN(3) == 0, text: c.number(), part: 1}
	c.docs = append(c.docs, doc)
	return doc
}

func (c *checkout) title() string {
	return fmt.Sprint([]string{"Setup ", "Überblick ", "Straße ", "q & a ", "Notes: "}[c.IntN(5)], c.number())
}

// addFile makes a file that may have the name of one in another folder.
func (c *checkout) addFile(folder string) {
	at := path.Join(folder, []string{"logo.svg", "plan.svg", "data.csv"}[c.IntN(3)])
	if !slices.ContainsFunc(c.files, func(f *linkedFile) bool { return f.path == at }) {
		c.files = append(c.files, &linkedFile{at, c.number()})
	}
}

// decorate gives a document more links, files and front matter.
func (c *checkout) decorate(doc *document) {
	for range c.IntN(3) {
		doc.links = append(doc.links, link{c.any(), c.IntN(2) == 0})
	}
	for range c.IntN(3) {
		if len(c.files) > 0 {
			doc.show(c.files[c.IntN(len(c.files))])
		}
	}
	if c.IntN(3) == 0 {
		doc.labels = c.someLabels()
	}
	if c.IntN(3) == 0 {
		doc.position = 1 + c.IntN(5)
	}
	if c.IntN(6) == 0 {
		doc.width = []string{"full-width", "default"}[c.IntN(2)]
	}
	if c.IntN(6) == 0 {
		c.hang(doc)
	}
}

func (d *document) show(f *linkedFile) {
	if !slices.Contains(d.files, f) {
		d.files = append(d.files, f)
	}
}

func (c *checkout) someLabels() []string {
	labels := []string{"sre", "runbook", "alpha", "beta"}
	c.Shuffle(len(labels), func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
	return labels[:c.IntN(3)]
}

func (c *checkout) any() *document { return c.docs[c.IntN(len(c.docs))] }

// hang lets front matter put a document below another one that stands where its file lies, so that there are no rings.
func (c *checkout) hang(doc *document) bool {
	parent := c.any()
	isParent := slices.ContainsFunc(c.docs, func(d *document) bool { return d.parent == doc })
	if parent == doc || parent.parent != nil || isParent || doc.isIndex() || c.treeOf(doc) != c.treeOf(parent) {
		return false
	}
	doc.parent = parent
	return true
}

// isIndex reports whether the document is the page of a folder. Folders are called otherwise than documents.
func (d *document) isIndex() bool {
	base := path.Base(d.path)
	return base == "index.md" || base == "README.md" || strings.HasPrefix(base, "dir")
}

// folderOf returns the folder whose page an index document is.
func (d *document) folderOf() string {
	dir, base := path.Dir(d.path), strings.TrimSuffix(path.Base(d.path), ".md")
	if strings.HasPrefix(base, "dir") && base != path.Base(dir) {
		return path.Join(dir, base)
	}
	return dir
}

func (c *checkout) indexOf(folder string) *document {
	for _, doc := range c.docs {
		if doc.isIndex() && doc.folderOf() == folder {
			return doc
		}
	}
	return nil
}

// treeOf returns the name of the tree that a document is in, "" for the only one.
func (c *checkout) treeOf(doc *document) string {
	if len(c.trees) == 0 {
		return ""
	}
	return strings.Split(doc.path, "/")[0]
}

// folders returns the folders with documents in or below them, with the roots of the trees.
func (c *checkout) folders() []string {
	folders := slices.Clone(c.trees)
	if len(folders) == 0 {
		folders = []string{"."}
	}
	for _, doc := range c.docs {
		for dir := path.Dir(doc.path); dir != "."; dir = path.Dir(dir) {
			if !slices.Contains(folders, dir) {
				folders = append(folders, dir)
			}
		}
	}
	return folders
}

func (c *checkout) isRoot(folder string) bool {
	return folder == "." || slices.Contains(c.trees, folder)
}

// write writes the checkout down.
func (c *checkout) write(number int, changes []string) commit {
	written := commit{number: number, changes: changes, was: *c, widths: map[string]string{}}
	var out strings.Builder
	standing := map[string]bool{} // folders whose page has something below it
	for _, doc := range c.docs {
		source := "docs/" + doc.path
		written.sources = append(written.sources, source)
		if doc.bound != "" {
			written.bound = source
		}
		if doc.width != "" {
			written.widths[source] = doc.width
		}
		fmt.Fprintf(&out, "-- %s --\n%s", source, doc.markdown())
		for dir := path.Dir(doc.path); doc.parent == nil && !c.isRoot(dir); dir = path.Dir(dir) {
			standing[dir] = true
		}
	}
	for _, folder := range c.folders() {
		if standing[folder] && c.indexOf(folder) == nil {
			written.sources = append(written.sources, "docs/"+folder+"/")
		}
	}
	for _, file := range c.files {
		content := fmt.Sprintf("%d,%d\n", file.content, file.content)
		if strings.HasSuffix(file.path, ".svg") {
			content = fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"20\"/>\n", file.content)
		}
		fmt.Fprintf(&out, "-- docs/%s --\n%s", file.path, content)
	}
	written.files = out.String()
	return written
}

func (d *document) markdown() string {
	var out strings.Builder
	out.WriteString("---\n")
	if d.matter {
		fmt.Fprintf(&out, "title: %q\n", d.title)
	}
	if len(d.labels) > 0 {
		fmt.Fprintf(&out, "labels: [%s]\n", strings.Join(d.labels, ", "))
	}
	if d.position > 0 {
		fmt.Fprintf(&out, "order: %d\n", d.position)
	}
	if d.parent != nil {
		fmt.Fprintf(&out, "parent: /docs/%s\n", d.parent.path)
	}
	if d.width != "" {
		fmt.Fprintf(&out, "page-width: %s\n", d.width)
	}
	if d.bound != "" {
		fmt.Fprintf(&out, "page-id: %s\n", d.bound)
	}
	out.WriteString("---\n")
	if !d.matter {
		fmt.Fprintf(&out, "# %s\n\n", d.title)
	}
	fmt.Fprintf(&out, "The text %d.\n\nAs in others of %d.\n\n", d.text, d.text%3)
	for _, link := range d.links {
		to := d.relative(link.to.path)
		if link.heading {
			to += fmt.Sprintf("#part-%d", link.to.part)
		}
		fmt.Fprintf(&out, "[see](%s)\n\n", to)
	}
	for _, file := range d.files {
		mark := ""
		if strings.HasSuffix(file.path, ".svg") {
			mark = "!"
		}
		fmt.Fprintf(&out, "%s[file](%s)\n\n", mark, d.relative(file.path))
	}
	fmt.Fprintf(&out, "## Part %d\n\nThe end.\n", d.part)
	return out.String()
}

func (d *document) relative(to string) string {
	relative, err := filepath.Rel(path.Dir(d.path), to)
	if err != nil {
		panic(err)
	}
	return filepath.ToSlash(relative)
}
