package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/publish/sandbox/browser/draw"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// indexName is the script that tells the search of exported pages what is on them.
const indexName = "search-index.js"

// Export writes the pages of a space as files that open from disk, without a server: a page each, their attachments, and
// index.html for the space. Names given to write are relative and have slashes.
func Export(s *store.Store, spaceKey string, o Options, write func(name string, content []byte) error) error {
	o.Live = false
	h := New(s, o)
	defer h.Close()
	h.static = true
	space, err := s.SpaceByKey(spaceKey)
	if err != nil {
		return err
	}
	e := &export{Handler: h, space: space, files: map[string]string{}, taken: map[string]bool{}, write: write}
	return e.run()
}

type export struct {
	*Handler
	space store.Space
	files map[string]string // names by address
	taken map[string]bool   // names in lower case, for systems that do not tell case apart
	queue []string          // addresses of the views that are to be written
	write func(name string, content []byte) error
}

func (e *export) run() error {
	overview := e.spaceURL(e.space.Key) + "/overview"
	e.add(overview, "index.html")
	for _, page := range e.store.Pages(e.space.ID) {
		if page.Status != store.Current {
			continue
		}
		if page.ID == e.space.HomepageID {
			e.files[e.pageURL(e.space.Key, page)] = e.files[overview]
		} else {
			e.add(e.pageURL(e.space.Key, page), pageFile(page))
		}
		if err := e.attachments(page.ID); err != nil {
			return err
		}
		for _, label := range page.Labels {
			e.add(e.labelURL(e.space.Key, label.Name), "label-"+slug(label.Name)+".html")
		}
	}
	for len(e.queue) > 0 {
		address := e.queue[0]
		e.queue = e.queue[1:]
		if err := e.one(address); err != nil {
			return err
		}
	}
	if err := e.assets(); err != nil {
		return err
	}
	return e.index()
}

// attachments writes the files of a page.
func (e *export) attachments(pageID string) error {
	for _, file := range e.store.Attachments(pageID) {
		content, err := e.store.AttachmentData(file.ID, file.Version().Number)
		if err != nil {
			return err
		}
		if err := e.write(e.name(e.fileURL(file), "files/"+pageID+"/"+fileName(file.Title)), content); err != nil {
			return err
		}
	}
	return nil
}

// add lists a view that is to be written.
func (e *export) add(address, name string) {
	if _, known := e.files[address]; !known {
		e.name(address, name)
		e.queue = append(e.queue, address)
	}
}

// name gives what is shown at an address a file name of its own.
func (e *export) name(address, name string) string {
	extension := path.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for n := 2; e.taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, extension)
	}
	e.taken[strings.ToLower(name)] = true
	e.files[address] = name
	return name
}

// one writes what is shown at an address.
func (e *export) one(address string) error {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer := httptest.NewRecorder()
	e.ServeHTTP(answer, request)
	name := e.files[address]
	if answer.Code != http.StatusOK {
		return fmt.Errorf("%s: %s", name, http.StatusText(answer.Code))
	}
	content, err := e.relative(answer.Body.Bytes(), address)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return e.write(name, content)
}

// relative makes the addresses in a page lead to files. Those of views that are no files lead nowhere.
func (e *export) relative(page []byte, address string) ([]byte, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	here, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	for n := range root.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "nonce" })
		for i := range n.Attr {
			if n.Attr[i].Key == "href" || n.Attr[i].Key == "src" {
				n.Attr[i].Val = e.fileFor(here, n.Attr[i].Val)
			}
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" && a.Val == "" })
	}
	var out bytes.Buffer
	err = html.Render(&out, root)
	return out.Bytes(), err
}

// fileFor gives the file for an address in a page, "" where there is none; what leads elsewhere stays.
func (e *export) fileFor(here *url.URL, raw string) string {
	to, err := url.Parse(raw)
	if err != nil || to.Host != "" || to.Scheme != "" || raw == "" || strings.HasPrefix(raw, "#") {
		return raw
	}
	to = here.ResolveReference(to)
	fragment := to.EscapedFragment()
	if fragment != "" {
		fragment = "#" + fragment
	}
	if name, isAsset := strings.CutPrefix(to.Path, e.base+assetsPath); isAsset {
		return "assets/" + name
	}
	if to.Path == e.base+"/" {
		return "index.html"
	}
	to.Fragment, to.RawFragment = "", ""
	name, known := e.files[to.String()]
	if !known {
		to.RawQuery = ""
		name, known = e.files[to.String()]
	}
	if !known {
		return ""
	}
	return (&url.URL{Path: name}).EscapedPath() + fragment
}

func (e *export) assets() error {
	entries, err := assets.ReadDir("assets")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		content, err := assets.ReadFile("assets/" + entry.Name())
		if err != nil {
			return err
		}
		if path.Ext(entry.Name()) == ".css" {
			content = withPictures(content)
		}
		if err := e.write("assets/"+entry.Name(), content); err != nil {
			return err
		}
	}
	return nil
}

var namedPicture = regexp.MustCompile(`url\("([\w-]+\.svg)"\)`)

// withPictures puts the pictures that a style sheet names into it: a page from disk may not use another file as a mask.
func withPictures(sheet []byte) []byte {
	return namedPicture.ReplaceAllFunc(sheet, func(found []byte) []byte {
		content, err := assets.ReadFile("assets/" + string(namedPicture.FindSubmatch(found)[1]))
		if err != nil {
			return found
		}
		return fmt.Appendf(nil, "url(\"data:image/svg+xml,%s\")", url.PathEscape(string(content)))
	})
}

// entry is a page in the index of the search.
type entry struct {
	hit
	Body string `json:"body"`
}

// index writes the script that the search asks: pages from disk may not fetch a file.
func (e *export) index() error {
	entries := []entry{}
	for _, page := range e.store.Pages(e.space.ID) {
		if page.Status == store.Current {
			found := e.hit(e.space, page)
			found.URL = (&url.URL{Path: e.files[found.URL]}).EscapedPath()
			entries = append(entries, entry{found, draw.Text(page.Version().Body)})
		}
	}
	list, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	return e.write("assets/"+indexName, slices.Concat([]byte("window.searchIndex = "), list, []byte(";\n")))
}

func pageFile(page store.Page) string {
	if name := slug(page.Title); name != "" {
		return name + "-" + page.ID + ".html"
	}
	return page.ID + ".html"
}

// slug is what a file can be called after a title on every system.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	name := []rune(strings.Join(words, "-"))
	return strings.Trim(string(name[:min(len(name), 40)]), "-")
}

// fileName is an attachment's name without what a system does not take.
func fileName(title string) string {
	if strings.Trim(title, ". ") == "" {
		return "_"
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, title)
}
