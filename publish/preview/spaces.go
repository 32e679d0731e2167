package preview

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
)

// space is the one that previews go to, where there is one.
const space = "DOCS"

// listOfPages is the text of a home page.
const listOfPages = `<ac:structured-macro ac:name="children"><ac:parameter ac:name="all">true</ac:parameter></ac:structured-macro>`

// spacesFor returns the spaces of the embedded Confluence that stand for those of the trees, by their keys in upper case, and
// the seed that makes them. The titles of their home pages are none that a document is likely to want.
func spacesFor(s settings.Settings) (keys map[string]string, seed string) {
	type page struct {
		Title string `json:"title"`
		Body  string `json:"body"`
	}
	type seeded struct {
		Key      string `json:"key"`
		Name     string `json:"name"`
		Homepage page   `json:"homepage"`
	}
	keys = map[string]string{}
	var all []seeded
	for _, tree := range s.Each() {
		key := strings.ToUpper(tree.Space)
		if keys[key] != "" {
			continue
		}
		of := seeded{Key: space, Name: "Documentation", Homepage: page{"Preview of the documents", listOfPages}}
		if len(all) > 0 {
			of.Key, of.Name = fmt.Sprintf("%s%d", space, len(all)+1), "Documentation of "+cmp.Or(key, tree.Tree)
		}
		keys[key] = of.Key
		all = append(all, of)
	}
	keys[strings.ToUpper(s.Space)] = cmp.Or(keys[strings.ToUpper(s.Space)], space)
	encoded, err := json.Marshal(map[string][]seeded{"spaces": all})
	if err != nil {
		panic(err) // texts can be encoded
	}
	return keys, string(encoded)
}
