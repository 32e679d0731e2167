package workflow

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// FuzzHost holds text from documents and servers to what a host promises: it
// becomes no command, no second output and no broken summary, and no secret is in
// what is written.
func FuzzHost(f *testing.F) {
	for _, seed := range []string{
		"created  Setup  (docs/setup.md)", "::error::x", " \t\u00a0::add-mask::x", "a\r::error::d\r\n::set-output name=x::y", "##[group]##vso[task.setvariable variable=x]h", "\x1b[31mred\x1b[0m\u200b\u2028::error::c",
		"x\nEND\nfailed<<END_END\n0\n", "END", "| `a|b`\n<script>x</script> |", "<details>\n\n```diff\n+ x\n", "````\n```\n~~~\n", "100 %25 \\u0041 &amp; %", "\xff\xfe", strings.Repeat("ä 📦 ", 900),
	} {
		f.Add(seed, "ATATT3xFfGF0-s3cret/token", 200)
		f.Add(seed, seed, 60)
	}
	token := regexp.MustCompile(`^[A-Za-z0-9+/=_.-]+$`) // with other characters, the host's own words may look like a piece of it
	command, olderCommand := regexp.MustCompile(`^::\w+`), regexp.MustCompile(`##\w*\[`)
	dir := f.TempDir()
	environment := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": filepath.Join(dir, "output"), "GITHUB_STEP_SUMMARY": filepath.Join(dir, "summary")}
	f.Fuzz(func(t *testing.T, text, secret string, room int) {
		if room = room % 2000; room < 0 {
			room = -room
		}
		var out strings.Builder
		host := Detect(Environment{Getenv: func(name string) string { return environment[name] }, Stdout: &out, Stderr: &out})
		host.Redactor().Add(secret)
		said := text + " " + secret + "\n" + text

		host.Log("%s", said)
		host.Annotate(Annotation{Level: Warning, Title: said, File: said, Line: 1, Message: said})
		host.Group(said)()
		commands := map[string]int{}
		for _, line := range strings.FieldsFunc(out.String(), func(r rune) bool { return strings.ContainsRune("\r\n\u0085\u2028\u2029", r) }) {
			if line = strings.TrimLeftFunc(line, invisible); strings.HasPrefix(line, "::") {
				commands[command.FindString(line)]++
			} else if olderCommand.MatchString(line) {
				t.Errorf("a command in the line %q", line)
			}
		}
		if len(commands) != 3 || commands["::warning"] != 1 || commands["::group"] != 1 || commands["::endgroup"] != 1 {
			t.Errorf("commands %v in %q", commands, out.String())
		}
		if strings.ContainsFunc(out.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Errorf("control characters in %q", out.String())
		}

		if err := host.Output("pages", said); err != nil {
			t.Fatal(err)
		}
		written := content(t, environment["GITHUB_OUTPUT"])
		head, rest, _ := strings.Cut(written, "\n")
		name, delimiter, _ := strings.Cut(head, "<<")
		value, after, _ := strings.Cut(rest, "\n"+delimiter+"\n")
		if name != "pages" || value != host.Redactor().Text(said) || after != "" {
			t.Errorf("the output is written as %q", written)
		}

		if err := host.Summary(said); err != nil {
			t.Fatal(err)
		}
		for what, shown := range map[string]string{"log": out.String(), "output": written, "summary": content(t, environment["GITHUB_STEP_SUMMARY"])} {
			for i := range len(secret) - 11 {
				if run := secret[i : i+12]; token.MatchString(run) && strings.Contains(shown, run) {
					t.Errorf("the %s shows %q of the secret %q: %q", what, run, secret, shown)
				}
			}
		}

		short := CutMarkdown(text, room)
		var left openParts
		for line := range strings.Lines(short) {
			left.read(line)
		}
		switch {
		case len(short) > room && short != text, len(short) > len(text)+len(cutNote)+200:
			t.Errorf("%d bytes for %d of room: %q", len(short), room, short)
		case short == "" || short == text:
		case left.fence != "" || left.folded > 0 || !strings.HasSuffix(short, cutNote):
			t.Errorf("cut to %q, which leaves %+v open", short, left)
		}
	})
}

// content takes what a file holds.
func content(t *testing.T, file string) string {
	t.Helper()
	read, err := os.ReadFile(file)
	if err == nil {
		err = os.Truncate(file, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(read)
}
