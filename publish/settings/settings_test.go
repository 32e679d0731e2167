package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/pagewright/pagewright/publish/confluence"
)

type values map[string]string

func (v values) get(name string) string { return v[name] }

func read(flags, environment, inputs values) (Settings, error) {
	settings, _, err := Read(Sources{Flag: flags.get, Environment: environment.get, Input: inputs.get, ReadFile: os.ReadFile, CheckRoot: confluence.CheckAPIRoot})
	return settings, err
}

func TestFlagBeatsInputBeatsEnvironmentBeatsDefault(t *testing.T) {
	t.Parallel()
	flag, environment, input := values{"docs": "by-flag"}, values{"PAGEWRIGHT_DOCS": "by-environment"}, values{"docs": "by-input"}
	for _, test := range []struct {
		flags, environment, inputs values
		want                       string
	}{
		{nil, nil, nil, "docs"},
		{nil, environment, nil, "by-environment"},
		{nil, environment, input, "by-input"},
		{flag, environment, input, "by-flag"},
	} {
		settings, err := read(test.flags, test.environment, test.inputs)
		if err != nil || !reflect.DeepEqual(settings.Docs, []string{test.want}) {
			t.Errorf("docs = %q, %v; want %q", settings.Docs, err, test.want)
		}
	}
}

func TestConfluenceVariablesAreTaken(t *testing.T) {
	t.Parallel()
	settings, err := read(nil, values{
		"CONFLUENCE_URL": "https://example.atlassian.net", "CONFLUENCE_USER": "me@example.com", "CONFLUENCE_TOKEN": "secret",
		"CONFLUENCE_SPACE": "DOCS", "CONFLUENCE_PARENT": "Handbook", "PAGEWRIGHT_PARENT": "Team",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{settings.URL, settings.Credential.User, string(settings.Credential.Token), settings.Space, settings.Parent}
	want := []string{"https://example.atlassian.net", "me@example.com", "secret", "DOCS", "Team"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSecretComesFromFileAndNeverFromFlag(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings, err := read(values{"token-file": file, "token": "on the command line"}, nil, nil)
	if err != nil || settings.Credential.Token != "secret" {
		t.Errorf("token = %q, %v", settings.Credential.Token, err)
	}
}

func TestWrongSettingsAreAllNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := read(
		values{"orphans": "burn", "parallel": "many", "exclude": "a[b"},
		values{"PAGEWRIGHT_TIMEOUT": "soon"},
		values{"minor-edit": "perhaps", "api-root": "wiki/api/v2", "api-version": "v1"},
	)
	if !errors.Is(err, ErrUsage) {
		t.Fatalf("%v is no usage error", err)
	}
	for _, part := range []string{
		`--orphans: "burn" is not one of keep, archive, delete`, `--parallel: "many"`, `--exclude: "a[b" is not a glob`,
		`PAGEWRIGHT_TIMEOUT: "soon"`, `input minor-edit: "perhaps"`, "api-root", "api-version",
	} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error lacks %q:\n%v", part, err)
		}
	}
}

func TestForgetTakesIDsOfPagesAlone(t *testing.T) {
	t.Parallel()
	settings, err := read(values{"forget": "131074, 9223372036854775807\n7"}, nil, nil)
	if want := []string{"131074", "9223372036854775807", "7"}; err != nil || !reflect.DeepEqual(settings.Forget, want) {
		t.Errorf("forget = %q, %v; want %q", settings.Forget, err, want)
	}
	for _, id := range []string{"9223372036854775808", "0", "007", "-5", "1e5", "１２", "docs/a.md", "https://example.atlassian.net/wiki/spaces/DOCS/pages/7/A"} {
		if _, err := read(values{"forget": id}, nil, nil); !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), "--forget: "+strconv.Quote(id)) {
			t.Errorf("forget %q: %v", id, err)
		}
	}
}

func TestStandardOutputUnderItsNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"} {
		settings, err := read(values{"sarif": name}, nil, nil)
		if err != nil || settings.SARIF != "-" || !settings.TakesStdout() {
			t.Errorf("%s: %q, %v", name, settings.SARIF, err)
		}
		if _, err := read(values{"sarif": name, "report": "-"}, nil, nil); err == nil {
			t.Errorf("%s is standard output twice, and nobody says so", name)
		}
	}
}

func TestListsAreCutAtCommasAndLinesButNotInBraces(t *testing.T) {
	t.Parallel()
	settings, err := read(values{"docs": "docs, {adr,rfc}/**\nREADME.md\r\n"}, nil, nil)
	if want := []string{"docs", "{adr,rfc}/**", "README.md"}; err != nil || !reflect.DeepEqual(settings.Docs, want) {
		t.Errorf("docs = %q, %v; want %q", settings.Docs, err, want)
	}
}

func TestEverySettingHasAnInputOfTheAction(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Inputs map[string]struct {
			Description string `yaml:"description"`
			Default     string `yaml:"default"`
		} `yaml:"inputs"`
		Outputs map[string]any `yaml:"outputs"`
	}
	if err := yaml.Unmarshal(content, &action); err != nil {
		t.Fatal(err)
	}
	for _, setting := range Table() {
		input, there := action.Inputs[setting.Name]
		switch {
		case !there:
			t.Errorf("action.yml has no input %s", setting.Name)
		case input.Description != setting.description():
			t.Errorf("input %s: description is\n%q, want\n%q", setting.Name, input.Description, setting.description())
		case input.Default != "":
			t.Errorf("input %s has a default of its own: the environment could not beat it", setting.Name)
		}
		delete(action.Inputs, setting.Name)
	}
	for name := range action.Inputs {
		t.Errorf("action.yml has the input %s, which is no setting", name)
	}
	for _, name := range []string{"created", "updated", "moved", "unchanged", "archived", "deleted", "failed", "errors", "warnings", "pages", "url", "parent-url", "api-root", "report", "summary"} {
		if _, there := action.Outputs[name]; !there {
			t.Errorf("action.yml has no output %s", name)
		}
	}
}

