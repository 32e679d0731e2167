package conformance

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// folderVariable names the folder with Atlassian's documents where they are not in the usual place.
const folderVariable = "PAGEWRIGHT_OPENAPI"

// usualFolder is seen from the root of the repository: the documents are Atlassian's and no part of it.
const usualFolder = "../shared/confluence/openapi"

// API is one of the three APIs of Confluence.
type API string

// The APIs, by the names that violations call them.
const (
	V1         API = "v1"
	V2         API = "v2"
	DataCenter API = "Data Center"
)

// source is one of Atlassian's OpenAPI documents.
type source struct {
	api  API
	name string // as in "what … says"
	file string
	root string // what its paths begin with, and violations leave away
}

// sources are asked in this order: v1's state of February 2024 is for the operations that have left v1 since.
var sources = []source{
	{api: V2, name: "Cloud v2", file: "confluence-cloud-v2.json"},
	{api: V1, name: "Cloud v1", file: "confluence-cloud-v1.json", root: "/wiki/rest/api"},
	{api: V1, name: "Cloud v1 of February 2024", file: "confluence-cloud-v1-2024-02.json", root: "/wiki/rest/api"},
	{api: DataCenter, name: "Data Center 10.0.3", file: "confluence-dc-10.0.3.json", root: "/rest/api"},
}

// document is a source with its operations, loaded when the first request asks for it.
type document struct {
	source
	route func() router
}

// official are the documents as all tests of a package use them.
var official = documents(gaps)

// documents returns all documents with these mends.
func documents(mended []*gap) []*document {
	var all []*document
	for _, s := range sources {
		all = append(all, &document{s, sync.OnceValue(func() router { return s.load(mended) })})
	}
	return all
}

// load panics: a document that is there and cannot be read leaves nothing to prove.
func (s source) load(mended []*gap) router {
	folder, err := findFolder()
	if err != nil {
		panic(err)
	}
	spec, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, s.file))
	if err != nil {
		panic(fmt.Errorf("the API document %s cannot be read: %w", s.file, err))
	}
	for _, g := range mended {
		if g.mend != nil && (g.api == "" || g.api == s.api) {
			g.mend(spec)
		}
	}
	return newRouter(s, spec)
}

// Folder returns the folder of the documents, or why there is none. With go test -short there is none.
func Folder() (string, error) { return findFolder() }

var findFolder = sync.OnceValues(func() (string, error) {
	if testing.Short() {
		return "", errors.New("go test -short leaves them out")
	}
	folder := os.Getenv(folderVariable)
	if folder == "" {
		root, err := repositoryRoot()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(root, filepath.FromSlash(usualFolder))
	}
	for _, s := range sources {
		if _, err := os.Stat(filepath.Join(folder, s.file)); err != nil {
			return "", fmt.Errorf("%s has no %s", folder, s.file)
		}
	}
	return folder, nil
})

func repositoryRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		_, err := os.Stat(filepath.Join(folder, "go.mod"))
		if err == nil {
			return folder, nil
		}
		parent := filepath.Dir(folder)
		if !errors.Is(err, fs.ErrNotExist) || parent == folder {
			return "", fmt.Errorf("no go.mod above the working directory: %w", err)
		}
		folder = parent
	}
}

// Operations lists every operation that the documents have for an API, such as "GET /content/{id}", sorted; of those
// that have left v1 the names begin with "removed ". Where the documents are not at hand it gives an error.
func Operations(api API) ([]string, error) {
	if _, err := findFolder(); err != nil {
		return nil, err
	}
	names, seen := []string{}, map[string]bool{}
	for _, d := range official {
		if d.api != api {
			continue
		}
		prefix := ""
		if strings.Contains(d.name, "2024") {
			prefix = "removed "
		}
		for _, operations := range d.route() {
			for _, o := range operations {
				key := parameterNames.ReplaceAllString(o.name, "{}")
				if strings.HasPrefix(o.Path, d.root+"/") && !seen[key] {
					seen[key] = true
					names = append(names, prefix+o.name)
				}
			}
		}
	}
	slices.Sort(names)
	return names, nil
}
