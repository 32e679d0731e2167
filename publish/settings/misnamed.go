package settings

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/nearest"
)

// MisnamedInputs is an [ErrUsage] that names the inputs which are almost those of a setting: they would be ignored.
func MisnamedInputs(names []string) error {
	var known []string
	for _, setting := range Table() {
		known = append(known, setting.Name)
	}
	var wrong []string
	for _, name := range slices.Sorted(slices.Values(names)) {
		if near := nearest.Name(name, known); near != "" {
			wrong = append(wrong, fmt.Sprintf("there is no input %s: did you mean %s?", name, near))
		}
	}
	if wrong == nil {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrUsage, strings.Join(wrong, "\n"))
}

// The beginnings of the variables that settings are read from.
const (
	ownPrefix   = "PAGEWRIGHT_"
	otherPrefix = "CONFLUENCE_"
)

// MisnamedVariables returns a warning for each variable whose name is almost one that a setting is read from. Also are
// further variables that are read.
func MisnamedVariables(names []string, also ...string) []string {
	known := slices.Clone(also)
	for _, setting := range Table() {
		known = append(append(known, setting.Environment()), setting.Aliases...)
		if setting.Secret {
			known = append(known, setting.Environment()+"_FILE")
		}
	}
	var warnings []string
	for _, name := range slices.Sorted(slices.Values(names)) {
		if near := nearVariable(name, known); near != "" {
			warnings = append(warnings, fmt.Sprintf("The environment variable %s is not read: did you mean %s?", name, near))
		}
	}
	return warnings
}

// nearVariable compares what follows the prefix: the prefixes are so long that all names which have one are alike.
func nearVariable(name string, known []string) string {
	first, rest, cut := strings.Cut(name, "_")
	if slices.Contains(known, name) || !cut {
		return ""
	}
	prefix := strings.ToUpper(first) + "_"
	if near := nearest.Name(prefix, []string{ownPrefix, otherPrefix}); near != "" {
		prefix = near
	}
	if prefix != ownPrefix && prefix != otherPrefix {
		return ""
	}
	var rests []string
	for _, variable := range known {
		if after, has := strings.CutPrefix(variable, prefix); has {
			rests = append(rests, after)
		}
	}
	if slices.Contains(rests, strings.ToUpper(rest)) {
		return prefix + strings.ToUpper(rest)
	}
	if near := nearest.Name(rest, rests); near != "" {
		return prefix + near
	}
	return ""
}

// wordsForTokens are what people call a token, as plain writes them.
var wordsForTokens = []string{
	"token", "password", "pass", "passwd", "pwd", "secret", "pat", "apitoken", "apikey", "accesstoken", "authtoken", "personaltoken", "personalaccesstoken",
	"bearer", "bearertoken", "credential", "credentials", "confluencetoken", "confluenceapitoken", "confluencepassword", "atlassiantoken", "atlassianapitoken", "pagewrighttoken", "usertoken", "userpassword",
}

// TokenMeant returns the token's setting for a name that is another word for it, nil for other names.
func TokenMeant(name string) *Setting {
	if !slices.Contains(wordsForTokens, plain(name)) {
		return nil
	}
	for _, setting := range Table() {
		if setting.Name == "token" {
			return &setting
		}
	}
	return nil
}

// plain writes a name in lower case, without dashes, underscores and spaces.
func plain(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(name))
}

// foreignVariables are those that other tools read, by the settings that they mean.
var foreignVariables = map[string][]string{
	"url":   {"CONFLUENCE_BASE_URL", "CONFLUENCE_HOST", "CONFLUENCE_SITE", "CONFLUENCE_DOMAIN", "CONFLUENCE_SERVER", "ATLASSIAN_URL"},
	"user":  {"CONFLUENCE_USERNAME", "CONFLUENCE_EMAIL", "CONFLUENCE_USER_EMAIL", "ATLASSIAN_USERNAME", "ATLASSIAN_USER", "ATLASSIAN_EMAIL"},
	"token": {"CONFLUENCE_API_TOKEN", "CONFLUENCE_API_KEY", "CONFLUENCE_PASSWORD", "CONFLUENCE_PAT", "CONFLUENCE_PERSONAL_TOKEN", "ATLASSIAN_API_TOKEN", "ATLASSIAN_TOKEN"},
	"space": {"CONFLUENCE_SPACE_KEY", "CONFLUENCE_SPACEKEY"},
}

// ForeignVariables says for each setting that the way into Confluence lacks which variable of another tool may hold it.
func (s Settings) ForeignVariables(names []string) []string {
	lacks := map[string]bool{
		"url": s.URL == "" && s.CloudID == "", "space": s.Space == "", "token": s.Credential == Credential{User: s.Credential.User},
		"user": s.Credential.User == "" && s.Credential.ClientID == "",
	}
	var notices []string
	for _, setting := range Table() {
		if !lacks[setting.Name] {
			continue
		}
		for _, name := range foreignVariables[setting.Name] {
			if slices.Contains(names, name) {
				notices = append(notices, fmt.Sprintf("%[1]s is not set. The environment variable %[2]s is not read: if it holds the %[1]s, set %[3]s", setting.Name, name, setting.Aliases[0]))
			}
		}
	}
	return notices
}
