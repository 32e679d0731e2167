package settings

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pagewright/pagewright/publish/confluence"
)

func TestMistakesInTheFileAreToldWithTheirPlaces(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, want string }{
		"nothing":            {"", ""},
		"comments":           {"# later\n---\n# more\n", ""},
		"unknown key":        {"spce: DOCS\n", "pagewright.yaml:1:1: there is no setting spce: did you mean space?"},
		"underscores":        {"title_prefix: x\n", "pagewright.yaml:1:1: there is no setting title_prefix: did you mean title-prefix?"},
		"upper case":         {"Docs: x\n", "pagewright.yaml:1:1: there is no setting Docs: did you mean docs?"},
		"trees by a slip":    {"tree:\n- name: a\n", "pagewright.yaml:1:1: tree has no place in the file: give it as --tree, PAGEWRIGHT_TREE or an input of the action"},
		"far from any":       {"colour: red\n", "pagewright.yaml:1:1: there is no setting colour: pagewright help settings lists them"},
		"wrong value":        {"space: DOCS\norphans: delet\n", `pagewright.yaml:2:10: orphans: "delet" is not one of keep, archive, delete: did you mean delete?`},
		"wrong number":       {"parallel: 100\n", `pagewright.yaml:1:11: parallel: "100" is not a whole number from 1 to 64`},
		"text for a number":  {"parallel: many\n", `pagewright.yaml:1:11: parallel: "many" is not a whole number from 1 to 64`},
		"list for a text":    {"space: [A, B]\n", "pagewright.yaml:1:1: space is a text, not a list"},
		"mapping for a list": {"docs:\n  a: b\n", "pagewright.yaml:1:1: docs is a list or a text, not names with values"},
		"list in a list":     {"docs: [[a]]\n", "pagewright.yaml:1:1: docs is a list or a text, not a list that holds a list"},
		"nothing in a list":  {"docs:\n- a\n-\n", "pagewright.yaml:1:1: docs is a list or a text, not a list that holds nothing"},
		"yes for a text":     {"space: true\n", "pagewright.yaml:1:1: space is a text, not yes or no: texts that read so need quotes"},
		"number for yes":     {"toc: 1\n", "pagewright.yaml:1:1: toc is yes or no, not a number"},
		"no time at all":     {"patience: 0s\n", `pagewright.yaml:1:11: patience: "0s" is no time to wait: it must be greater than 0, such as 1s or 2m`},
		"text for a time":    {"patience: long\n", `pagewright.yaml:1:11: patience: "long" is not a duration such as 30s or 2m`},
		"text for yes":       {"toc: perhaps\n", `pagewright.yaml:1:6: toc: "perhaps" is neither true nor false`},
		"no value":           {"space:\nparent: X\n", "pagewright.yaml:1:1: space has no value: give it one, or remove the line"},
		"twice":              {"space: A\nparent: X\nspace: B\n", "pagewright.yaml:3:1: space stands here twice, first in line 1: remove one of them"},
		"glob":               {"exclude: ['a[b']\n", `pagewright.yaml:1:10: exclude: "a[b" is not a glob: a bracket or brace is not closed`},
		"dialect":            {"dialect: [mkdoc]\n", `pagewright.yaml:1:10: dialect: "mkdoc" is not one of auto, github, mkdocs, docusaurus, gitlab, obsidian: did you mean mkdocs?`},
		"no list of names":   {"- space\n", "pagewright.yaml:1:1: the file must be a list of names with values, such as space: DOCS"},
		"a text":             {"DOCS\n", "pagewright.yaml:1:1: the file must be a list of names with values, such as space: DOCS"},
		"two documents":      {"space: A\n---\nspace: B\n", "pagewright.yaml:3:6: a second document begins here: put all settings into one"},
		"merge key":          {"trees:\n- &a\n  name: a\n- <<: *a\n  name: b\n", "pagewright.yaml:4:3: << is not read: what stands at the top of the file is for all trees"},
		"config":             {"config: x.yaml\n", "pagewright.yaml:1:1: config has no place in the file: give it as --config, PAGEWRIGHT_CONFIG or an input of the action"},
		"token": {"token: t0p-s3cret\n",
			"pagewright.yaml:1:1: token is a secret, and this file is for everybody who reads the repository: set the environment variable PAGEWRIGHT_TOKEN in its place, or --token-file, and take back the value that stood here"},
		"client secret in a tree": {"trees:\n- name: a\n  client-secret: t0p-s3cret\n",
			"pagewright.yaml:3:3: client-secret is a secret, and this file is for everybody who reads the repository: set the environment variable PAGEWRIGHT_CLIENT_SECRET in its place, or --client-secret-file, and take back the value that stood here"},
		"secret by a slip":    {"client_secret: t0p-s3cret\n", "pagewright.yaml:1:1: there is no setting client_secret: did you mean client-secret?"},
		"password in url":     {"url: https://me:t0p-s3cret@example.com\n", "pagewright.yaml:1:1: url has a user or password in it, and this file is for everybody who reads the repository: leave them out"},
		"no docs":             {"docs: []\n", "pagewright.yaml:1:7: docs names nothing: name the folder with your Markdown files, or remove the line"},
		"empty docs":          {"docs: \"\"\n", "pagewright.yaml:1:7: docs names nothing: name the folder with your Markdown files, or remove the line"},
		"no docs in a tree":   {"trees:\n- name: a\n  docs: ' , '\n", "pagewright.yaml:3:9: docs names nothing: name the folder with your Markdown files, or remove the line"},
		"no trees":            {"trees:\n", "pagewright.yaml:1:1: trees is a list with an entry for each tree, such as - name: handbook"},
		"trees as a mapping":  {"trees:\n  a: {docs: a}\n", "pagewright.yaml:1:1: trees is a list with an entry for each tree, such as - name: handbook"},
		"tree without a name": {"trees:\n- docs: a\n", "pagewright.yaml:2:7: this tree has no name: give it one, by which what it published is remembered"},
		"tree that is a text": {"trees:\n- a\n", "pagewright.yaml:2:3: a tree must be a list of names with values, such as space: DOCS"},
		"name twice":          {"trees:\n- name: a\n- name: b\n- name: a\n", "pagewright.yaml:4:3: the name a is that of the tree in line 2: what a tree published is remembered by its name"},
		"name but for case":   {"trees:\n- name: api\n- name: API\n", "pagewright.yaml:3:3: the name API is that of the tree in line 2 but for upper and lower case: what a tree published is remembered by its name"},
		"name without a text": {"trees:\n- name: [a]\n", "pagewright.yaml:2:3: name must be a text: the tree's name, by which what it published is remembered"},
		"name with a comma":   {"trees:\n- name: a, b\n", "pagewright.yaml:2:3: a tree's name has no commas and is one line"},
		"run in a tree":       {"trees:\n- name: a\n  parallel: 4\n", "pagewright.yaml:3:3: parallel is for the whole run, not for one tree: put it at the top of the file"},
		"slip in a tree":      {"trees:\n- name: a\n  lables: [x]\n", "pagewright.yaml:3:3: there is no setting lables: did you mean labels?"},
		"trees in a tree":     {"trees:\n- name: a\n  trees: []\n", "pagewright.yaml:3:3: a tree has no trees of its own: put them all into the list at the top of the file"},
		"name at the top":     {"name: a\n", "pagewright.yaml:1:1: name is that of a tree: put it into an entry of trees"},
		"broken": {"space: \"DOCS\ntoken: t0p-s3cret\n",
			`pagewright.yaml:1:8: it is not valid YAML: a text that begins with " is not closed: put a " behind it`},
		"single quote":        {"title-suffix: 'x\n", "pagewright.yaml:1:15: it is not valid YAML: a text that begins with ' is not closed: put a ' behind it, and write ' within it twice"},
		"tab":                 {"trees:\n- name: a\n\tdocs: b\n", "pagewright.yaml:3:1: it is not valid YAML: a tab stands where the line is indented: indent with spaces"},
		"tab in front":        {"\tspace: A\n", "pagewright.yaml:1:6: it is not valid YAML: a tab stands where the line is indented: indent with spaces"},
		"bracket":             {"docs: [a\nspace: A\n", "pagewright.yaml:2:1: it is not valid YAML: a list in brackets is not closed: put ] behind it, and commas between its entries"},
		"no blank":            {"space:DOCS\nparent: x\n", "pagewright.yaml:1:1: it is not valid YAML: a line without a colon and a blank, or one indented otherwise than those above: write each as a name with a value, such as space: DOCS"},
		"two colons":          {"message: a: t0p-s3cret\n", "pagewright.yaml:1:10: it is not valid YAML: a second colon, or a line that is indented further than the one before: put a text with a colon in quotes, and begin all names at the same column"},
		"secret as a header":  {"token: |t0p-s3cret\n", "pagewright.yaml:1:8: it is not valid YAML: a text begins with | or >: put it in quotes"},
		"unknown anchor":      {"include: *b\n", "pagewright.yaml:1:10: there is no anchor &b that *b could stand for: a text that begins with * needs quotes"},
		"glob without quotes": {"docs:\n- docs\n- *.md\n", "pagewright.yaml:3:3: there is no anchor &.md that *.md could stand for: a text that begins with * needs quotes"},
		"anchors for trees":   {"trees: *a\n", "pagewright.yaml:1:8: there is no anchor &a that *a could stand for: a text that begins with * needs quotes"},
		"anchor for a tree":   {"trees:\n- *a\n- name: *n\n", "pagewright.yaml:2:3: there is no anchor &a that *a could stand for: a text that begins with * needs quotes\npagewright.yaml:3:9: there is no anchor &n that *n could stand for: a text that begins with * needs quotes"},
		"too deep":            {"docs: " + strings.Repeat("[", 40) + "\n", "pagewright.yaml:1:1: it is not valid YAML: it is nested too deeply"},
		"latin 1":             {"space: \xe4\n", "pagewright.yaml: it is not UTF-8: save it as UTF-8"},
		"several": {"spce: A\nparallel: 0\ntrees:\n- name: a\n  url: https://example.com\n- docs: b\n",
			"pagewright.yaml:1:1: there is no setting spce: did you mean space?\n" +
				"pagewright.yaml:2:11: parallel: \"0\" is not a whole number from 1 to 64\n" +
				"pagewright.yaml:5:3: url is for the whole run, not for one tree: put it at the top of the file\n" +
				"pagewright.yaml:6:7: this tree has no name: give it one, by which what it published is remembered"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseFile(FileName, "", []byte(test.file))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(got, "t0p-s3cret") {
				t.Error("the error has the secret in it")
			}
		})
	}
}

