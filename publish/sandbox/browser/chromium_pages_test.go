package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestInChromium tries the pages in a real browser. With PAGEWRIGHT_SCREENSHOTS set to a folder it leaves pictures
// there, to be looked at.
func TestInChromium(t *testing.T) {
	browser := startChromium(t)
	for name, try := range map[string]func(*testing.T, context.Context){
		"tree":          tryTree,
		"code":          tryCode,
		"image":         tryImage,
		"expand":        tryExpand,
		"missing":       tryMissing,
		"anchors":       tryAnchors,
		"hostile":       tryHostile,
		"hostile files": tryHostileFiles,
		"theme":         tryTheme,
		"phone":         tryPhone,
		"search":        trySearch,
		"export":        tryExport,
		"reload":        tryReload,
		"contrast":      tryContrast,
		"no network":    tryNoNetwork,
	} {
		t.Run(name, func(t *testing.T) { try(t, browser) })
	}
}

func (b *tab) screenshot(name string) {
	b.t.Helper()
	folder := os.Getenv("PAGEWRIGHT_SCREENSHOTS")
	if folder == "" {
		return
	}
	png := must(chromedp.Run(b.ctx, chromedp.CaptureScreenshot()))(b.t)
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

func tryTree(t *testing.T, browser context.Context) {
	b := openTab(t, browser, newWiki(t, Options{}), desktop)
	b.open("/wiki/spaces/DOCS/overview")
	branch := fmt.Sprintf(`[data-page="%s"]`, b.pages["Guide"].ID)
	b.is(`!document.querySelector('` + branch + `').open`)
	b.do(chromedp.MouseClickXY(at(b, branch+" > summary", 8, 12)))
	b.until(`document.querySelector('` + branch + `').open`)
	b.click(fmt.Sprintf(`.tree a[href=%q]`, b.url("Install")))
	b.at(b.url("Install"))
	b.is(`document.querySelector('.tree [aria-current=page]').textContent === 'Install'`)
	b.is(`document.querySelector('h1').textContent === 'Install'`)
	b.screenshot("tree")

	runbooks := fmt.Sprintf(`.tree a[href=%q]`, b.url("Runbooks"))
	b.click(runbooks)
	b.at(b.url("Runbooks"))
	b.is(`document.querySelector('` + branch + `').open`) // as the reader left it
	b.quiet()
}

// at is a point on the screen, as far from an element's corner as is said.
func at(b *tab, selector string, right, down float64) (x, y float64) {
	b.t.Helper()
	corner := eval[[]float64](b, fmt.Sprintf(`(() => {
		const box = document.querySelector(%q.replaceAll("'", '"')).getBoundingClientRect();
		return [box.left, box.top];
	})()`, strings.ReplaceAll(selector, `"`, `'`)))
	return corner[0] + right, corner[1] + down
}

const goCode = `<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">go</ac:parameter>` +
	`<ac:parameter ac:name="linenumbers">true</ac:parameter><ac:plain-text-body><![CDATA[// say greets
func say() int {
	return 42
}
]]></ac:plain-text-body></ac:structured-macro>`

func tryCode(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Guide", "Code", goCode)
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Code"))
	b.is(`document.querySelector('.code pre').textContent === "// say greets\nfunc say() int {\n\treturn 42\n}\n"`)
	b.is(`getComputedStyle(document.querySelector('.c-keyword')).color !== getComputedStyle(document.querySelector('.code .line')).color`)
	b.is(`getComputedStyle(document.querySelector('.line'), '::before').content.includes('counter')`)
	b.is(`document.querySelectorAll('.line').length === 4`)
	b.is(`[...document.querySelectorAll('.line')].every((line) => line.getBoundingClientRect().height < 30)`)
	b.click(".code .copy")
	b.until(`['Copied', 'Selected'].includes(document.querySelector('.copy').textContent)`)
	w.add("Guide", "Plain", strings.ReplaceAll(goCode, `<ac:parameter ac:name="language">go</ac:parameter>`, ""))
	b.open(w.url("Plain"))
	b.is(`document.querySelector('.copy').checkVisibility({opacityProperty: true})`)
	b.is(`document.querySelector('.copy').getBoundingClientRect().left >= document.querySelector('.code pre').getBoundingClientRect().right`)
	b.click(".copy")
	b.until(`['Copied', 'Selected'].includes(document.querySelector('.copy').textContent)`)
	b.quiet()
}

func tryImage(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Guide", "Map", `<ac:image ac:align="center" ac:width="600" ac:alt="The map"><ri:attachment ri:filename="map.png"/>`+
		`<ac:caption><p>Where we are</p></ac:caption></ac:image><p><ac:image ac:alt="gone"><ri:attachment ri:filename="gone.png"/></ac:image></p>`)
	file := w.attach("Map", "map.png", "image/png", picture(t, 900, 300))
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Map"))
	b.until(`document.querySelector('figure img').complete`)
	b.is(`document.querySelector('figure img').naturalWidth === 900`)
	b.is(`document.querySelector('figure img').getBoundingClientRect().width === 600`)
	b.is(`document.querySelector('figure img').getBoundingClientRect().height === 200`)
	b.is(`document.querySelector('figcaption').innerText === 'Where we are'`)
	b.is(`document.querySelector('.missing-image').innerText.includes('No image “gone.png” is attached')`)
	b.screenshot("image")
	b.quiet()
	b.click("figure a")
	b.at(strings.TrimSuffix(w.fileURL(file), "?version=1"))
}

