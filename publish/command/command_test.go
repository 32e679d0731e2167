package command_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/command"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) { os.Exit(conformance.Counted(m).Run()) }

var update = flag.Bool("update", false, "write the golden files anew")

// call is a call of the program in a test.
type call struct {
	args        []string
	environment []string // NAME=VALUE
	stdin       string
	browse      func(address string)
}

// said is what came of it.
type said struct {
	code     int
	out, err string
}

func (c call) run(t *testing.T) said {
	t.Helper()
	var out, errs bytes.Buffer
	process := command.Process{
		Args: c.args, Stdin: strings.NewReader(c.stdin), Stdout: &out, Stderr: &errs, Environment: c.environment,
		Getenv: func(name string) string {
			for _, entry := range slices.Backward(c.environment) {
				if value, is := strings.CutPrefix(entry, name+"="); is {
					return value
				}
			}
			return ""
		},
		Browse: func(_ context.Context, address string) error {
			if c.browse != nil {
				c.browse(address)
			}
			return nil
		},
		Version: "v1.2.3", Commit: "abc",
	}
	code := command.Run(t.Context(), process)
	return said{code, out.String(), errs.String()}
}

func words(line string) []string { return strings.Fields(line) }

func TestHelp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]call{
		"overview":      {args: words("help")},
		"check":         {args: words("check --help")},
		"plan":          {args: words("help plan")},
		"publish":       {args: words("help publish")},
		"publish-120":   {args: words("help publish"), environment: []string{"COLUMNS=120"}},
		"preview":       {args: words("preview -h")},
		"doctor":        {args: words("help doctor")},
		"sandbox":       {args: words("help sandbox")},
		"completion":    {args: words("help completion")},
		"version":       {args: words("version --help")},
		"help":          {args: words("help help")},
		"settings":      {args: words("help settings")},
		"settings-120":  {args: words("help settings"), environment: []string{"COLUMNS=300"}},
		"overview-flag": {args: words("--help")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := c.run(t)
			if got.code != 0 || got.err != "" {
				t.Fatalf("exit code %d, %s", got.code, got.err)
			}
			width := 80
			if strings.HasSuffix(name, "-120") {
				width = 120
			}
			for line := range strings.Lines(got.out) {
				example := strings.HasPrefix(line, "  pagewright ") || strings.HasPrefix(line, "        ")
				if len([]rune(strings.TrimRight(line, "\n"))) > width && !example {
					t.Errorf("wider than %d: %s", width, line)
				}
			}
			golden(t, name, got.out)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test ./publish/command -update writes it anew:\n%s", path, got)
	}
}