// checkout is a folder with a repository and these files, and what reads settings in one of its folders.
type checkout struct {
	dir, in                    string
	flags, environment, inputs values
	command                    Mode
	arguments                  []string
	unreviewed                 string
}

func newCheckout(t *testing.T, files string) *checkout {
	t.Helper()
	c := &checkout{dir: t.TempDir()}
	if err := os.Mkdir(filepath.Join(c.dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := txtar.Write(txtar.Parse([]byte(files)), c.dir); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *checkout) read() (Settings, []string, error) {
	return Read(Sources{
		Command: c.command, Arguments: c.arguments, Flag: c.flags.get, Environment: c.environment.get, Input: c.inputs.get,
		Unreviewed: func(string) string { return c.unreviewed }, ReadFile: os.ReadFile, Stat: os.Stat, WorkingDir: filepath.Join(c.dir, c.in), CheckRoot: confluence.CheckAPIRoot, CheckURL: confluence.CheckAddress,
		Exists: func(path string) bool { _, err := os.Stat(path); return !errors.Is(err, fs.ErrNotExist) },
	})
}

// wants reads and wants an error with the parts, or none.
func (c *checkout) wants(t *testing.T, parts ...string) Settings {
	t.Helper()
	settings, _, err := c.read()
	if len(parts) == 0 && err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		if err == nil || !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), part) {
			t.Errorf("the error lacks %q: %v", part, err)
		}
	}
	return settings
}

func TestTheFileBeatsDefaultsAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		flags, environment, inputs values
		want                       string
	}{
		"file":        {nil, nil, nil, "by-file"},
		"environment": {nil, values{"CONFLUENCE_SPACE": "by-environment"}, nil, "by-environment"},
		"input":       {nil, values{"PAGEWRIGHT_SPACE": "by-environment"}, values{"space": "by-input"}, "by-input"},
		"flag":        {values{"space": "by-flag"}, nil, values{"space": "by-input"}, "by-flag"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, "-- pagewright.yaml --\nspace: by-file\n")
			c.flags, c.environment, c.inputs = test.flags, test.environment, test.inputs
			if got := c.wants(t).Space; got != test.want {
				t.Errorf("space = %q, want %q", got, test.want)
			}
		})
	}
}

func TestValuesAreWrittenAsYAMLHasThem(t *testing.T) {
	t.Parallel()
	s := newCheckout(t, `-- pagewright.yaml --
# yaml-language-server: $schema=https://example.com/x.json
space: &key DOCS
parent: 0012345
docs: [docs, "notes, old.md", "{adr,rfc}/**"]
exclude: drafts, old
labels:
  - sre
  - 2024
forget: 77
toc: yes
minor-edit: true
banner: true
parallel: 4
max-requests-per-second: 2.5
timeout: 10s
title-suffix: *key
title-prefix: "Ops: "
message: |
  Two
  lines
`).wants(t)
	got := []any{s.Space, s.Parent, s.Docs, s.Exclude, s.Labels, s.Forget, s.TOC, s.MinorEdit, s.Banner, s.Parallel, s.MaxRequestsPerSecond, s.Timeout.String(), s.TitleSuffix, s.TitlePrefix, s.Message}
	want := []any{"DOCS", "0012345", []string{"docs", "notes, old.md", "{adr,rfc}/**"}, []string{"drafts", "old"}, []string{"sre", "2024"}, []string{"77"}, true, true, "line", 4, 2.5, "10s", "DOCS", "Ops: ", "Two\nlines"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPathsInTheFileCountFromItsFolder(t *testing.T) {
	t.Parallel()
	const files = `-- pagewright.yaml --
docs: [manual, ops/*.md]
report: out/report.json
sarif: "-"
-- src/deep/x.go --
x
-- config/other.yaml --
docs: manual
`
	at := newCheckout(t, files)
	at.in = "src/deep"
	s := at.wants(t)
	if diff := cmp.Diff([]any{[]string{"../../manual", "../../ops/*.md"}, "../../out/report.json", "-"}, []any{s.Docs, s.Report, s.SARIF}); diff != "" {
		t.Error(diff)
	}
	named := newCheckout(t, files)
	named.flags = values{"config": "config/other.yaml"}
	if diff := cmp.Diff([]string{"config/manual"}, named.wants(t).Docs); diff != "" {
		t.Error(diff)
	}
	outside := newCheckout(t, files)
	outside.in, outside.environment = "src", values{"PAGEWRIGHT_DOCS": "here"}
	if diff := cmp.Diff([]string{"here"}, outside.wants(t).Docs); diff != "" {
		t.Error(diff)
	}
}

func TestTheFileIsFoundOrNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		files, in          string
		flags, environment values
		wrong              string
		space              string
	}{
		"none":                     {"-- x --\n", "", nil, nil, "", ""},
		"nearest":                  {"-- pagewright.yaml --\nspace: TOP\n-- a/pagewright.yaml --\nspace: NEAR\n", "a", nil, nil, "", "NEAR"},
		"named by a flag":          {"-- a.yaml --\nspace: A\n-- pagewright.yaml --\nspace: TOP\n", "", values{"config": "a.yaml"}, nil, "", "A"},
		"named by a variable":      {"-- a.yaml --\nspace: A\n", "", nil, values{"PAGEWRIGHT_CONFIG": "a.yaml"}, "", "A"},
		"named and missing":        {"-- pagewright.yaml --\nspace: TOP\n", "", values{"config": "b.yaml"}, nil, "config: there is no file b.yaml", ""},
		"named and a folder":       {"-- b/x --\n", "", values{"config": "b"}, nil, "config: b is a folder, not a file: name a file with settings", ""},
		"almost its name":          {"-- pagewright.yml --\nspace: TOP\n", "", nil, nil, "pagewright.yml is not read: name it pagewright.yaml", ""},
		"mistake, from elsewhere":  {"-- pagewright.yaml --\nspce: TOP\n-- a/x --\n", "a", nil, nil, "../pagewright.yaml:1:1: there is no setting spce", ""},
		"in the working directory": {"-- sub/pagewright.yaml --\nspace: SUB\n-- sub/.git --\n", "", values{"working-directory": "sub"}, nil, "", "SUB"},
		"no working directory":     {"-- x --\n", "", values{"working-directory": "sub"}, nil, "working-directory: there is no folder sub", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, test.files)
			c.in, c.flags, c.environment = test.in, test.flags, test.environment
			if test.wrong != "" {
				c.wants(t, test.wrong)
			} else if got := c.wants(t).Space; got != test.space {
				t.Errorf("space = %q, want %q", got, test.space)
			}
		})
	}
}

