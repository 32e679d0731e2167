package confluence

import (
	"fmt"
	"strings"
)

// A rootChoice is what the settings api-root and api-version say. The zero value
// leaves the choice to the client.
type rootChoice struct {
	version string // V1, V2 or ""
	path    string // without slashes at its ends; "" unless the user named one
}

func (c rootChoice) isAuto() bool { return c.version == "" }

// CheckAPIRoot checks that the settings api-root ("", "auto", "v1", "v2" or a
// path such as wiki/rest/api) and api-version ("", "auto", "v1", "v2", or
// "latest", which is v1's) can be followed together.
func CheckAPIRoot(apiRoot, apiVersion string) error {
	_, err := chooseRoot(apiRoot, apiVersion)
	return err
}

func chooseRoot(apiRoot, apiVersion string) (rootChoice, error) {
	choice, err := readRoot(apiRoot)
	if err != nil {
		return rootChoice{}, err
	}
	version, known := map[string]string{"": "", "auto": "", "v1": V1, "1": V1, "1.0": V1, "latest": V1, "v2": V2, "2": V2}[plain(apiVersion)]
	switch {
	case !known:
		return rootChoice{}, fmt.Errorf("api-version %q is not known: use auto, v1, v2 or latest", apiVersion)
	case choice.path != "" && choice.version == "" && version == "":
		return rootChoice{}, fmt.Errorf("api-root %q does not tell which API it is: a path ends with rest/api (v1) or api/v2 (v2); for any other path set api-version as well", apiRoot)
	case choice.version != "" && version != "" && choice.version != version:
		return rootChoice{}, fmt.Errorf("api-root %q is %s, but api-version %q is %s: set only one of them, or make them match (wiki/rest/api with latest or v1, wiki/api/v2 with v2)",
			apiRoot, choice.version, apiVersion, version)
	case choice.version == "":
		choice.version = version
	}
	return choice, nil
}

func readRoot(apiRoot string) (rootChoice, error) {
	switch text := plain(apiRoot); {
	case text == "" || text == "auto":
		return rootChoice{}, nil
	case text == V1 || text == V2:
		return rootChoice{version: text}, nil
	case strings.Contains(text, "://"):
		return rootChoice{}, fmt.Errorf("api-root %q is an address: give only the path below the host there, such as wiki/rest/api, and the address as url", apiRoot)
	case !strings.Contains(text, "/"):
		return rootChoice{}, fmt.Errorf("api-root %q is not known: use auto, v1, v2, or a path such as wiki/rest/api", apiRoot)
	}
	path := strings.Trim(bareValue(apiRoot), "/")
	return rootChoice{version: versionOf(path), path: path}, nil
}

func plain(setting string) string { return strings.ToLower(bareValue(setting)) }

func versionOf(path string) string {
	for _, end := range []string{"rest/api", "rest/api/latest", "rest/api/1.0"} {
		if path == end || strings.HasSuffix(path, "/"+end) {
			return V1
		}
	}
	if path == "api/v2" || strings.HasSuffix(path, "/api/v2") {
		return V2
	}
	return ""
}

// rootPath returns the API root of version at p, below origin and stem.
func (c rootChoice) rootPath(p endpoint, version string) string {
	usual := map[string]string{V1: "/rest/api", V2: "/api/v2"}
	if c.path == "" {
		return p.context + usual[version]
	}
	path := "/" + c.path
	hasContext := p.kind == DataCenter || p.kind == CloudSite && p.context != "/wiki"
	if hasContext && !strings.HasPrefix(path, p.context+"/") {
		path = p.context + path
	}
	if version == c.version {
		return path
	}
	for _, end := range []string{"/rest/api", "/rest/api/latest", "/rest/api/1.0", "/api/v2"} {
		if before, ok := strings.CutSuffix(path, end); ok {
			return before + usual[version]
		}
	}
	return p.context + usual[version]
}

func otherVersion(version string) string {
	if version == V1 {
		return V2
	}
	return V1
}
