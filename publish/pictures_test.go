package publish_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/pagewright/pagewright/publish/sandbox"
)

var takePictures = flag.Bool("pictures", false, "take the pictures of docs/markdown.md anew, with Chromium")

const pictures = "../docs/pictures"

// example is a source in docs/markdown.md with the picture below it.
type example struct{ source, name string }

var examplePattern = regexp.MustCompile("(?s)````markdown\n(.*?)\n````\n\n(?:!\\[[^\\]]+\\]\\(pictures/([a-z]+)\\.png\\))?")

func examples(t *testing.T) (found []example) {
	t.Helper()
	guide, err := os.ReadFile("../docs/markdown.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range examplePattern.FindAllStringSubmatch(string(guide), -1) {
		found = append(found, example{source: match[1], name: match[2]})
	}
	return found
}

// TestPicturesOfTheGuide publishes every source in docs/markdown.md, which has nothing wrong in it, and sees to it that each has a
// picture.
func TestPicturesOfTheGuide(t *testing.T) {
	t.Parallel()
	all := examples(t)
	b := newBench(t, "")
	names := []string{"feed-lag.png", "logo.svg"}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join("../testdata/handbook/images", name))
		if err != nil {
			t.Fatal(err)
		}
		b.write("-- docs/" + name + " --\n" + string(content))
	}
	for _, e := range all {
		b.write(fmt.Sprintf("-- docs/%s.md --\n---\ntitle: %s\n---\n\n%s\n", e.name, e.name, e.source))
	}
	b.published(fmt.Sprintf("%d created", len(all)))
	if strings.Contains(b.log.String(), "warning") {
		t.Errorf("something is wrong with a source:\n%s", b.log.String())
	}
	if *takePictures {
		b.photograph(all)
	}
	want := []string{}
	for _, e := range all {
		want = append(want, e.name+".png")
	}
	slices.Sort(want)
	var got []string
	files, _ := os.ReadDir(pictures)
	for _, file := range files {
		got = append(got, file.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pictures are %v, the sources have %v: go test ./publish -run Pictures -pictures takes them anew", got, want)
	}
}

// photograph takes pictures of the bodies of the pages.
func (b *bench) photograph(all []example) {
	b.Helper()
	shown, err := sandbox.Start(sandbox.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = shown.Close() }()
	b.settings.URL, b.server = shown.Site(), shown
	b.settings.Diagrams, b.lookPath = "mmdc", exec.LookPath
	b.published(fmt.Sprintf("%d created", len(all)))
	if strings.Contains(b.log.String(), "warning") {
		b.Fatalf("diagrams are drawn with the Mermaid command:\n%s", b.log.String())
	}
	ctx := b.browser()
	if err := os.MkdirAll(pictures, 0o755); err != nil {
		b.Fatal(err)
	}
	for _, e := range all {
		if err := chromedp.Do(ctx, chromedp.Navigate(shown.PageURL(b.page(e.name).ID))); err != nil {
			b.Fatal(err)
		}
		png, err := chromedp.Run(ctx, chromedp.Screenshot(chromedp.CSS("article .body")))
		if err == nil {
			err = os.WriteFile(filepath.Join(pictures, e.name+".png"), png, 0o644)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (b *bench) browser() context.Context {
	b.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		b.Fatal("pictures are taken with Chromium: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(b.TempDir()), chromedp.DisableGPU)
	if os.Getuid() == 0 { // Chromium refuses its sandbox to root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Minute)
	b.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	b.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	b.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1100, 900)); err != nil {
		b.Fatal(err)
	}
	return ctx
}