func TestOnlyRegularFilesAreRead(t *testing.T) {
	t.Parallel()
	large := fstest.MapFS{"f": {Data: make([]byte, largestFile+1)}}
	for name, test := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"pipe":   {fstest.MapFS{"f": {Mode: fs.ModeNamedPipe}}, "pagewright.yaml is a pipe, not a file"},
		"socket": {fstest.MapFS{"f": {Mode: fs.ModeSocket}}, "pagewright.yaml is a socket, not a file"},
		"device": {fstest.MapFS{"f": {Mode: fs.ModeDevice | fs.ModeCharDevice}}, "pagewright.yaml is a device, not a file"},
		"folder": {fstest.MapFS{"f": {Mode: fs.ModeDir}}, "pagewright.yaml is a folder, not a file"},
		"large":  {large, "pagewright.yaml: it is larger than 1024 KB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, flags := range []values{nil, {"config": FileName}} {
				_, _, err := Read(Sources{
					Flag: flags.get, Input: values{}.get, Environment: values{}.get, WorkingDir: t.TempDir(), Exists: func(string) bool { return true },
					Stat:     func(string) (fs.FileInfo, error) { return test.files.Stat("f") },
					ReadFile: func(string) ([]byte, error) { t.Error("it is read"); return nil, nil },
				})
				if !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%v, want %s", err, test.want)
				}
			}
		})
	}
}

