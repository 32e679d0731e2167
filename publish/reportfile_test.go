package publish_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// reportOf runs with the setting report and gives the report after holding it to its schema.
func (b *bench) reportOf() map[string]any {
	b.Helper()
	b.settings.Report = filepath.Join(b.dir, "out", "deep", "report.json")
	b.run()
	content, err := os.ReadFile(b.settings.Report)
	if err != nil {
		b.Fatal(err)
	}
	return matchingSchema(b.T, content)
}

func matchingSchema(t *testing.T, content []byte) map[string]any {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	told, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(told); err != nil {
		t.Errorf("%v\n%s", err, content)
	}
	return told.(map[string]any)
}

func TestReportMatchesItsSchema(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Top\n-- docs/a.md --\n# A\n\n[dead](gone.md)\n-- docs/b.md --\n# B\n")
	b.settings.Mode = settings.Plan
	told := b.reportOf()
	if told["mode"] != "plan" || told["space"] != "DOCS" || !strings.Contains(fmt.Sprint(told["pages"]), "action:create ") || strings.Contains(fmt.Sprint(told["pages"]), "created") {
		t.Errorf("the plan's report: %v", told)
	}
	b.settings.Mode = settings.Publish
	if told = b.reportOf(); !strings.Contains(fmt.Sprint(told["pages"]), "action:created ") || fmt.Sprint(told["warnings"]) != "1" || fmt.Sprint(told["errors"]) != "0" {
		t.Errorf("the report: %v", told)
	}
	if tool, _ := told["tool"].(map[string]any); tool["name"] != "pagewright" || tool["version"] != "1.2.3" {
		t.Errorf("the tool is %v", told["tool"])
	}
	b.settings.Mode = settings.Check
	b.reportOf()
	b.settings.Mode = settings.Publish
	b.write("-- docs/a.md --\n# A\n\nnew\n")
	b.inPlace = refusingPages(http.MethodPut, http.StatusForbidden, forbidden)
	if told = b.reportOf(); fmt.Sprint(told["errors"]) != "1" || fmt.Sprint(told["exit-code"]) != "1" {
		t.Errorf("the report of a failure: %v", told)
	}
	b.settings.Space = "NONE"
	if told = b.reportOf(); told["error"] == nil || fmt.Sprint(told["exit-code"]) != "3" {
		t.Errorf("the report of a run that broke off: %v", told)
	}
}

func TestReportThatCannotBeWrittenFailsTheRun(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.settings.Report = filepath.Join(b.dir, "docs")
	b.refused(report.ExitFailed, []string{"report: ", "it is a folder"}, nil)
	b.settings.Report = filepath.Join(b.dir, "docs", "a.md", "report.json")
	b.refused(report.ExitFailed, []string{"could not be written"}, nil)
}

// A link in the checkout that leads out of it is replaced, not followed.
func TestReportFollowsNoLink(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	target := filepath.Join(t.TempDir(), "target")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.link(target, "report.json")
	b.settings.Report = filepath.Join(b.dir, "report.json")
	b.published("1 created")
	if content, err := os.ReadFile(target); err != nil || string(content) != "mine" {
		t.Errorf("the target of the link: %q, %v", content, err)
	}
}

func TestReportToStandardOutput(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	var stdout bytes.Buffer
	b.settings.Report = "-"
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	publish.Run(t.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: b.server.Transport(), Stdout: &stdout})
	matchingSchema(t, stdout.Bytes())
}

// outputsOf runs in GitHub Actions and gives the outputs.
func (b *bench) outputsOf() map[string]string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "outputs")
	environment := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": file}
	host := workflow.Detect(workflow.Environment{Getenv: func(name string) string { return environment[name] }, Stdout: &b.log, Stderr: &b.log})
	publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip)})
	content, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		b.Fatal(err)
	}
	outputs := map[string]string{}
	for lines := strings.Split(string(content), "\n"); len(lines) > 1; lines = lines[3:] {
		name, _, _ := strings.Cut(lines[0], "<<")
		outputs[name] = lines[1]
	}
	return outputs
}

// The environment of a next step takes 128 KiB for a variable's name and value.
func TestOutputPagesFitsIntoTheEnvironment(t *testing.T) {
	t.Parallel()
	b := newBench(t, pagesIn("a-folder-with-a-name-of-usual-length", 900, "text"))
	outputs := b.outputsOf()
	var pages []map[string]string
	if err := json.Unmarshal([]byte(outputs["pages"]), &pages); err != nil {
		t.Fatal(err)
	}
	if size := len("PAGES=") + len(outputs["pages"]) + 1; size > 128<<10 || size < 100<<10 || outputs["created"] != "901" {
		t.Errorf("%d pages in %d bytes, %s created", len(pages), size, outputs["created"])
	}
	b.write(strings.ReplaceAll(pagesIn("a-folder-with-a-name-of-usual-length", 900, "text"), "899\n\ntext", "899\n\nnew"))
	outputs = b.outputsOf()
	if outputs["updated"] != "1" || !strings.Contains(outputs["pages"], `"action":"updated"`) {
		t.Errorf("%s updated; the changed page is cut off", outputs["updated"])
	}
}

func TestOutputsOfARunThatBreaksOff(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	outputs := b.outputsOf()
	if outputs["failed"] != "0" || outputs["errors"] != "0" || !strings.Contains(outputs["url"], "/pages/") || !strings.Contains(outputs["parent-url"], "/overview") || outputs["api-root"] == "" {
		t.Errorf("outputs of a run: %v", outputs)
	}
	b.settings.Credential.Token = "wrong"
	if outputs = b.outputsOf(); outputs["failed"] != "1" || outputs["errors"] != "1" || outputs["pages"] != "[]" {
		t.Errorf("outputs of a run without a way in: %v", outputs)
	}
}
