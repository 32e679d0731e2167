package workflow

import (
	"path/filepath"
	"regexp"
	"strings"
)

// OwnFolder is the folder of the workspace for files that later steps read.
const OwnFolder = ".pagewright"

var notInFileName = regexp.MustCompile(`[^\w-]+`)

// SummaryFile is where a step of GitHub Actions leaves its summary for later steps: in the workspace, the one folder that
// an action in a container shares with them, by a path that holds on both sides. It is "" elsewhere.
func SummaryFile(getenv func(string) string, workingDir string) string {
	workspace := getenv("GITHUB_WORKSPACE")
	if getenv("GITHUB_ACTIONS") != "true" || workspace == "" {
		return ""
	}
	name := "summary"
	if step := strings.Trim(notInFileName.ReplaceAllString(getenv("GITHUB_ACTION"), "-"), "-_"); step != "" {
		name += "-" + step
	}
	path := filepath.Join(OwnFolder, name+".md")
	if below, err := filepath.Rel(workspace, workingDir); err != nil || below != "." {
		path = filepath.Join(workspace, path)
	}
	return filepath.ToSlash(path)
}