func TestOtherWordsForATokenAreSecretsToo(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"password", "pass", "api-token", "api_token", "apiToken", "secret", "Token", "CONFLUENCE_TOKEN", "pat", "token_file"} {
		for _, file := range []string{word + ": t0p-s3cret\n", "trees:\n- name: a\n  " + word + ": t0p-s3cret\n"} {
			_, err := ParseFile(FileName, "", []byte(file))
			if err == nil || !strings.Contains(err.Error(), word+" is a secret, and this file is for everybody") || !strings.Contains(err.Error(), "PAGEWRIGHT_TOKEN") || strings.Contains(err.Error(), "t0p") {
				t.Errorf("%s: %v", word, err)
			}
		}
	}
}

func TestTheFormOfAddressesAndKeysIsChecked(t *testing.T) {
	t.Parallel()
	const notAKey = "is no key of a space: take the key from the space's address"
	for file, want := range map[string]string{
		"url: not a url":                            "pagewright.yaml:1:1: url: it is not a web address: set it to the address of your Confluence",
		"url: ftp://example.com":                    "pagewright.yaml:1:1: url: it starts with ftp://, and only https:// (or http://) is possible",
		"url: 'https://'":                           "pagewright.yaml:1:1: url: it is not a web address",
		"url: example.atlassian.net":                "",
		"url: http://localhost:8090/confluence":     "",
		"url: $(CONFLUENCE_URL)":                    "",
		"url: ''":                                   "",
		"space: DO CS":                              `pagewright.yaml:1:8: space: "DO CS" ` + notAKey,
		"space: DOCS, API":                          `pagewright.yaml:1:8: space: "DOCS, API" ` + notAKey,
		"trees:\n- name: a\n  space: Our documents": `pagewright.yaml:3:10: space: "Our documents" ` + notAKey,
		"space: ~alice.b":                           "",
		"space: ' DOCS '":                           "",
		"space: https://example.atlassian.net/wiki/spaces/DOCS/overview": "",
		"space: ${{ vars.SPACE }}":                                       "",
	} {
		c := newCheckout(t, "-- pagewright.yaml --\n"+file+"\n")
		if want == "" {
			c.wants(t)
		} else {
			c.wants(t, want)
		}
	}
	c := newCheckout(t, "-- x --\n")
	c.environment = values{"CONFLUENCE_URL": "https://me:t0p-s3cret@exa mple.com", "CONFLUENCE_SPACE": "Our documents"}
	c.command = Check
	c.wants(t, "environment variable CONFLUENCE_URL: it is not a web address", "environment variable CONFLUENCE_SPACE: ")
	if _, _, err := c.read(); strings.Contains(err.Error(), "t0p-s3cret") {
		t.Errorf("%v has the secret in it", err)
	}
	c.command, c.environment = Doctor, values{"CONFLUENCE_URL": "ftp://example.com"}
	c.wants(t) // the doctor tells it
}