// TestMistakes are those of newcomers. Each is an error with exit code 2 that says what would be right, and repeats nothing
// that may be a secret.
func TestMistakes(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		// Commands.
		"pubish docs":           `there is no command "pubish": did you mean pagewright publish\?`,
		"deploy docs":           `there is no command "deploy": did you mean pagewright publish\?`,
		"lint":                  `did you mean pagewright check\?`,
		"dry-run":               `did you mean pagewright plan\?`,
		"serve":                 `did you mean pagewright preview\?`,
		"testdata":              `there is no command "testdata": to publish the documents in it, say pagewright publish testdata, to check them, pagewright check testdata`,
		"frobnicate":            `there is no command "frobnicate"; pagewright help lists them`,
		"--space X pubish":      `there is no command "pubish": did you mean pagewright publish\?`,
		"help pubish":           `did you mean pagewright publish\?`,
		"help frobnicate":       `pagewright help lists them`,
		"completion bsh":        `"bsh" is not one of bash, zsh, fish, powershell: did you mean bash\?`,
		"completion":            `takes the name of a shell: bash, zsh, fish, powershell`,
		"version extra":         `version takes no arguments, but there is "extra"`,
		"--mode plna":           `--mode: "plna" is not one of check, plan, publish, doctor: did you mean plan\?`,
		"--mode dry-run":        `did you mean plan\?`,
		"publish --mode plan":   `--mode: "plan" contradicts the command publish: remove it, or say pagewright plan`,
		"--mode=check --sapce=": `unknown flag: --sapce: did you mean --space\?`,

		// Flags.
		"publish --sapce X":            `unknown flag: --sapce: did you mean --space\?`,
		"--sapce X publish":            `unknown flag: --sapce: did you mean --space\?; pagewright publish --help`,
		"publish --title_from heading": `did you mean --title-from\?`,
		"publish -space X":             `flags have two dashes before their name: --space`,
		"-space X publish":             `flags have two dashes before their name: --space`,
		"publish -docs=hunter2":        `flags have two dashes before their name: --docs`,
		"publish --once":               `--once is a flag of pagewright preview, and not of pagewright publish`,
		"--once preview":               `--once is a flag of pagewright preview`,
		"plan --repair":                `--repair is a flag of pagewright publish, and not of pagewright plan`,
		"sandbox --report x":           `--report is a flag of the commands that take documents`,
		"publish --dry-run docs":       `unknown flag: --dry-run: say pagewright plan, which shows what publish would do and writes nothing`,
		"publish -n":                   `unknown flag: -n: say pagewright plan`,
		"publish --force":              `--adopt same-title .*--allow-older .*--repair`,
		"publish --username me":        `unknown flag: --username: did you mean --user\?`,
		"publish --base-url x":         `did you mean --url\?`,
		"publish --concurrency 4":      `did you mean --parallel\?`,
		"publish -v":                   `unknown flag: -v: say --verbose, or pagewright version`,
		"publish --version":            `say pagewright version`,
		"check --json":                 `--json is a flag of pagewright doctor`,
		"check --frobnicate":           `unknown flag: --frobnicate; pagewright check --help lists the flags`,
		"check -x":                     `unknown flag: -h is the only one with one dash`,
		"publish --space":              `--space needs a value: --space KEY`,
		"publish --space --parent X":   `--space has no value: the flag --parent follows`,
		"preview --open=perhaps":       `--open: "perhaps" is no value for it`,
		"preview --once --open":        `--open has nothing to open with --once`,
		"check --quiet --verbose":      `quiet and verbose are both set`,

		// Values.
		"check --orphans delet":     `--orphans: "delet" is not one of keep, archive, delete: did you mean delete\?`,
		"check --orphans remove":    `did you mean delete\?`,
		"check --orphans burn":      `"burn" is not one of keep, archive, delete\n`,
		"check --toc=ture":          `--toc: "ture" is neither true nor false: did you mean true\?`,
		"check --dialect mkdoc":     `--dialect: "mkdoc" is not one of .*: did you mean mkdocs\?`,
		"check --color sometimes":   `--color: "sometimes" is not one of auto, always, never\n`,
		"check --color alway":       `did you mean always\?`,
		"check --page-width max-w":  `--page-width: "max-w"`,
		"check --fail-on warnings":  `did you mean warning\?`,
		"publish --toc true":        `"true" stands among the documents: the value of a switch follows an equals sign`,
		"publish space=X":           `space stands among the documents without its dashes: say --space=…`,
		"publish –space X":          `a long dash stands before space`,
		"publish —token=hunter2":    `an argument begins with a long dash`,
		"publish https://x.example": `an address stands among the documents: that of your Confluence is given with --url`,

		// Secrets.
		"publish --token hunter2":          `unknown flag: --token, .*: set PAGEWRIGHT_TOKEN, or --token-file to a file that holds it \(-: standard input\); CONFLUENCE_TOKEN is read too`,
		"publish --token=hunter2":          `unknown flag: --token, `,
		"--token hunter2 publish":          `unknown flag: --token, `,
		"publish -token=hunter2":           `unknown flag: --token, `,
		"publish ---token=hunter2":         `unknown flag: --token, `,
		"publish -t hunter2":               `unknown flag: -t, `,
		"publish -thunter2":                `-h is the only one with one dash`,
		"publish --password hunter2":       `unknown flag: --password, .*PAGEWRIGHT_TOKEN`,
		"publish --api-token hunter2":      `unknown flag: --api-token, .*PAGEWRIGHT_TOKEN`,
		"publish --tokn hunter2":           `unknown flag: --tokn, .*PAGEWRIGHT_TOKEN`,
		"publish --user_password=hunter2":  `unknown flag: --user_password, .*PAGEWRIGHT_TOKEN`,
		"publish --token_file no-hunter2":  `unknown flag: --token_file: did you mean --token-file\?`,
		"publish --client-secret hunter2":  `unknown flag: --client-secret, .*PAGEWRIGHT_CLIENT_SECRET`,
		"doctor --client_secret=hunter2":   `unknown flag: --client_secret, .*PAGEWRIGHT_CLIENT_SECRET`,
		"sandbox --token hunter2":          `unknown flag: --token, `,
		"publish --token-file no-hunter2":  `--token-file: it must name a file that holds the token`,
		"publish --token-file /no/hunter2": `--token-file: it must name a file that holds the token`,
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			got := call{args: words(line)}.run(t)
			all := got.out + got.err
			if got.code != 2 || !regexp.MustCompile(want).MatchString(all) {
				t.Errorf("exit code %d, want 2 and %s:\n%s", got.code, want, all)
			}
			if strings.Contains(all, "hunter2") {
				t.Errorf("a secret is repeated:\n%s", all)
			}
		})
	}
}

