package source

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/nearest"
)

// asBuilt returns the document that a link means on the site that a generator builds, where exactly one fits: without the
// extension, as x.html, as /x/ from the root of the docs, or relative to the folder /page/ that the page is on that site.
func (l *linkResolver) asBuilt(destination string) *Page {
	name, suffix := cutDestination(destination)
	if page := l.asBuiltFrom(name); page != nil {
		return page
	}
	return l.asBuiltFrom(strings.TrimSuffix(destination, suffix))
}

func (l *linkResolver) asBuiltFrom(name string) *Page {
	if name == "" || name == "." || name == "/" {
		return nil
	}
	folder := path.Dir(l.page.Source)
	if strings.HasPrefix(name, "/") {
		roots, inner := l.siteRoots()
		return cmp.Or(l.onlyBuilt(roots, name), l.onlyBuilt(inner, name))
	}
	if isIndex(l.page.Source) {
		return l.onlyBuilt([]string{folder}, name)
	}
	return l.onlyBuilt([]string{folder, path.Join(folder, stem(l.page.Source))}, name)
}

// siteRoots returns the folders that may be the root of the site: that of the docs and those above, as Hugo's /docs/x/ is
// content/docs/x.md, and those in it that the page lies in, for where the docs are a whole repository.
func (l *linkResolver) siteRoots() (roots, inner []string) {
	docs := path.Clean(literalPrefix(l.page.Docs))
	for folder := range above(path.Dir(l.page.Source)) {
		if folder == docs {
			break
		}
		inner = append(inner, folder)
	}
	return slices.Collect(above(docs)), inner
}

// onlyBuilt returns the document that a path means from one of the folders, nil where there is none, or several.
func (l *linkResolver) onlyBuilt(folders []string, name string) (found *Page) {
	for _, folder := range folders {
		page := l.builtAt(path.Join(folder, name))
		if page == nil || page == found {
			continue
		}
		if found != nil {
			return nil
		}
		found = page
	}
	return found
}

func (l *linkResolver) builtAt(name string) *Page {
	if !fs.ValidPath(name) {
		return nil
	}
	if page := l.pageOf(name); page != nil {
		return page
	}
	plain := strings.TrimSuffix(strings.TrimSuffix(name, ".html"), ".htm")
	if path.Base(plain) == "index" && plain != name {
		return l.pageOf(path.Dir(plain))
	}
	var found *Page
	for _, extension := range []string{".md", ".markdown", ".MD", ".mdx"} {
		if page := l.pageOf(plain + extension); page != nil {
			found = page
			break
		}
	}
	if found == nil && plain != name {
		found = l.pageOf(plain)
	}
	return found
}

// staticFolders are where site generators keep files that pages name from the site's root.
var staticFolders = []string{"static", "public", "docs/static", ".vuepress/public"}

// asStatic returns the file that a destination from the site's root means, where exactly one fits.
func (l *linkResolver) asStatic(destination string) (file string, ok bool) {
	name, _ := cutDestination(destination)
	if !strings.HasPrefix(name, "/") {
		return "", false
	}
	roots, inner := l.siteRoots()
	candidates := slices.Clone(roots[:1])
	for _, root := range slices.Concat(roots, inner) {
		for _, folder := range staticFolders {
			candidates = append(candidates, path.Join(root, folder))
		}
	}
	seen := map[string]bool{}
	for _, folder := range candidates {
		candidate := path.Join(folder, name)
		if seen[candidate] || !fs.ValidPath(candidate) {
			continue
		}
		seen[candidate] = true
		if info, err := l.workspace.Stat(candidate); err == nil && !info.IsDir() {
			if ok {
				return "", false
			}
			file, ok = candidate, true
		}
	}
	return file, ok
}

// inStatic returns the file that a path from the site's root means in Docusaurus, where the root's own files lie in its folder
// "static"; "" if there is none.
func (l *linkResolver) inStatic(rooted string) string {
	if l.tree.Dialects&render.Docusaurus == 0 {
		return ""
	}
	for dir := range above(l.workspace.folderOf(l.page.Docs)) {
		file := path.Join(dir, "static", rooted)
		if info, err := l.workspace.Stat(file); err == nil && !info.IsDir() {
			return file
		}
	}
	return ""
}

// didYouMean returns the file that a path was probably meant to be: the one whose name differs by case, by its extension or by a
// slip in one of its parts, or the only document of that name. It is "" where there is none.
func (l *linkResolver) didYouMean(file string) string {
	at := "."
	for part := range strings.SplitSeq(file, "/") {
		next, known := l.entryLike(at, part)
		if !known {
			return l.elsewhere(file)
		}
		at = path.Join(at, next)
	}
	if at == file {
		return "" // it is there, and something else is wrong with it
	}
	return at
}

func (l *linkResolver) entryLike(folder, name string) (string, bool) {
	entries, err := fs.ReadDir(l.workspace.FS(), folder)
	if err != nil {
		return "", false
	}
	var names []string
	for _, entry := range entries {
		if entry.Name() == name {
			return name, true
		}
		if !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	for _, other := range names {
		if strings.EqualFold(other, name) {
			return other, true
		}
	}
	if other := otherExtension(name, names); other != "" {
		return other, true
	}
	var sameKind []string
	for _, other := range names {
		if path.Ext(other) == path.Ext(name) {
			sameKind = append(sameKind, other)
		}
	}
	near := nearest.Name(name, sameKind)
	return near, near != ""
}

// otherExtension returns the only file that has another extension than the name and is the same otherwise: a document where the name
// is one's, else another file.
func otherExtension(name string, names []string) string {
	isSame := func(other string) bool {
		return extension.MatchString(other) && strings.EqualFold(stem(other), stem(name)) && isDocumentName(other) == isDocumentName(name)
	}
	same := slices.DeleteFunc(slices.Clone(names), func(other string) bool { return !isSame(other) })
	if len(same) != 1 || !extension.MatchString(name) {
		return ""
	}
	return same[0]
}

var extension = regexp.MustCompile(`\.[A-Za-z][A-Za-z0-9]*$`)

func isDocumentName(name string) bool { return isMarkdown(name) || isMDX(name) }

func (l *linkResolver) elsewhere(file string) string {
	found := ""
	for source := range l.tree.bySource {
		if !strings.EqualFold(path.Base(source), path.Base(file)) || isIndex(source) || strings.HasSuffix(source, "/") {
			continue
		}
		if found != "" {
			return ""
		}
		found = source
	}
	return found
}

// written returns a file's path as the document would write it.
func (l *linkResolver) written(file string, rooted bool) string {
	if rooted {
		return "/" + file
	}
	from := path.Dir(l.page.Source)
	up := ""
	for from != "." && !strings.HasPrefix(file, from+"/") {
		from, up = path.Dir(from), up+"../"
	}
	if from == "." {
		return up + file
	}
	return up + strings.TrimPrefix(file, from+"/")
}

// suggest adds to an error what was probably meant.
func (l *linkResolver) suggest(destination, file string, err error) error {
	found := l.didYouMean(file)
	if found == "" {
		return err
	}
	meant := l.written(found, strings.HasPrefix(destination, "/"))
	if meant == file { // which is counted from elsewhere
		return fmt.Errorf("%w, counted from the top of the repository: did you mean %s? That is %s", err, meant, found)
	}
	return fmt.Errorf("%w: did you mean %s?", err, meant)
}
