package settings

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestValuesThatAreAlmostRight(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, value, want string }{
		{"orphans", "delet", "did you mean delete?"},
		{"orphans", "prune", "did you mean delete?"},
		{"mode", "plna", "did you mean plan?"},
		{"mode", "dry-run", "did you mean plan?"},
		{"mode", "deploy", "did you mean publish?"},
		{"dialect", "mkdocs,obsidain", "did you mean obsidian?"},
		{"toc", "fasle", "did you mean false?"},
		{"page-width", "full_width", "did you mean full-width?"},
		{"adopt", "same_title", "did you mean same-title?"},
		{"fail-on", "warnings", "did you mean warning?"},
		{"on-edit", "error", "did you mean fail?"},
		{"fail-on", "never", ""},
		{"orphans", "burn", ""},
	} {
		_, err := read(values{test.name: test.value}, nil, nil)
		if err == nil || !strings.Contains(err.Error(), test.want) || test.want == "" && strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %s: %v, want %q", test.name, test.value, err, test.want)
		}
	}
}

func TestEverySettingHasAGroupAndAnArgument(t *testing.T) {
	t.Parallel()
	for _, setting := range Table() {
		if setting.Group() == "" || (setting.Kind() == YesNo) != (setting.Argument() == "") {
			t.Errorf("%s: group %q, argument %q", setting.Name, setting.Group(), setting.Argument())
		}
	}
	named := slices.Concat(slices.Collect(maps.Keys(arguments)), slices.Collect(maps.Keys(offers)), slices.Collect(maps.Keys(foreignVariables)))
	for _, names := range members {
		named = append(named, names...)
	}
	for _, name := range named {
		if !has(name) {
			t.Errorf("there is no setting %s", name)
		}
	}
}

func has(name string) bool {
	for _, setting := range Table() {
		if setting.Name == name {
			return true
		}
	}
	return false
}

func TestMisnamedInputs(t *testing.T) {
	t.Parallel()
	if err := MisnamedInputs([]string{"space", "url", "entirely-different"}); err != nil {
		t.Error(err)
	}
	err := MisnamedInputs([]string{"spce", "api_root", "max-request-per-second"})
	for _, want := range []string{"no input spce: did you mean space?", "no input api_root: did you mean api-root?", "did you mean max-requests-per-second?"} {
		if !errors.Is(err, ErrUsage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %q", err, want)
		}
	}
}

func TestSecretFilesAreNamedByTheEnvironment(t *testing.T) {
	t.Parallel()
	from := func(environment, inputs values) Sources {
		return Sources{Flag: values{}.get, Input: inputs.get, Environment: environment.get, ReadFile: func(name string) ([]byte, error) { return []byte("in " + name + "\n"), nil }}
	}
	for _, test := range []struct {
		environment, inputs values
		want                string
	}{
		{values{"PAGEWRIGHT_TOKEN_FILE": "file"}, nil, "in file"},
		{values{"PAGEWRIGHT_TOKEN_FILE": "file", "CONFLUENCE_TOKEN": "token"}, nil, "token"},
		{values{"PAGEWRIGHT_TOKEN_FILE": "file"}, values{"token": "input"}, "input"},
	} {
		settings, notices, err := Read(from(test.environment, test.inputs))
		if string(settings.Credential.Token) != test.want || err != nil || notices != nil {
			t.Errorf("%v %v: %q %v %v", test.environment, test.inputs, string(settings.Credential.Token), notices, err)
		}
	}
}