func TestFlagsStandBeforeTheCommandToo(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"check testdata/docs", "--fail-on error check testdata/docs", "--quiet check testdata/docs", "--mode check testdata/docs", "--toc=true check --space X testdata/docs"} {
		if got := (call{args: words(line)}).run(t); got.code != 0 || !strings.Contains(got.out, "1 page checked") {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestNamesThatAreAlmostRight(t *testing.T) {
	t.Parallel()
	action := "GITHUB_ACTIONS=true"
	for name, test := range map[string]struct {
		environment []string
		code        int
		want        string
	}{
		"a variable":           {[]string{"PAGEWRIGHT_SPCE=X"}, 0, "warning: Unknown variable: The environment variable PAGEWRIGHT_SPCE is not read: did you mean PAGEWRIGHT_SPACE?"},
		"with a dash":          {[]string{"PAGEWRIGHT_FAIL-ON=warning"}, 0, "did you mean PAGEWRIGHT_FAIL_ON?"},
		"in small letters":     {[]string{"pagewright_space=X"}, 0, "did you mean PAGEWRIGHT_SPACE?"},
		"its prefix":           {[]string{"PAGEWIGHT_SPACE=X"}, 0, "did you mean PAGEWRIGHT_SPACE?"},
		"the other prefix":     {[]string{"CONFLUENCE_TOKN=hunter2"}, 0, "did you mean CONFLUENCE_TOKEN?"},
		"not a setting":        {[]string{"PAGEWRIGHT_VERBOS=1"}, 0, "did you mean PAGEWRIGHT_VERBOSE?"},
		"nothing is near":      {[]string{"PAGEWRIGHT_HOME=/x", "CONFLUENCE_HOME=/x"}, 0, ""},
		"a known one":          {[]string{"PAGEWRIGHT_SPACE=X", "PAGEWRIGHT_QUIET=false", "PAGEWRIGHT_TOKEN_FILE="}, 0, ""},
		"without a value":      {[]string{"PAGEWRIGHT_SPCE="}, 0, ""},
		"an input":             {[]string{action, "INPUT_SPCE=X"}, 2, "there is no input spce: did you mean space?"},
		"an input, underscore": {[]string{action, "INPUT_FAIL_ON=warning"}, 2, "there is no input fail_on: did you mean fail-on?"},
		"an input, elsewhere":  {[]string{"INPUT_SPCE=X"}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := call{args: words("check testdata/docs"), environment: test.environment}.run(t)
			all := got.out + got.err
			if got.code != test.code || !strings.Contains(all, test.want) || test.want == "" && strings.Contains(all, "did you mean") || strings.Contains(all, "hunter2") {
				t.Errorf("exit code %d, want %d and %q:\n%s", got.code, test.code, test.want, all)
			}
		})
	}
}

func TestVariablesOfOtherToolsAreNamedWhereSettingsLack(t *testing.T) {
	t.Parallel()
	got := call{args: words("doctor"), environment: []string{"CONFLUENCE_API_TOKEN=hunter2", "CONFLUENCE_BASE_URL=https://x.example.com"}}.run(t)
	for _, want := range []string{"CONFLUENCE_API_TOKEN is not read: if it holds the token, set CONFLUENCE_TOKEN", "set CONFLUENCE_URL", "not set: url"} {
		if !strings.Contains(got.err, want) || got.code != 2 || strings.Contains(got.err, "hunter2") {
			t.Errorf("%d, want %q:\n%s", got.code, want, got.err)
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"version", "--version"} {
		if got := (call{args: words(line)}).run(t); got.code != 0 || !strings.HasPrefix(got.out, "pagewright v1.2.3 (commit abc, go1") {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		typed []string
		want  []string // values, then cobra's directive
		lacks string
	}{
		{[]string{""}, []string{"check", "plan", "publish", "preview", "doctor", "sandbox", "completion", "version", "help", ":4"}, ""},
		{[]string{"pub"}, []string{"publish", ":4"}, "plan"},
		{[]string{"publish", "--orp"}, []string{"--orphans", ":4"}, ""},
		{[]string{"publish", "--orphans", ""}, []string{"keep", "archive", "delete", ":4"}, ""},
		{[]string{"publish", "--orphans="}, []string{"keep", "archive", "delete", ":4"}, ""},
		{[]string{"check", "--orp"}, []string{":4"}, "--orphans"},
		{[]string{"check", "--toc="}, []string{"true", "false", ":4"}, ""},
		{[]string{"check", "--dialect", ""}, []string{"mkdocs", "obsidian", ":4"}, ""},
		{[]string{"plan", "--color", "a"}, []string{"auto", "always", ":4"}, ""},
		{[]string{"--mode", ""}, []string{"check", "plan", "publish", "doctor", ":4"}, ""},
		{[]string{"publish", "--space", ""}, []string{":4"}, ""},
		{[]string{"publish", "--token-file", ""}, []string{":0"}, ""},
		{[]string{"check", ""}, []string{":0"}, ""},
		{[]string{"preview", "--on"}, []string{"--once", ":4"}, ""},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish", "powershell", ":4"}, ""},
		{[]string{"help", "s"}, []string{"settings", "sandbox", ":4"}, ""},
	} {
		got := call{args: append([]string{"__completeNoDesc"}, test.typed...)}.run(t)
		lines := strings.Split(strings.TrimSpace(got.out), "\n")
		for _, want := range test.want {
			if !slices.Contains(lines, want) {
				t.Errorf("%q: %q lacks %s", test.typed, lines, want)
			}
		}
		if test.lacks != "" && slices.Contains(lines, test.lacks) {
			t.Errorf("%q: %q has %s", test.typed, lines, test.lacks)
		}
	}
	for _, shell := range words("bash zsh fish powershell") {
		if got := (call{args: []string{"completion", shell}}).run(t); got.code != 0 || !strings.Contains(got.out, "__complete") {
			t.Errorf("%s: exit code %d, %d bytes", shell, got.code, len(got.out))
		}
	}
}

func TestPreviewOpensTheBrowser(t *testing.T) {
	t.Parallel()
	opened := ""
	got := call{args: []string{"preview", "testdata/docs", "--export", filepath.Join(t.TempDir(), "site"), "--open"}, browse: func(address string) { opened = address }}.run(t)
	if got.code != 0 || !strings.HasSuffix(opened, "index.html") || !strings.Contains(got.out, opened) {
		t.Errorf("%q was opened: %+v", opened, got)
	}
}
