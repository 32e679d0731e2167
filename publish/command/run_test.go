package command_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

// confluence starts an embedded Confluence and returns the environment of somebody who publishes there, and their token.
func confluence(t *testing.T) (environment []string, token string) {
	t.Helper()
	server, err := sandbox.Start(sandbox.Options{Middleware: conformance.Check(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	for _, credential := range server.Credentials() {
		if credential.Name == "unscoped" {
			return []string{"CONFLUENCE_URL=" + server.Site(), "CONFLUENCE_USER=" + credential.User, "CONFLUENCE_SPACE=DOCS", "PAGEWRIGHT_OWNER=acme/handbook"}, credential.Token
		}
	}
	t.Fatal("there is no unscoped token")
	return nil, ""
}

func TestSecretsComeFromStandardInputAndFilesThatTheEnvironmentNames(t *testing.T) {
	t.Parallel()
	environment, token := confluence(t)
	got := call{args: words("plan testdata/docs --token-file -"), environment: environment, stdin: token + "\n"}.run(t)
	if got.code != 0 || !strings.Contains(got.out, "1 page: 1 to create") || strings.Contains(got.out+got.err, token) {
		t.Errorf("%+v", got)
	}
	got = call{args: words("plan testdata/docs"), environment: append(environment, "PAGEWRIGHT_TOKEN_FILE=-"), stdin: token}.run(t)
	if got.code != 0 || !strings.Contains(got.out, "1 page: 1 to create") {
		t.Errorf("%+v", got)
	}
}

func TestHowMuchIsTold(t *testing.T) {
	t.Parallel()
	environment, token := confluence(t)
	environment = append(environment, "CONFLUENCE_TOKEN="+token)
	run := func(line string, more ...string) said {
		return call{args: words(line), environment: append(environment, more...)}.run(t)
	}
	if got := run("plan testdata/docs --quiet"); got.code != 0 || got.out != "1 page: 1 to create\n" || got.err != "" {
		t.Errorf("quiet: %+v", got)
	}
	if got := run("plan testdata/docs", "PAGEWRIGHT_QUIET=true"); got.out != "1 page: 1 to create\n" {
		t.Errorf("quiet by the environment: %+v", got)
	}
	if got := run("plan testdata/docs --space NOWHERE --quiet"); got.code != 3 || !strings.Contains(got.err, "NOWHERE") {
		t.Errorf("errors are told: %+v", got)
	}
	if got := run("doctor --quiet"); got.code != 0 || got.out != "" {
		t.Errorf("a doctor that finds nothing: %+v", got)
	}
	if got := run("doctor --quiet --space NOWHERE"); got.code != 3 || !strings.Contains(got.out, "✗ space") || strings.Contains(got.out, "✓") {
		t.Errorf("a doctor that finds something: %+v", got)
	}

	got := run("publish testdata/docs --verbose", "PAGEWRIGHT_QUIET=true")
	for _, want := range []string{`(?m)^GET /wiki/\S+ 200 in \d\S*s$`, `(?m)^POST /wiki/\S+ 200 in `, "1 page: 1 created"} {
		if !regexp.MustCompile(want).MatchString(got.out) {
			t.Errorf("verbose lacks %s:\n%s", want, got.out)
		}
	}
	if strings.Contains(got.out+got.err, token) || strings.Contains(run("plan testdata/docs").out, "GET /") {
		t.Errorf("%s", got.out)
	}

	for _, line := range []string{"plan testdata/docs --report - --verbose", "doctor --json --verbose"} {
		got := run(line)
		if !json.Valid([]byte(got.out)) || !strings.Contains(got.err, "GET /") {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	environment, token := confluence(t)
	environment = append(environment, "CONFLUENCE_TOKEN="+token)
	for _, test := range []struct {
		line        string
		environment []string
		want        string
	}{
		{"plan testdata/docs --color always", nil, "\x1b[32mto create \x1b[0m"},
		{"plan testdata/docs --color always", []string{"NO_COLOR=1"}, "\x1b[32mto create \x1b[0m"},
		{"plan testdata/docs", []string{"PAGEWRIGHT_COLOR=always"}, "\x1b[32mto create \x1b[0m"},
		{"plan testdata/docs", nil, ""},
		{"plan testdata/docs --color never", []string{"GITLAB_CI=true"}, ""},
		{"plan testdata/docs", []string{"GITLAB_CI=true"}, "\x1b[32mto create \x1b[0m"},
		{"plan testdata/docs", []string{"GITLAB_CI=true", "NO_COLOR=1"}, ""},
		{"doctor --color always", nil, "\x1b[32m✓\x1b[0m address"},
		{"doctor", nil, ""},
	} {
		got := call{args: words(test.line), environment: append(environment, test.environment...)}.run(t)
		coloured := strings.Contains(strings.ReplaceAll(got.out, "\x1b[0K", ""), "\x1b")
		if got.code != 0 || !strings.Contains(got.out, test.want) || coloured != (test.want != "") {
			t.Errorf("%s %q: exit code %d\n%q", test.line, test.environment, got.code, got.out)
		}
	}
}
