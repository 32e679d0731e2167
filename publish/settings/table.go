package settings

import (
	"strings"
)

// Setting is one entry of the settings table, from which flags, environment variables, action inputs, keys of
// pagewright.yaml and the table of docs/settings.md come.
type Setting struct {
	Name    string
	Default string
	Meaning string   // one sentence
	Values  []string // the allowed values; nil: free
	Secret  bool     // has no flag for its value, but --NAME-file; masked in logs
	Aliases []string // environment variables taken besides PAGEWRIGHT_NAME

	kind      Kind
	choices   []string // the allowed items of a list; nil: free
	place     place
	isPath    bool // it names files: those in pagewright.yaml count from its folder
	isAddress bool
	orYesNo   bool // it is a text that takes yes and no, too
	set       func(*Settings, string) error
	items     func(*Settings, []string) error // of a list, in place of set
}

// Environment is the environment variable of the setting.
func (s Setting) Environment() string {
	return "PAGEWRIGHT_" + strings.ToUpper(strings.ReplaceAll(s.Name, "-", "_"))
}

// Flag is the name of the setting's flag: for a secret that of the file which holds it.
func (s Setting) Flag() string {
	if s.Secret {
		return s.Name + "-file"
	}
	return s.Name
}

// Kind returns what the value of the setting is.
func (s Setting) Kind() Kind {
	switch {
	case s.items != nil:
		return List
	case s.Default == "false":
		return YesNo
	}
	return s.kind
}

// InFile reports whether the setting may stand in pagewright.yaml.
func (s Setting) InFile() bool { return !s.Secret && s.place != outsideFiles }

// InTree reports whether the setting may be another one for each tree.
func (s Setting) InTree() bool { return s.InFile() && s.place == anywhere }

var dialects = []string{"auto", "github", "mkdocs", "docusaurus", "gitlab", "obsidian"}