// description is what action.yml says: the meaning, the values and the default, for an input cannot have a default of its own.
func (s Setting) description() string {
	description := s.Meaning
	if s.Default != "" {
		description += fmt.Sprintf(" Default: %s.", s.Default)
	}
	return description
}

func TestInputAndEnvironmentThatDifferAreNoticed(t *testing.T) {
	t.Parallel()
	_, notices, err := Read(Sources{
		Flag:        values{"space": "BY-FLAG"}.get,
		Input:       values{"docs": "a", "space": "B", "parent": "same", "labels": "x\n", "token": "one-secret"}.get,
		Environment: values{"PAGEWRIGHT_DOCS": "b", "PAGEWRIGHT_SPACE": "C", "CONFLUENCE_PARENT": "same", "PAGEWRIGHT_LABELS": "x", "CONFLUENCE_TOKEN": "other-secret"}.get,
		ReadFile:    os.ReadFile,
	})
	want := []string{
		"token is set twice and differs: input token is taken, environment variable CONFLUENCE_TOKEN is not",
		"docs is set twice and differs: input docs is taken, environment variable PAGEWRIGHT_DOCS is not",
	}
	if err != nil || !reflect.DeepEqual(notices, want) {
		t.Errorf("notices %q, %v; want %q", notices, err, want)
	}
}

func TestModeThatContradictsTheCommandIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		command                    Mode
		flags, inputs, environment values
		standard                   string
		want                       Mode
		refusal                    string
	}{
		{command: Publish, want: Publish},
		{command: Check, want: Check},
		{command: Plan, environment: values{"PAGEWRIGHT_MODE": "plan"}, want: Plan},
		{command: Publish, standard: "plan", want: Publish},
		{standard: "plan", want: Plan},
		{standard: "plan", inputs: values{"mode": "publish"}, want: Publish},
		{environment: values{"PAGEWRIGHT_MODE": "doctor"}, want: Doctor},
		{command: Publish, environment: values{"PAGEWRIGHT_MODE": "check"}, refusal: `environment variable PAGEWRIGHT_MODE: "check" contradicts the command publish`},
		{command: Check, inputs: values{"mode": "publish"}, refusal: `input mode: "publish" contradicts the command check`},
		{command: Check, flags: values{"mode": "plan"}, refusal: `--mode: "plan" contradicts the command check`},
	} {
		settings, _, err := Read(Sources{
			Command: test.command, Flag: test.flags.get, Input: test.inputs.get, Environment: test.environment.get, ReadFile: os.ReadFile,
			Default: values{"mode": test.standard}.get,
		})
		switch {
		case test.refusal == "" && (err != nil || settings.Mode != test.want):
			t.Errorf("%+v: mode %q, %v", test, settings.Mode, err)
		case test.refusal != "" && (!errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), test.refusal)):
			t.Errorf("%+v: %v", test, err)
		}
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	t.Parallel()
	settings := Settings{Credential: Credential{User: "me", Token: "hunter2", ClientSecret: "hunter3"}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		if shown := fmt.Sprintf(verb, settings); strings.Contains(shown, "hunter") || strings.Contains(shown, "68756e74") {
			t.Errorf("%s shows %s", verb, shown)
		}
	}
	if encoded, err := json.Marshal(settings); err != nil || strings.Contains(string(encoded), "hunter") {
		t.Errorf("encoded: %s, %v", encoded, err)
	}
}

func TestSourceLinksStandOnPages(t *testing.T) {
	t.Parallel()
	for value, refusal := range map[string]string{
		"https://github.com/owner/repository/blob/main":  "",
		"https://github.com/owner/repository/blob/a@b/":  "",
		"https://git.example.com/x?path={path}":          "",
		"https://me:hunter2@github.com/owner/repository": "has a user or password in it",
		"https://hunter2@github.com/owner":               "has a user or password in it",
		"https://me:hunter2%@github.com/owner":           "has a user or password in it",
		"https://x.io/{commit}/{path}#L{line}":           "",
		"https://x.io/{comit}/{path}":                    "{comit} is not filled in: did you mean {commit}?",
		"https://x.io/{repository}/{path}":               "{repository} is not filled in: {path}, {commit} and {line} are",
		"github.com/owner/repository":                    "is not a web address",
		"javascript:alert(1)":                            "is not a web address",
		"/blob/main":                                     "is not a web address",
	} {
		_, err := read(values{"source-links": value}, nil, nil)
		switch {
		case refusal == "" && err != nil:
			t.Errorf("%s: %v", value, err)
		case refusal != "" && (err == nil || !strings.Contains(err.Error(), "--source-links: ") || !strings.Contains(err.Error(), refusal) || strings.Contains(err.Error(), "hunter2")):
			t.Errorf("%s: %v, want %q", value, err, refusal)
		}
	}
}
