package confluence

import (
	"strings"
)

// v1 is the root wiki/rest/api of Cloud and rest/api of Data Center.
// https://developer.atlassian.com/cloud/confluence/rest/v1/intro/
// https://developer.atlassian.com/server/confluence/rest/v1000/
type v1 struct{ *root }

func contentPath(id string, more ...string) string { return pathBelow("/content/", id, more...) }

// v1 lists up to this many rows with the expansions used here; it gives fewer
// where it has a lower limit, and says in _links.next how to go on.
const v1Rows = "200"

func expand(names ...string) string { return strings.Join(names, ",") }
