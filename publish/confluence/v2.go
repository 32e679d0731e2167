package confluence

// v2 is the root wiki/api/v2 of Cloud.
// https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
type v2 struct{ *root }

const v2Rows = "250"

func pagePath(id string, more ...string) string { return pathBelow("/pages/", id, more...) }
