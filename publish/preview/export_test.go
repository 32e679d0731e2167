package preview_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/preview"
	"github.com/pagewright/pagewright/publish/settings"
)

func TestExportOpensFromDisk(t *testing.T) {
	t.Parallel()
	dir, folder := t.TempDir(), filepath.Join(t.TempDir(), "deep", "site")
	write(t, dir, "docs/a.md", "# First\n\nOf the first page.\n")
	write(t, dir, "docs/b.md", "# Second\n")
	s, world := quiet(t, dir)
	export := func() error {
		var out strings.Builder
		exit, err := preview.Run(t.Context(), s, world, preview.Options{Export: folder, Out: &out})
		if err == nil && (exit != 0 || !strings.Contains(out.String(), filepath.Join(folder, "index.html"))) {
			t.Errorf("exit code %d: %s", exit, out.String())
		}
		return err
	}
	if err := export(); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil || strings.Count(string(index), "Second") < 2 || strings.Contains(string(index), "http://127") {
		t.Errorf("the page where readers begin: %v\n%s", err, index)
	}
	if err := os.Remove(filepath.Join(dir, "docs", "b.md")); err != nil {
		t.Fatal(err)
	}
	if err := export(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "second*")); len(left) > 0 {
		t.Errorf("of the export before, %q is left", left)
	}
	write(t, folder, "mine.txt", "mine")
	if err := os.RemoveAll(filepath.Join(folder, "assets")); err != nil {
		t.Fatal(err)
	}
	if err := export(); !errors.Is(err, settings.ErrUsage) || !strings.Contains(err.Error(), "holds other files") {
		t.Errorf("a folder with other files: %v", err)
	}
}
