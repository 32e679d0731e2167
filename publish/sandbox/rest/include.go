package rest

import "strings"

// include adds to a v2 answer what its include parameters ask for.
func (c *call) include(o object, path string, parts map[string]func() []object) {
	for name, results := range parts {
		if c.flag("include-" + name) {
			o[strings.ReplaceAll(name, "direct-children", "directChildren")] = object{
				"results": results(), "meta": object{"hasMore": false, "cursor": ""}, "_links": object{"self": path + "/" + name},
			}
		}
	}
	if c.query("include-version") == "false" {
		delete(o, "version")
	}
}