func TestDocsRememberWhereTheyAreNamed(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, `-- pagewright.yaml --
docs: [a, "b, c"]
trees:
- name: one
- name: two
  docs:
  - d
  - e
- name: three
  docs: f, g
`)
	var got [][]string
	for _, tree := range c.wants(t).Each() {
		got = append(got, tree.DocsAt)
	}
	want := [][]string{
		{"pagewright.yaml:1:8", "pagewright.yaml:1:11"}, {"pagewright.yaml:6:5", "pagewright.yaml:7:5"}, {"pagewright.yaml:9:9", "pagewright.yaml:9:9"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, c := range []*checkout{{arguments: []string{"x"}}, {flags: values{"docs": "x"}}} {
		c.dir = newCheckout(t, "-- pagewright.yaml --\ndocs: a\n").dir
		if s := c.wants(t); s.DocsPlace(0) != "" {
			t.Errorf("docs %q are said to stand at %s", s.Docs, s.DocsPlace(0))
		}
	}
}

func TestModeInTheFileServesRunsWithoutACommand(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, "-- pagewright.yaml --\nmode: check\n")
	if got := c.wants(t).Mode; got != Check {
		t.Errorf("mode = %q", got)
	}
	c.command = Publish
	if got := c.wants(t).Mode; got != Publish {
		t.Errorf("mode = %q", got)
	}
}

