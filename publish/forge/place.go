package forge

import (
	"regexp"
	"strconv"
)

// lineFragments are the ways in which links name lines: #L3, #L3-L5, #L3-5 and #L3C1-L5C2 as GitHub, GitLab and Gitea have
// them, #lines-3:5 as Bitbucket does.
var lineFragments = regexp.MustCompile(`^(?:\?[^#]*)?#(?:L|lines-)(\d{1,9})(?:C\d+)?(?:(?:-L?|:)(\d{1,9})(?:C\d+)?)?$`)

// LinesIn reads what follows the path in a link.
func LinesIn(suffix string) Place {
	match := lineFragments.FindStringSubmatch(suffix)
	if match == nil {
		return Place{Rest: suffix}
	}
	first, _ := strconv.Atoi(match[1])
	last, _ := strconv.Atoi(match[2])
	if first == 0 {
		return Place{}
	}
	return Place{First: first, Last: max(first, last)}
}
