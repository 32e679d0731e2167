package report_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// A run that breaks off before it has found its documents knows its checkout by the working directory.
func TestLinkOutOfTheCheckoutOfARunThatBreaksOff(t *testing.T) {
	dir, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
	t.Chdir(dir)
	if err := os.Symlink(target, "report.json"); err != nil {
		t.Fatal(err)
	}
	host := workflow.Detect(workflow.Environment{Getenv: func(string) string { return "" }, Stdout: io.Discard, Stderr: io.Discard})
	r := report.New(settings.Settings{Report: "report.json"}, host, report.About{})
	r.Finish(report.End{Err: settings.ErrUsage, Code: report.ExitUsage})
	if _, err := os.Lstat(target); err == nil {
		t.Error("the link was followed")
	}
	if info, err := os.Lstat("report.json"); err != nil || !info.Mode().IsRegular() {
		t.Errorf("%v, %v", info, err)
	}
}