func tryExpand(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Guide", "Expand", `<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">More</ac:parameter>`+
		`<ac:rich-text-body><p id="x">Hidden text</p></ac:rich-text-body></ac:structured-macro>`)
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Expand"))
	b.is(`!document.querySelector('.expand-body p').checkVisibility({contentVisibilityAuto: true})`)
	b.click(".expand summary")
	b.until(`document.querySelector('.expand-body p').checkVisibility({contentVisibilityAuto: true})`)
	b.do(chromedp.Focus(chromedp.CSS(".expand summary")))
	b.enter()
	b.until(`!document.querySelector('.expand').open`)
	b.quiet()
}

func tryMissing(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Guide", "Links", `<p><ac:link><ri:page ri:content-title="Nowhere"/><ac:link-body>lost</ac:link-body></ac:link> `+
		`<ac:link ac:anchor="On-Linux"><ri:page ri:content-title="Install"/><ac:link-body>found</ac:link-body></ac:link></p>`)
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Links"))
	b.is(`document.querySelector('.missing').title === 'There is no page “Nowhere”'`)
	b.is(`document.querySelector('.missing').closest('a') === null`)
	b.is(`getComputedStyle(document.querySelector('.missing')).color !== getComputedStyle(document.querySelector('.body')).color`)
	b.screenshot("missing")
	b.click(".body a")
	b.at(w.url("Install"))
	b.is(`document.querySelector(':target').textContent.includes('On Linux')`)
	b.quiet()
}

// tryAnchors follows every link of a table of contents.
func tryAnchors(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Guide", "Anchors", `<ac:structured-macro ac:name="toc"/><h2>100 % sure?</h2><h2>Größe &amp; "Maß"</h2><h2>Same</h2><h2>Same</h2><h2>a+b/c#d</h2>`)
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Anchors"))
	for i, want := range []string{"100-%-sure?", `Größe-&-"Maß"`, "Same", "Same.1", "a+b/c#d"} {
		b.click(fmt.Sprintf(".toc li:nth-child(%d) a", i+1))
		if got := eval[string](b, `document.querySelector(':target')?.id ?? 'nothing'`); got != want {
			t.Errorf("link %d leads to %s, want %s", i+1, got, want)
		}
	}
	b.quiet()
}

func tryTheme(t *testing.T, browser context.Context) {
	b := openTab(t, browser, newWiki(t, Options{}), screen{1280, 900, "dark"})
	const dark = `getComputedStyle(document.body).backgroundColor === 'rgb(29, 33, 37)'`
	b.open(b.url("Install"))
	b.is(dark)
	b.screenshot("dark")
	b.click("[data-theme-toggle]")
	b.is(`!(` + dark + `)`)
	b.open(b.url("Guide"))
	b.is(`!(` + dark + `) && document.querySelector('[data-theme-toggle]').ariaPressed === 'false'`)
	b.click("[data-theme-toggle]")
	b.prefer("light")
	b.is(dark)
	b.quiet()
}