// Table lists every setting, in the order in which people meet them.
func Table() []Setting {
	return []Setting{
		{Name: "url", isAddress: true, place: forAllTrees, Aliases: []string{"CONFLUENCE_URL"}, Meaning: "Any address of the Confluence: site, page, API gateway, Data Center with or without context path; a space or page in it is the default of space or parent.",
			set: text(func(s *Settings) *string { return &s.URL })},
		{Name: "cloud-id", place: forAllTrees, Meaning: "The site's cloud id, to go through the API gateway; found by itself where it is needed.",
			set: text(func(s *Settings) *string { return &s.CloudID })},
		{Name: "user", place: forAllTrees, Aliases: []string{"CONFLUENCE_USER"}, Meaning: "E-mail address of the account (Cloud) or user name (Data Center); empty for a token that is sent alone, as Bearer.",
			set: text(func(s *Settings) *string { return &s.Credential.User })},
		{Name: "token", place: forAllTrees, Secret: true, Aliases: []string{"CONFLUENCE_TOKEN"}, Meaning: "API token, personal access token, OAuth access token or password.",
			set: text(func(s *Settings) *Secret { return &s.Credential.Token })},
		{Name: "client-id", place: forAllTrees, Meaning: "OAuth 2.0 client id of a service account.",
			set: text(func(s *Settings) *string { return &s.Credential.ClientID })},
		{Name: "client-secret", place: forAllTrees, Secret: true, Meaning: "OAuth 2.0 client secret of a service account.",
			set: text(func(s *Settings) *Secret { return &s.Credential.ClientSecret })},
		{Name: "api-root", place: forAllTrees, Default: "auto", Meaning: "REST API root: auto, v1, v2, or a path such as wiki/rest/api.",
			set: text(func(s *Settings) *string { return &s.APIRoot })},
		{Name: "api-version", place: forAllTrees, Default: "auto", Meaning: "REST API version: auto, v1, v2, or latest for a v1 root; must match api-root.",
			set: text(func(s *Settings) *string { return &s.APIVersion })},
		{Name: "allow-http", place: forAllTrees, Default: "false", Meaning: "Send the credential over plain http to hosts other than this machine.",
			set: yesNo(func(s *Settings) *bool { return &s.AllowHTTP })},
		{Name: "space", Aliases: []string{"CONFLUENCE_SPACE"}, Meaning: "Key of the space.",
			set: func(s *Settings, v string) (err error) { s.Space, err = spaceKey(v); return err }},
		{Name: "parent", Aliases: []string{"CONFLUENCE_PARENT"}, Meaning: "Page or Cloud folder below which the documents appear, by id, title, address or share link; default: the space's home page.",
			set: text(func(s *Settings) *string { return &s.Parent })},
		{Name: "docs", isPath: true, Default: "docs", Meaning: "Folders, files or globs with the documents, separated by commas or lines.",
			items: list(func(s *Settings) *[]string { return &s.Docs })},
		{Name: "include", Meaning: "Folders, files or globs that a document's path must match one of, such as guides.",
			items: globs(func(s *Settings) *[]string { return &s.Include })},
		{Name: "exclude", Meaning: "Folders, files or globs of documents to leave out.",
			items: globs(func(s *Settings) *[]string { return &s.Exclude })},
		{Name: "untracked", Default: "deny", Values: []string{"deny", "allow"}, Meaning: "Documents and linked files that git ignores: deny or allow.",
			set: text(func(s *Settings) *string { return &s.Untracked })},
		{Name: "config", place: outsideFiles, Meaning: "File with the settings; default: pagewright.yaml at the top of the repository.",
			set: text(func(s *Settings) *string { return &s.Config })},
		{Name: "working-directory", place: outsideFiles, Meaning: "Folder of the checkout that holds the docs, if that is not at the top of the workspace: docs count from there, and pagewright.yaml is looked for there; default: the top.",
			set: text(func(s *Settings) *string { return &s.WorkingDirectory })},
		{Name: "tree", place: outsideFiles, Meaning: "Names of the trees in pagewright.yaml that are meant; default: all.",
			items: list(func(s *Settings) *[]string { return &s.Chosen })},
		{Name: "owner", Meaning: "Whose pages these are; default: the address of the git remote, else the one that the CI host names.",
			set: text(func(s *Settings) *string { return &s.Owner })},
		{Name: "former-owner", Meaning: "Owner whose record is taken over, after the repository got another address.",
			set: text(func(s *Settings) *string { return &s.FormerOwner })},
		{Name: "former-parent", Meaning: "Page, by id, title or URL, whose record is taken over, after parent was changed.",
			set: text(func(s *Settings) *string { return &s.FormerParent })},
		{Name: "former-tree", Meaning: "First entry of docs, or name of the tree, as it was, whose record is taken over, after it was changed.",
			set: text(func(s *Settings) *string { return &s.FormerTree })},
		{Name: "adopt", Default: "none", Values: []string{"none", "same-title", "marks"}, Meaning: "Pages to take over that no record has: none, same-title (below the parent, of no owner) or marks (those of this owner).",
			set: text(func(s *Settings) *string { return &s.Adopt })},
		{Name: "forget", Meaning: "Ids of pages that the record is to forget, because they were purged or given away.",
			items: pageIDs(func(s *Settings) *[]string { return &s.Forget })},
		{Name: "allow-older", Default: "false", Meaning: "Publish a commit that is older than the one published last.",
			set: yesNo(func(s *Settings) *bool { return &s.AllowOlder })},
		{Name: "mode", place: forAllTrees, Default: "publish", Values: []string{"check", "plan", "publish", "doctor"}, Meaning: "What is done where no command says it: check, plan, publish or doctor; the action plans on pull requests.",
			set: text(func(s *Settings) *Mode { return &s.Mode })},
		{Name: "title-from", Default: "heading", Values: []string{"heading", "filename"}, Meaning: "Where a page's title comes from when the front matter has none: heading or filename.",
			set: text(func(s *Settings) *string { return &s.TitleFrom })},
		{Name: "title-prefix", Meaning: "Text put before every title.",
			set: verbatim(func(s *Settings) *string { return &s.TitlePrefix })},
		{Name: "title-suffix", Meaning: "Text put after every title.",
			set: verbatim(func(s *Settings) *string { return &s.TitleSuffix })},
		{Name: "on-title-conflict", Default: "fail", Values: []string{"fail", "disambiguate"}, Meaning: "A title that another page holds: fail, or disambiguate by adding the folder's name.",
			set: text(func(s *Settings) *string { return &s.OnTitleConflict })},
		{Name: "on-edit", Default: "overwrite", Values: []string{"overwrite", "keep", "fail"}, Meaning: "A page edited in Confluence since the last run: overwrite, keep or fail.",
			set: text(func(s *Settings) *string { return &s.OnEdit })},
		{Name: "sibling-order", Default: "sorted", Values: []string{"sorted", "created"}, Meaning: "Order of the pages below one page: sorted (by front matter, else by name) or created (as they are made, no moves).",
			set: text(func(s *Settings) *string { return &s.SiblingOrder })},
		{Name: "nav", Default: "auto", Values: []string{"auto", "none"}, Meaning: "Order and titles from the files of site generators (mkdocs.yml, .pages, sidebar_position, _category_.json, SUMMARY.md, .order): auto or none.",
			set: text(func(s *Settings) *string { return &s.Nav })},
		{Name: "orphans", Default: "keep", Values: []string{"keep", "archive", "delete"}, Meaning: "Published pages whose document is gone: keep, archive or delete.",
			set: text(func(s *Settings) *string { return &s.Orphans })},
		{Name: "max-orphans", kind: WholeNumber, Meaning: "Most pages that orphans may archive or delete in a run; default: a third of the pages, from ten pages on.",
			set: func(s *Settings, v string) (err error) { s.MaxOrphans, err = optionalNumber(v); return err }},
		{Name: "labels", Meaning: "Labels put on every page.",
			items: list(func(s *Settings) *[]string { return &s.Labels })},
		{Name: "message", Meaning: "Version message of the pages that are written.",
			set: text(func(s *Settings) *string { return &s.Message })},
		{Name: "minor-edit", Default: "false", Meaning: "Write pages without notifying their watchers (v1 and Data Center only).",
			set: yesNo(func(s *Settings) *bool { return &s.MinorEdit })},
		{Name: "page-width", Meaning: "Width of the pages: default, full-width or max; without it the width stays as people set it.",
			set: func(s *Settings, v string) (err error) { s.PageWidth, err = Width(v); return err }},
		{Name: "banner", orYesNo: true, Default: "none", Meaning: "A line on top of every page that leads to its document: none, line, panel, or a text with {source} or {path}.",
			set: func(s *Settings, v string) (err error) { s.Banner, err = Banner(v); return err }},
		{Name: "source-links", Meaning: "Address of files outside the docs, with {path}, {commit} and {line}, or below which they lie; default: where the git remote shows them, at the commit.",
			set: func(s *Settings, v string) (err error) { s.SourceLinks, err = sourceLinks(v); return err }},
		{Name: "dialect", choices: dialects, Default: "auto", Meaning: "Markdown beyond GitHub's: github (none), mkdocs, docusaurus, gitlab, obsidian, several of them, or auto: those whose tool's files are found.",
			items: func(s *Settings, v []string) (err error) {
				s.Dialect, err = someOf(v, dialects...)
				return err
			}},
		{Name: "math", Default: "code", Meaning: "How formulas are shown: code, or the name of a macro of your site that takes TeX as its body.",
			set: text(func(s *Settings) *string { return &s.Math })},
		{Name: "macros", Default: "deny", Values: []string{"deny", "allow"}, Meaning: "Raw markup of Confluence in documents, such as <ac:structured-macro>: deny (it is text) or allow.",
			set: text(func(s *Settings) *string { return &s.Macros })},
		{Name: "toc", Default: "false", Meaning: "Put a table of contents on every page; front matter toc says otherwise for one.",
			set: yesNo(func(s *Settings) *bool { return &s.TOC })},
		{Name: "diagrams", Default: "auto", Values: []string{"auto", "code", "kroki", "mmdc"}, Meaning: "Diagrams in fenced code: kroki, mmdc (the Mermaid command), code, or auto: Kroki where kroki-url is set, else mmdc where it is installed, else code.",
			set: text(func(s *Settings) *string { return &s.Diagrams })},
		{Name: "kroki-url", isAddress: true, Meaning: "Address of the Kroki server that draws diagrams; their source is sent to it.",
			set: func(s *Settings, v string) (err error) { s.KrokiURL, err = serverAddress(v); return err }},
		{Name: "diagram-source", Default: "false", Meaning: "Keep the source of a drawn diagram below it, folded.",
			set: yesNo(func(s *Settings) *bool { return &s.DiagramSource })},
		{Name: "parallel", place: forAllTrees, kind: WholeNumber, Default: "8", Meaning: "Pages written at the same time.",
			set: func(s *Settings, v string) (err error) { s.Parallel, err = wholeNumber(v, 1, 64); return err }},
		{Name: "max-requests-per-second", place: forAllTrees, kind: Number, Meaning: "Upper bound on requests per second; empty for none.",
			set: func(s *Settings, v string) (err error) { s.MaxRequestsPerSecond, err = rate(v); return err }},
		{Name: "timeout", place: forAllTrees, Default: "30s", Meaning: "Time one request may take.",
			set: func(s *Settings, v string) (err error) { s.Timeout, err = duration(v); return err }},
		{Name: "patience", place: forAllTrees, Default: "15m", Meaning: "Time to wait for a Confluence that asks to come back later, or for another run that writes.",
			set: func(s *Settings, v string) (err error) { s.Patience, err = duration(v); return err }},
		{Name: "fail-on", place: forAllTrees, Default: "error", Values: []string{"error", "warning"}, Meaning: "What makes a run fail: error, or warning as well.",
			set: text(func(s *Settings) *string { return &s.FailOn })},
		{Name: "report", place: forAllTrees, isPath: true, Meaning: "File to write the whole report to, as JSON; -: standard output, and everything else goes to standard error.",
			set: outputFile(func(s *Settings) *string { return &s.Report })},
		{Name: "sarif", place: forAllTrees, isPath: true, Meaning: "File to write the problems to, as SARIF 2.1.0; -: standard output.",
			set: outputFile(func(s *Settings) *string { return &s.SARIF })},
		{Name: "code-quality", place: forAllTrees, isPath: true, Meaning: "File to write the problems to, as a code quality report of GitLab; -: standard output.",
			set: outputFile(func(s *Settings) *string { return &s.CodeQuality })},
		{Name: "summary", place: forAllTrees, isPath: true, Meaning: "File to write the summary to, as Markdown that fits into a comment; default: none, in GitHub Actions a file in the folder .pagewright of the workspace.",
			set: outputFile(func(s *Settings) *string { return &s.Summary })},
	}
}
