package settings

// Argument says in a word what a setting's flag takes, "" for a switch.
func (s Setting) Argument() string {
	switch {
	case s.Kind() == YesNo:
		return ""
	case s.Secret, s.Group() == Output:
		return "FILE"
	case s.Values != nil:
		return "WHICH"
	}
	if word, has := arguments[s.Name]; has {
		return word
	}
	return "TEXT"
}

var arguments = map[string]string{
	"url": "ADDRESS", "space": "KEY", "parent": "PAGE", "cloud-id": "ID", "api-root": "PATH", "api-version": "VERSION",
	"user": "NAME", "client-id": "ID",
	"docs": "PATHS", "include": "PATHS", "exclude": "PATHS",
	"labels": "NAMES", "page-width": "WIDTH",
	"max-orphans": "NUMBER", "owner": "NAME", "former-owner": "NAME", "former-parent": "PAGE", "former-tree": "PATH", "config": "FILE", "working-directory": "FOLDER", "tree": "NAMES", "forget": "IDS",
	"dialect": "NAMES", "source-links": "ADDRESS", "math": "NAME", "kroki-url": "ADDRESS",
	"parallel": "NUMBER", "max-requests-per-second": "NUMBER", "timeout": "TIME", "patience": "TIME",
}

// Offers are values that a setting takes, besides others where it is not held to its Values.
func (s Setting) Offers() []string {
	switch {
	case s.Kind() == YesNo:
		return []string{"true", "false"}
	case s.Values != nil:
		return s.Values
	}
	return offers[s.Name]
}

var offers = map[string][]string{
	"api-root": {"auto", "v1", "v2"}, "api-version": {"auto", "v1", "v2", "latest"},
	"page-width": {"default", "full-width", "max"}, "banner": {NoBanner, LineBanner, PanelBanner},
	"dialect": {"auto", "github", "mkdocs", "docusaurus", "gitlab", "obsidian"}, "math": {"code"},
}