func TestAFileOfAnybodyDoesNotSayWhereTheCredentialGoes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file                string
		environment, inputs values
		event, wrong        string
	}{
		"url":              {"url: https://evil.example.com", values{"PAGEWRIGHT_TOKEN": "x"}, nil, "pull_request_target", "url: on pull_request_target, pagewright.yaml may be anybody's"},
		"report":           {"report: ../x", values{"PAGEWRIGHT_TOKEN": "x"}, nil, "workflow_run", "report: on workflow_run"},
		"no credential":    {"url: https://example.com", nil, nil, "pull_request_target", ""},
		"reviewed":         {"url: https://example.com", values{"PAGEWRIGHT_TOKEN": "x"}, nil, "", ""},
		"url in the input": {"url: https://evil.example.com", values{"PAGEWRIGHT_TOKEN": "x"}, values{"url": "https://example.com"}, "pull_request_target", ""},
		"labels":           {"labels: a", values{"PAGEWRIGHT_TOKEN": "x"}, nil, "pull_request_target", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, "-- pagewright.yaml --\n"+test.file+"\n")
			c.environment, c.inputs, c.unreviewed = test.environment, test.inputs, test.event
			if test.wrong != "" {
				c.wants(t, test.wrong)
			} else {
				c.wants(t)
			}
		})
	}
}

const twoTrees = `-- pagewright.yaml --
url: https://example.atlassian.net
space: DOCS
labels: [all]
title-prefix: "X "
trees:
- name: handbook
  docs: handbook
- name: api
  docs: [services/api/docs]
  space: API
  parent: "12345"
  labels: api, rest
  title-prefix: ""
`

func TestTreesTakeWhatTheyDoNotSetFromTheTop(t *testing.T) {
	t.Parallel()
	s := newCheckout(t, twoTrees).wants(t)
	var got []any
	for _, tree := range s.Each() {
		got = append(got, tree.Tree, tree.Docs, tree.Space, tree.Parent, tree.Labels, tree.TitlePrefix, tree.URL, tree.LeftOut)
	}
	want := []any{
		"handbook", []string{"handbook"}, "DOCS", "", []string{"all"}, "X ", "https://example.atlassian.net", false,
		"api", []string{"services/api/docs"}, "API", "12345", []string{"api", "rest"}, "", "https://example.atlassian.net", false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsSetOutsideDoesNotContradictTrees(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		flags, environment values
		arguments          []string
		wrong              string
		spaces             string // of the trees, with - for those that are not meant
	}{
		"for the top":              {nil, values{"CONFLUENCE_SPACE": "ENV"}, nil, "environment variable CONFLUENCE_SPACE: the tree api sets space itself (pagewright.yaml:10:3), and here it is another one: remove one of the two", ""},
		"the same":                 {nil, values{"PAGEWRIGHT_PARENT": "12345"}, nil, "", "DOCS API"},
		"flag":                     {values{"space": "TEST"}, nil, nil, "--space: the tree api sets space itself", ""},
		"flag for the one chosen":  {values{"space": "TEST", "tree": "api"}, nil, nil, "", "-DOCS TEST"},
		"variable for the one":     {values{"tree": "api"}, values{"CONFLUENCE_SPACE": "ENV"}, nil, "environment variable CONFLUENCE_SPACE: the tree api sets space itself", ""},
		"variable for another one": {values{"tree": "handbook"}, values{"CONFLUENCE_SPACE": "ENV"}, nil, "", "ENV -API"},
		"flag and variable":        {values{"space": "TEST", "tree": "api"}, values{"CONFLUENCE_SPACE": "DOCS"}, nil, "", "-DOCS TEST"},
		"both chosen":              {values{"tree": "api, handbook"}, nil, nil, "", "DOCS API"},
		"no such tree":             {values{"tree": "apu"}, nil, nil, "tree: pagewright.yaml has no tree apu: did you mean api?", ""},
		"no such tree by far":      {values{"tree": "website"}, nil, nil, "tree: pagewright.yaml has no tree website, but handbook, api", ""},
		"docs on the command line": {nil, nil, []string{"docs"}, "docs docs: pagewright.yaml has trees, each with docs of its own: leave it out, or choose trees by their names, as in --tree handbook", ""},
		"docs by a variable":       {nil, values{"PAGEWRIGHT_DOCS": "x"}, nil, "environment variable PAGEWRIGHT_DOCS: pagewright.yaml has trees", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, twoTrees)
			c.flags, c.environment, c.arguments = test.flags, test.environment, test.arguments
			if test.wrong != "" {
				c.wants(t, test.wrong)
				return
			}
			var got []string
			for _, tree := range c.wants(t).Each() {
				aside := ""
				if tree.LeftOut {
					aside = "-"
				}
				got = append(got, aside+tree.Space)
			}
			if strings.Join(got, " ") != test.spaces {
				t.Errorf("spaces = %q, want %q", got, test.spaces)
			}
		})
	}
	c := newCheckout(t, "-- pagewright.yaml --\nspace: A\n")
	c.flags = values{"tree": "api"}
	c.wants(t, "tree: api is named, and there are no trees: pagewright.yaml lists them")
}

