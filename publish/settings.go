package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pagewright/pagewright/publish/confluence"
)

// Settings is what the user asked for, checked once, at the door.
type Settings struct {
	URL        string
	CloudID    string
	Credential confluence.Credential
	APIRoot    string
	APIVersion string
	AllowHTTP  bool

	Space  string
	Parent string

	Docs    []string
	Include []string
	Exclude []string

	Mode            Mode
	TitleFrom       string
	TitlePrefix     string
	TitleSuffix     string
	OnTitleConflict string
	OnEdit          string
	Orphans         string
	Labels          []string
	Message         string
	MinorEdit       bool
	SourceLinks     string

	Parallel             int
	MaxRequestsPerSecond float64
	Timeout              time.Duration
	FailOn               string
	Report               string
}

// Mode says how far a run goes along the line from documents to pages.
type Mode string

// The modes of a run.
const (
	Check   Mode = "check"
	Plan    Mode = "plan"
	Publish Mode = "publish"
)

// Setting is one entry of the settings table, from which flags, environment variables, action inputs and the
// README's table come.
type Setting struct {
	Name    string
	Default string
	Meaning string   // one sentence
	Values  []string // the allowed values; nil: free
	Secret  bool     // has no flag for its value, but --NAME-file; masked in logs
	Aliases []string // environment variables taken besides PAGEWRIGHT_NAME
	set     func(*Settings, string) error
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

// YesNo tells whether the setting is a switch, whose flag needs no value.
func (s Setting) YesNo() bool { return s.Default == "false" }

// Table lists every setting, in the order in which people meet them.
func Table() []Setting {
	return []Setting{
		{Name: "url", Aliases: []string{"CONFLUENCE_URL"}, Meaning: "Any address of the Confluence: site, page, API gateway, Data Center with or without context path.",
			set: text(func(s *Settings) *string { return &s.URL })},
		{Name: "cloud-id", Meaning: "The site's cloud id, to go through the API gateway; found by itself where it is needed.",
			set: text(func(s *Settings) *string { return &s.CloudID })},
		{Name: "user", Aliases: []string{"CONFLUENCE_USER"}, Meaning: "E-mail address of the account (Cloud) or user name (Data Center); empty for a token that is sent alone, as Bearer.",
			set: text(func(s *Settings) *string { return &s.Credential.User })},
		{Name: "token", Secret: true, Aliases: []string{"CONFLUENCE_TOKEN"}, Meaning: "API token, personal access token, OAuth access token or password.",
			set: text(func(s *Settings) *string { return &s.Credential.Token })},
		{Name: "client-id", Meaning: "OAuth 2.0 client id of a service account.",
			set: text(func(s *Settings) *string { return &s.Credential.ClientID })},
		{Name: "client-secret", Secret: true, Meaning: "OAuth 2.0 client secret of a service account.",
			set: text(func(s *Settings) *string { return &s.Credential.ClientSecret })},
		{Name: "api-root", Default: "auto", Meaning: "REST API root: auto, v1, v2, or a path such as wiki/rest/api.",
			set: text(func(s *Settings) *string { return &s.APIRoot })},
		{Name: "api-version", Default: "auto", Meaning: "REST API version: auto, v1, v2, or latest for a v1 root; must match api-root.",
			set: text(func(s *Settings) *string { return &s.APIVersion })},
		{Name: "allow-http", Default: "false", Meaning: "Send the credential over plain http to hosts other than this machine.",
			set: yesNo(func(s *Settings) *bool { return &s.AllowHTTP })},
		{Name: "space", Aliases: []string{"CONFLUENCE_SPACE"}, Meaning: "Key of the space.",
			set: text(func(s *Settings) *string { return &s.Space })},
		{Name: "parent", Aliases: []string{"CONFLUENCE_PARENT"}, Meaning: "Page below which the documents appear, by id, title or URL; default: the space's home page.",
			set: text(func(s *Settings) *string { return &s.Parent })},
		{Name: "docs", Default: "docs", Meaning: "Folders, files or globs with the documents, separated by commas or lines.",
			set: list(func(s *Settings) *[]string { return &s.Docs })},
		{Name: "include", Meaning: "Globs that a document's path must match one of, such as guides/**.",
			set: globs(func(s *Settings) *[]string { return &s.Include })},
		{Name: "exclude", Meaning: "Globs of documents to leave out.",
			set: globs(func(s *Settings) *[]string { return &s.Exclude })},
		{Name: "mode", Default: "publish", Values: []string{"check", "plan", "publish"}, Meaning: "What the action does: check the documents, show the plan, or publish.",
			set: func(s *Settings, v string) error { s.Mode = Mode(v); return nil }},
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
		{Name: "orphans", Default: "keep", Values: []string{"keep", "archive", "delete"}, Meaning: "Published pages whose document is gone: keep, archive or delete.",
			set: text(func(s *Settings) *string { return &s.Orphans })},
		{Name: "labels", Meaning: "Labels put on every page.",
			set: list(func(s *Settings) *[]string { return &s.Labels })},
		{Name: "message", Meaning: "Version message of the pages that are written.",
			set: text(func(s *Settings) *string { return &s.Message })},
		{Name: "minor-edit", Default: "false", Meaning: "Write pages without notifying their watchers (v1 and Data Center only).",
			set: yesNo(func(s *Settings) *bool { return &s.MinorEdit })},
		{Name: "source-links", Meaning: "Address below which files outside the docs are linked; default: the commit at the CI host or git remote.",
			set: text(func(s *Settings) *string { return &s.SourceLinks })},
		{Name: "parallel", Default: "8", Meaning: "Pages written at the same time.",
			set: func(s *Settings, v string) (err error) { s.Parallel, err = wholeNumber(v, 1, 64); return err }},
		{Name: "max-requests-per-second", Meaning: "Upper bound on requests per second; empty for none.",
			set: func(s *Settings, v string) (err error) { s.MaxRequestsPerSecond, err = rate(v); return err }},
		{Name: "timeout", Default: "30s", Meaning: "Time one request may take.",
			set: func(s *Settings, v string) (err error) { s.Timeout, err = duration(v); return err }},
		{Name: "fail-on", Default: "error", Values: []string{"error", "warning"}, Meaning: "What makes a run fail: error, or warning as well.",
			set: text(func(s *Settings) *string { return &s.FailOn })},
		{Name: "report", Meaning: "File to write the whole report to, as JSON.",
			set: text(func(s *Settings) *string { return &s.Report })},
	}
}

// Sources are the places a setting may come from, strongest first: a flag beats the environment, the environment
// beats an action input. Each gives "" for what it does not have.
type Sources struct {
	Flag        func(name string) string
	Environment func(variable string) string
	Input       func(name string) string
	ReadFile    func(path string) ([]byte, error) // for the files that hold secrets
}

// ErrUsage marks what only the user can put right in the call or its settings.
var ErrUsage = errors.New("wrong usage")

// ReadSettings takes every setting from the strongest source that has it and checks it.
// The error joins all that is wrong, and is an [ErrUsage].
func ReadSettings(from Sources) (Settings, error) {
	var settings Settings
	var wrong []error
	for _, setting := range Table() {
		value, where, err := from.lookUp(setting)
		if err == nil {
			err = setting.apply(&settings, value)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", where, err))
		}
	}
	if err := confluence.CheckAPIRoot(settings.APIRoot, settings.APIVersion); err != nil {
		wrong = append(wrong, err)
	}
	if len(wrong) > 0 {
		return Settings{}, fmt.Errorf("%w: %w", ErrUsage, errors.Join(wrong...))
	}
	return settings, nil
}

// Connectable tells which settings are missing for a run that speaks to Confluence.
func (s Settings) Connectable() error {
	credential := s.Credential
	if credential.Token != "" && credential.ClientSecret != "" {
		return fmt.Errorf("%w: token and client-secret are both set: set the one that is to be used", ErrUsage)
	}
	var missing []string
	need := func(absent bool, what string) {
		if absent {
			missing = append(missing, what)
		}
	}
	need(s.URL == "", "url (the address of your Confluence, for example https://example.atlassian.net)")
	need(credential == confluence.Credential{User: credential.User}, "token (with user, the account's e-mail, for a Cloud API token; pull requests from forks are given no secrets: run check there)")
	need(credential.ClientID != "" && credential.ClientSecret == "" && credential.Token == "", "client-secret (it belongs to client-id)")
	need(credential.ClientSecret != "" && credential.ClientID == "", "client-id (it belongs to client-secret)")
	need(s.Space == "", "space (the key of the space, as in …/spaces/KEY/…)")
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%w: not set: %s", ErrUsage, strings.Join(missing, "; "))
}

func (from Sources) lookUp(s Setting) (value, where string, err error) {
	if flag := from.Flag(s.Flag()); flag != "" {
		where = "--" + s.Flag()
		if !s.Secret {
			return flag, where, nil
		}
		content, err := from.ReadFile(flag)
		if pathError, ok := errors.AsType[*fs.PathError](err); ok {
			err = pathError.Err // without the name, for it may be the secret itself, given by mistake
		}
		if err != nil {
			return "", where, fmt.Errorf("it must name a file that holds the %s: %w", s.Name, err)
		}
		return strings.TrimRight(string(content), "\r\n"), where, nil
	}
	for _, variable := range append([]string{s.Environment()}, s.Aliases...) {
		if value := from.Environment(variable); value != "" {
			return value, "environment variable " + variable, nil
		}
	}
	if value := from.Input(s.Name); value != "" {
		return value, "input " + s.Name, nil
	}
	return s.Default, s.Name, nil
}

func (s Setting) apply(settings *Settings, value string) error {
	if s.Values != nil {
		value = strings.ToLower(strings.TrimSpace(value))
		if !slices.Contains(s.Values, value) {
			return fmt.Errorf("%q is not one of %s", value, strings.Join(s.Values, ", "))
		}
	}
	return s.set(settings, value)
}

func text(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = strings.TrimSpace(value)
		return nil
	}
}