func tryPhone(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{Problems: func(string) []Problem {
		return []Problem{{"docs/guide/a-rather-long-name-of-a-document.md", 12, Error, "There is no file images/setup.png.", strings.Repeat("long ", 40)}}
	}})
	w.add("Guide", "Wide", `<table><tbody><tr>`+strings.Repeat("<td>a cell with text</td>", 12)+`</tr></tbody></table><p>`+
		strings.Repeat("unbreakable", 20)+`</p><p><code>`+strings.Repeat("unbreakable", 20)+`</code></p>`+goCode+specimen(t))
	b := openTab(t, browser, w, screen{360, 780, "light"})
	for _, path := range append(w.views("Install"), w.url("Wide")) {
		b.open(path)
		if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%s is %d pixels wider than the screen", path, over)
		}
	}
	b.open(w.url("Wide"))
	b.screenshot("phone")
	const problems = `document.querySelector('.problems')`
	b.is(`document.querySelector('.page-top').nextElementSibling === ` + problems)
	b.is(`!` + problems + `.querySelector('details').open && ` + problems + `.offsetHeight < innerHeight / 8`)
	b.click(".problems summary")
	b.until(problems + `.querySelector('li').checkVisibility()`)
	b.is(`document.documentElement.scrollWidth <= innerWidth`)
	b.is(`!document.querySelector('.sidebar').checkVisibility()`)
	b.click(".menu")
	b.until(`document.querySelector('.sidebar').checkVisibility()`)
	b.screenshot("phone-tree")
	b.press(kb.Escape)
	b.until(`!document.querySelector('.sidebar').checkVisibility()`)
	b.click(".menu")
	b.click(fmt.Sprintf(`.tree a[href=%q]`, b.url("Guide")))
	b.at(b.url("Guide"))
}

func trySearch(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	w.add("Runbooks", "How to install agents", "<p>x</p>")
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Guide"))
	b.slash()
	b.until(`document.activeElement.matches('[type=search]')`)
	b.press("install")
	b.until(`document.querySelectorAll('.offers [role=option]').length === 2`)
	b.is(`document.querySelector('.offers [aria-selected=true]').firstChild.data === 'Install'`)
	b.screenshot("search")
	b.press(kb.ArrowDown)
	b.is(`document.querySelector('.offers [aria-selected=true]').firstChild.data === 'How to install agents'`)
	b.is(`document.querySelector('[type=search]').getAttribute('aria-activedescendant') === document.querySelector('.offers [aria-selected=true]').id`)
	b.enter()
	b.at(w.url("How to install agents"))
	b.slash()
	b.press("zzz")
	b.until(`document.querySelector('.offers').innerText === 'No page holds all of these words.'`)
	b.enter()
	b.at("/wiki/search")
	b.quiet()
}

func tryReload(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{Live: true})
	section := func(i int) string {
		return fmt.Sprintf("<h2>Section %d</h2>%s", i, strings.Repeat("<p>text</p>", 20))
	}
	long := func(before string) string {
		return "<p>" + before + "</p>" + section(1) + section(2) + section(3) + section(4)
	}
	w.add("Guide", "Long", long("first"))
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Long"))
	const place = `Math.round(document.getElementById('Section-3').getBoundingClientRect().top)`
	before := eval[int](b, `scrollTo({top: document.getElementById('Section-3').offsetTop - 40, behavior: 'instant'}), `+place)
	w.change("Long", long("second"+strings.Repeat("</p><p>more", 30)), "")
	w.Reload()
	b.until(`document.querySelector('.body p').textContent === 'second' && document.readyState === 'complete'`)
	b.until(fmt.Sprintf(`Math.abs(%s - %d) <= 2`, place, before))
	b.quiet()
}