func TestFlagsConcernTheTreesThatAreChosen(t *testing.T) {
	t.Parallel()
	c := newCheckout(t, "-- pagewright.yaml --\nspace: A\ntitle-suffix: top\ntrees:\n- name: a\n- name: b\n  labels: [own]\n- name: c\n")
	c.flags = values{"tree": "a, c", "parent": "P", "title-prefix": "X ", "title-suffix": "flag", "former-owner": "acme/old", "max-orphans": "3", "owner": "acme/docs"}
	c.environment = values{"PAGEWRIGHT_TITLE_PREFIX": "env"}
	for _, s := range c.wants(t).Each() {
		got := []any{s.Parent, s.TitlePrefix, s.TitleSuffix, s.FormerOwner, s.MaxOrphans, s.Owner}
		want := []any{"P", "X ", "flag", "acme/old", 3, "acme/docs"}
		if s.Tree == "b" {
			want = []any{"", "env", "top", "", -1, "acme/docs"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("tree %s: %s", s.Tree, diff)
		}
	}
}

func TestTheRecordOfATreeThatStandsIsNotTakenOver(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		trees string
		flags values
		wrong []string
	}{
		"another tree":            {"- {name: c}\n- {name: d, former-tree: c}\n", nil, []string{"the tree d sets former-tree: c, but a tree c stands in the file"}},
		"a later one":             {"- {name: d, former-tree: c}\n- {name: c}\n", nil, []string{"the tree d sets former-tree: c, but a tree c stands in the file"}},
		"names swapped":           {"- {name: d, former-tree: c}\n- {name: c, former-tree: d}\n", nil, []string{"the tree d sets former-tree: c", "the tree c sets former-tree: d"}},
		"by a flag":               {"- {name: c}\n- {name: d}\n", values{"tree": "d", "former-tree": "c"}, []string{"the tree d sets former-tree: c, but a tree c stands in the file"}},
		"twice":                   {"- {name: c, former-tree: b}\n- {name: d, former-tree: b}\n", nil, []string{"the trees c and d both set former-tree: b"}},
		"itself":                  {"- {name: c, former-tree: c}\n- {name: d}\n", nil, nil},
		"one that is gone":        {"- {name: c}\n- {name: d, former-tree: b}\n", nil, nil},
		"of another owner":        {"- {name: c}\n- {name: d, former-tree: c, former-owner: acme/old}\n", nil, nil},
		"twice, of other parents": {"- {name: c, former-tree: b, former-parent: 1}\n- {name: d, former-tree: b, former-parent: 2}\n", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, "-- pagewright.yaml --\nspace: A\ntrees:\n"+test.trees)
			c.flags = test.flags
			c.wants(t, test.wrong...)
		})
	}
}
