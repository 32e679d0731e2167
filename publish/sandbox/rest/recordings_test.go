package rest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

// recording is what a file of testdata/recordings says of a real answer. Its first line tells what it is, the next ones
// where it was read ("from repository@commit path"), the request ("METHOD API PATH", then its body, if it has one) and
// the status; the others are the fields, each a path and a value. Values are JSON, or <number> or <bool>. In strings
// <id> stands for digits, <time> for a time, <text> for anything; {page} and its like for what stands in the sandbox.
type recording struct {
	title, source string
	method, path  string
	body          string
	status        int
	fields        [][2]string
}

func readRecordings(t *testing.T) []recording {
	t.Helper()
	files, err := filepath.Glob("testdata/recordings/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings: %v", err)
	}
	var all []recording
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		request := strings.Fields(lines[2])
		root := map[string]string{"v1": v1, "v2": v2, "dc": dc}[request[1]]
		r := recording{
			title: strings.TrimPrefix(lines[0], "# "), source: strings.TrimPrefix(lines[1], "from "), method: request[0], path: root + request[2],
		}
		lines = lines[3:]
		if len(lines[0]) != len("200") {
			r.body, lines = lines[0], lines[1:]
		}
		if r.status, err = strconv.Atoi(lines[0]); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, line := range lines[1:] {
			path, value, _ := strings.Cut(line, " ")
			r.fields = append(r.fields, [2]string{path, value})
		}
		all = append(all, r)
	}
	return all
}

// difference says why the sandbox's answers are not as recorded in some fields.
type difference struct {
	title  string
	fields []string
	why    string
}

var differences = []difference{
	{
		"A page is read on Cloud v1 without expand, January 2021", []string{"version/syncRev", "version/syncRevSource"},
		"later recordings have `ncsStepVersion` and `ncsStepVersionSource` instead",
	},
	{
		"A page is updated on Cloud v1, January 2021", []string{"version/syncRev", "version/syncRevSource"},
		"later recordings have `ncsStepVersion` and `ncsStepVersionSource` instead",
	},
	{
		"Pages are found by title on Cloud v1, January 2021",
		[]string{"results/0/_expandable/history", "results/0/_expandable/version", "results/0/_expandable/space"},
		"the document says that the three are expanded (SPEC1-2024 GET /content)",
	},
	{
		"A page is created on Cloud v1 with a title that is taken, January 2021", []string{"data/authorized", "data/errors", "data/successful", "message"},
		"later logs of 400 say `authorized` and `successful`, and this text differently (mozilla/markfluence `docs/confluence/search.md`)",
	},
}

// TestAnswersAreAsRecorded compares the sandbox's answers with real ones, field by field.
func TestAnswersAreAsRecorded(t *testing.T) {
	t.Parallel()
	fields, agree := 0, 0
	type tally struct{ answers, fields, agree int }
	sources := map[string]tally{}
	for _, r := range readRecordings(t) {
		all, right := newWorld(t).compare(r)
		fields, agree = fields+all, agree+right
		repository, _, _ := strings.Cut(r.source, " ")
		n := sources[repository]
		sources[repository] = tally{n.answers + 1, n.fields + all, n.agree + right}
	}
	if 100*agree < 99*fields {
		t.Errorf("only %d of %d fields agree", agree, fields)
	}
	var b strings.Builder
	fmt.Fprint(&b, "| recorded in | answers | fields | agree |\n|---|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", name, sources[name].answers, sources[name].fields, sources[name].agree)
	}
	fmt.Fprintf(&b, "\n%d of %d fields agree. The others:\n\n| answer | fields | why |\n|---|---|---|\n", agree, fields)
	for _, d := range differences {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", d.title, strings.Join(d.fields, "` `"), d.why)
	}
	rest.GuidePart(t, "recordings", b.String())
}

// compare returns the number of fields of a recording and of those that agree.
func (w *world) compare(r recording) (fields, agree int) {
	w.Helper()
	var known []string
	for _, d := range differences {
		if d.title == r.title {
			known = slices.Clone(d.fields)
		}
	}
	names := w.furnish()
	a := w.perform(r.method, fill(r.path, names), fill(r.body, names)).wants(r.status)
	if id := a.at("id"); id != "<none>" {
		names["id"] = id
	}
	fields, agree = 1, 1
	for _, field := range r.fields {
		path, recorded := field[0], fill(field[1], names)
		fields++
		if agrees(a, path, recorded) {
			agree++
			continue
		}
		if i := slices.Index(known, path); i >= 0 {
			known = slices.Delete(known, i, i+1)
			continue
		}
		w.Errorf("%s: %s is %q, recorded %s", r.title, path, a.at(path), recorded)
	}
	if len(known) > 0 {
		w.Errorf("%s: %q agree: remove them from the differences", r.title, known)
	}
	return fields, agree
}

// agrees reports whether a field of an answer is as recorded.
func agrees(a answer, path, recorded string) bool {
	got, there := a.value(path)
	if !there {
		return false
	}
	switch recorded {
	case "<number>":
		_, is := got.(float64)
		return is
	case "<bool>":
		_, is := got.(bool)
		return is
	}
	var want any
	if err := json.Unmarshal([]byte(recorded), &want); err != nil {
		a.Fatalf("%s: %v", recorded, err)
	}
	text, is := want.(string)
	if !is {
		return fmt.Sprint(got) == fmt.Sprint(want)
	}
	pattern := strings.NewReplacer(
		"<id>", `[0-9]+`, "<time>", `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`, "<text>", `(?s:.*)`,
	).Replace(regexp.QuoteMeta(text))
	said, is := got.(string)
	return is && regexp.MustCompile("^"+pattern+"$").MatchString(said)
}