func verbatim(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = value
		return nil
	}
}

func list(field func(*Settings) *[]string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = splitList(value)
		return nil
	}
}

func globs(field func(*Settings) *[]string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = splitList(value)
		for _, glob := range *field(s) {
			if !doublestar.ValidatePattern(glob) {
				return fmt.Errorf("%q is not a glob: a bracket or brace is not closed", glob)
			}
		}
		return nil
	}
}

// splitList cuts at commas and line ends, but not inside the braces of a glob such as {a,b}.md.
func splitList(value string) []string {
	var items []string
	depth := 0
	for item := range strings.FieldsFuncSeq(value, func(r rune) bool {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			return depth <= 0
		}
		return r == '\n' || r == '\r'
	}) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func yesNo(field func(*Settings) *bool) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		switch strings.ToLower(strings.TrimSpace(value)) {
		case "true", "yes", "on", "1":
			*field(s) = true
		case "false", "no", "off", "0", "":
			*field(s) = false
		default:
			return fmt.Errorf("%q is neither true nor false", value)
		}
		return nil
	}
}

func wholeNumber(value string, low, high int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%q is not a whole number from %d to %d", value, low, high)
	}
	return n, nil
}

func rate(value string) (float64, error) {
	if value = strings.TrimSpace(value); value == "" || value == "none" {
		return 0, nil
	}
	perSecond, err := strconv.ParseFloat(value, 64)
	if err != nil || perSecond <= 0 || perSecond > 1e6 {
		return 0, fmt.Errorf("%q is not a number of requests per second", value)
	}
	return perSecond, nil
}

func duration(value string) (time.Duration, error) {
	d, err := time.ParseDuration(strings.TrimSpace(value))
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%q is not a duration such as 30s or 2m", value)
	}
	return d, nil
}
