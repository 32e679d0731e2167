// Package settings holds every setting of a run once: its name, default, meaning and check. Text from flags, the action's
// inputs, the environment, pagewright.yaml and the defaults enters; one checked [Settings] value leaves.
package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Settings is what the user asked for.
type Settings struct {
	Config           string
	WorkingDirectory string     // "." for none
	Chosen           []string   // names of the trees that are meant; empty: all
	Trees            []Settings // see [Settings.Each]
	Tree             string     // name of the tree that these are the settings of; "" for a run without named trees
	Named            []string   // names of all trees in the file
	LeftOut          bool       // the tree is not among those chosen: it is linked to, and not published
	FileDir          string     // folder of the file that settings were read from, absolute; "" for none

	URL        string
	CloudID    string
	Credential Credential
	APIRoot    string
	APIVersion string
	AllowHTTP  bool

	Space  string
	Parent string

	Docs      []string
	DocsAt    []string // of each of them, file, line and column that name it; empty where no file does
	Include   []string
	Exclude   []string
	Untracked string

	Owner        string
	FormerOwner  string
	FormerParent string
	FormerTree   string
	Adopt        string
	Forget       []string
	AllowOlder   bool

	Mode            Mode
	TitleFrom       string
	TitlePrefix     string
	TitleSuffix     string
	OnTitleConflict string
	OnEdit          string
	SiblingOrder    string
	Nav             string
	Orphans         string
	MaxOrphans      int // -1: not set
	Labels          []string
	Message         string
	MinorEdit       bool
	PageWidth       string // default, full-width or max; "": as it is
	Banner          string // none, line, panel or a text
	SourceLinks     string

	Dialect       []string
	Math          string
	Macros        string
	TOC           bool
	Diagrams      string
	KrokiURL      string
	DiagramSource bool

	Parallel             int
	MaxRequestsPerSecond float64
	Timeout              time.Duration
	Patience             time.Duration
	FailOn               string
	Report               string
	SARIF                string
	CodeQuality          string
	Summary              string
}

// Credential is what the user proves to be who they are with, as the settings user, token, client-id and client-secret
// name it.
type Credential struct {
	User         string
	Token        Secret
	ClientID     string
	ClientSecret Secret
}

// Secret is a text that does not show itself when it is printed, logged or encoded.
type Secret string

const hidden = "***"

// Format writes *** for every verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(hidden)) }

// MarshalText returns ***.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Mode says how far a run goes along the line from documents to pages.
type Mode string

// The modes of a run.
const (
	Check   Mode = "check"
	Plan    Mode = "plan"
	Publish Mode = "publish"
	Doctor  Mode = "doctor"
)

// ErrUsage marks what only the user can put right in the call or its settings.
var ErrUsage = errors.New("wrong usage")

// Connectable returns an error that names which settings are missing for a run that speaks to Confluence.
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
	need(credential == Credential{User: credential.User}, "token (with user, the account's e-mail, for a Cloud API token; pull requests from forks are given no secrets: run check there)")
	need(credential.ClientID != "" && credential.ClientSecret == "" && credential.Token == "", "client-secret (it belongs to client-id)")
	need(credential.ClientSecret != "" && credential.ClientID == "", "client-id (it belongs to client-secret)")
	need(s.Space == "", "space (the key of the space, as in …/spaces/KEY/…)")
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%w: not set: %s", ErrUsage, strings.Join(missing, "; "))
}

// Unplannable tells why there can be no plan but a check, "" if there can: a pull request from a fork gets no secrets.
func (s Settings) Unplannable() string {
	if s.Credential.Token != "" || s.Credential.ClientSecret != "" {
		return ""
	}
	return "There is no plan, for there is no credential to ask Confluence with (token, or client-id with client-secret): pull requests from forks are given no secrets. The documents are checked, as pagewright check does."
}

// TakesStdout reports whether a file that a run writes is standard output.
func (s Settings) TakesStdout() bool {
	return s.Report == "-" || s.SARIF == "-" || s.CodeQuality == "-" || s.Summary == "-"
}

// checkStdout wants standard output to be asked for once.
func (s Settings) checkStdout() error {
	var asks []string
	for _, file := range []struct{ setting, name string }{{"report", s.Report}, {"sarif", s.SARIF}, {"code-quality", s.CodeQuality}, {"summary", s.Summary}} {
		if file.name == "-" {
			asks = append(asks, file.setting)
		}
	}
	if len(asks) > 1 {
		return fmt.Errorf("%s cannot all be standard output: give all but one of them a file", strings.Join(asks, " and "))
	}
	return nil
}

// DocsPlace returns the file, line and column that name an entry of docs, "" where no file does.
func (s Settings) DocsPlace(i int) string {
	if i >= len(s.DocsAt) {
		return ""
	}
	return s.DocsAt[i]
}

// In returns the folder that docs count from, for a run in a working directory.
func (s Settings) In(workingDir string) string {
	if workingDir == "" || filepath.IsAbs(s.WorkingDirectory) {
		return s.WorkingDirectory
	}
	return filepath.Join(workingDir, s.WorkingDirectory)
}
