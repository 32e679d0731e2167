package publish_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

func TestProblemsAsSARIFAndCodeQuality(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\nSee [this](gone.md) and [that](gone.md).\n-- docs/b.md --\n# A\n")
	b.settings.Mode = settings.Check
	target := filepath.Join(t.TempDir(), "target")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.link(target, "quality.json")
	b.settings.SARIF, b.settings.CodeQuality = filepath.Join(b.dir, "out", "problems.sarif"), filepath.Join(b.dir, "quality.json")
	b.run()

	log, err := sarif.Open(b.settings.SARIF)
	if err != nil || log.Validate() != nil {
		t.Fatal(err, log.Validate())
	}
	run := log.Runs[0]
	rules, places := map[string]bool{}, ""
	for _, rule := range run.Tool.Driver.Rules {
		rules[*rule.ID] = true
	}
	for _, result := range run.Results {
		at := result.Locations[0].PhysicalLocation
		places += *at.ArtifactLocation.URI + " " + result.Level + "\n"
		if *result.RuleID == "dead-link" && (*at.Region.StartLine != 3 || *at.Region.StartColumn < 5) {
			t.Errorf("a dead link at %d:%d", *at.Region.StartLine, *at.Region.StartColumn)
		}
	}
	if *run.Tool.Driver.Version != "1.2.3" || !rules["dead-link"] || len(run.Results) != 3 || !strings.Contains(places, "docs/a.md warning\n") || !strings.Contains(places, "docs/b.md error\n") {
		t.Errorf("version %s, rules %v, results:\n%s", *run.Tool.Driver.Version, rules, places)
	}

	content, err := os.ReadFile(b.settings.CodeQuality)
	if err != nil {
		t.Fatal(err)
	}
	var issues []struct {
		Fingerprint, Severity string
		Location              struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(content, &issues); err != nil {
		t.Fatal(err)
	}
	prints := map[string]bool{}
	for _, issue := range issues {
		prints[issue.Fingerprint] = true
	}
	if len(issues) != 3 || len(prints) != 3 || issues[0].Location.Path != "docs/a.md" || issues[0].Location.Lines.Begin != 3 || issues[0].Severity != "minor" {
		t.Errorf("%s", content)
	}
	if kept, err := os.ReadFile(target); err != nil || string(kept) != "mine" {
		t.Errorf("the target of a link in the checkout: %q, %v", kept, err)
	}

	b.write("-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
	b.run()
	if content, err = os.ReadFile(b.settings.CodeQuality); err != nil || string(content) != "[]\n" {
		t.Errorf("without problems: %q, %v", content, err)
	}
	if log, err = sarif.Open(b.settings.SARIF); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) != 0 {
		t.Errorf("without problems: %v", err)
	}
}

// What is written to standard output passes the CI host's eyes, which obeys some words anywhere in a line.
func TestFilesOnStandardOutputHoldNoCommands(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]func(*settings.Settings){
		"report":       func(s *settings.Settings) { s.Report = "-" },
		"sarif":        func(s *settings.Settings) { s.SARIF = "-" },
		"code-quality": func(s *settings.Settings) { s.CodeQuality = "-" },
		"summary":      func(s *settings.Settings) { s.Summary = "-" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a b.md --\n# A\n\n[x](<###vso[task.setvariable variable=x]y.md>) [y](<##teamcity[buildProblem].md>)\n")
			b.settings.Mode = settings.Check
			ask(&b.settings)
			var stdout bytes.Buffer
			host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
			publish.Run(t.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Stdout: &stdout})
			for _, command := range []string{"##vso[", "##teamcity[", "##["} {
				if strings.Contains(stdout.String(), command) {
					t.Errorf("%s is in:\n%s", command, stdout.String())
				}
			}
			if name == "summary" {
				return
			}
			var kept any
			if err := json.Unmarshal(stdout.Bytes(), &kept); err != nil {
				t.Fatal(err)
			}
			again, _ := json.Marshal(kept)
			if !strings.Contains(string(again), "###vso[task.setvariable variable=x]y.md") {
				t.Errorf("the text has changed: %s", again)
			}
			if name == "sarif" && !strings.Contains(string(again), `"uri":"docs/a%20b.md"`) {
				t.Errorf("the document's address is no URI: %s", again)
			}
		})
	}
}
