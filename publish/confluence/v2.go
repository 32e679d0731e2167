package confluence

import "net/url"

// v2 is the root wiki/api/v2 of Cloud.
// https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
type v2 struct{ *root }

const v2Rows = "250"

func pagePath(id string, more ...string) string { return pathBelow("/pages/", id, more...) }

func pathBelow(collection, id string, more ...string) string {
	path := collection + url.PathEscape(id)
	for _, m := range more {
		path += "/" + url.PathEscape(m)
	}
	return path
}
