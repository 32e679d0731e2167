package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// hostile bodies set "pwned" on the window if any of them runs.
var hostile = []string{
	`<script>window.pwned = 1</script>`,
	`<p onclick="window.pwned = 2" onmouseover="window.pwned = 2" onfocus="window.pwned = 2" tabindex="0" autofocus="">x</p>`,
	`<img src="/nothing" onerror="window.pwned = 3"/>`,
	`<svg onload="window.pwned = 4"><script>window.pwned = 4</script><animate onbegin="window.pwned = 4" attributeName="x" dur="1s"/></svg>`,
	`<p><a class="trap" href="javascript:window.pwned = 5">a</a> <a class="trap" href="java&#10;script:window.pwned = 5">b</a> <a class="trap" href="data:text/html,&lt;script&gt;opener.pwned=5&lt;/script&gt;">c</a></p>`,
	`<iframe srcdoc="&lt;script&gt;parent.pwned = 6&lt;/script&gt;">x</iframe><object data="data:text/html,x">y</object>`,
	`<details open="" ontoggle="window.pwned = 7">x</details><style>@import "/x"; * { display: none }</style>`,
	`<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">html</ac:parameter><ac:plain-text-body><![CDATA[</code></pre></figure><script>window.pwned = 8</script><img src=x onerror="window.pwned = 8">]]></ac:plain-text-body></ac:structured-macro>`,
	`<ac:structured-macro ac:name="html"><ac:plain-text-body><![CDATA[<script>window.pwned = 9</script>]]></ac:plain-text-body></ac:structured-macro>`,
	`<ac:image ac:alt="&quot; onerror=&quot;window.pwned = 10"><ri:url ri:value="/nothing&quot; onerror=&quot;window.pwned = 10"/></ac:image>`,
	`<p><span style="background: url(javascript:window.pwned = 11); color: red">x</span> <math><mtext><table><mglyph><style><![CDATA[<img src=x onerror="window.pwned = 12">]]></style></mglyph></table></mtext></math></p>`,
	`<p><![CDATA[<noscript><p title="</noscript><img src=x onerror=window.pwned=13>">]]> &lt;img src=x onerror=window.pwned=13&gt;</p>`,
	`<h2>&lt;img src=x onerror=window.pwned=14&gt;</h2><ac:structured-macro ac:name="toc"/>`,
	`<form action="javascript:window.pwned = 15"><button formaction="javascript:window.pwned = 15">x</button></form>`,
	`<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">&lt;img src=x onerror=window.pwned=16&gt;</ac:parameter></ac:structured-macro></p>`,
	`<base href="https://evil.example/"/><meta http-equiv="refresh" content="0;url=https://evil.example/"/><p><a href="relative">r</a></p>`,
	`<p id="page-tree">x</p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">page-content</ac:parameter></ac:structured-macro>`,
}

func tryHostile(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{Live: true})
	w.add("Guide", "Hostile", strings.Join(hostile, "\n"))
	b := openTab(t, browser, w, desktop)
	b.open(w.url("Hostile"))
	b.is(`window.pwned === undefined`)
	b.is(`document.querySelectorAll('.body :is(script, style, iframe, object, svg, form, base, meta, [onclick], [onerror])').length === 0`)
	b.is(`[...document.links].every((link) => ['http:', 'https:'].includes(link.protocol))`)
	b.is(`document.baseURI === location.href`)
	eval[any](b, `document.querySelectorAll('.body *').forEach((e) => { e.click(); e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); }), null`)
	b.until(`document.readyState === 'complete'`)
	b.open(w.url("Hostile"))
	b.is(`window.pwned === undefined`)
	b.is(`document.querySelector('.body').innerText.includes('window.pwned = 1')`)
	b.screenshot("hostile")
}

// tryHostileFiles opens attachments as pages of their own.
func tryHostileFiles(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	for name, file := range map[string]struct{ mediaType, content string }{
		"logo.svg":  {"image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" onload="document.documentElement.id='pwned'"><script>document.documentElement.id = 'pwned'</script><rect width="9" height="9"/></svg>`},
		"notes.txt": {"text/plain", `<html id="pwned"><script>document.documentElement.id = 'pwned'</script></html>`},
	} {
		attachment := w.attach("Install", name, file.mediaType, file.content)
		b := openTab(t, browser, w, desktop)
		b.open(w.fileURL(attachment))
		if got := eval[string](b, `document.documentElement.id`); got == "pwned" {
			t.Errorf("%s ran its script", name)
		}
		b.is(`origin === 'null'`) // of a sandbox: it can reach nothing of this site
	}
}

// tryContrast measures every text of a page with everything on it against what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1,
// 3 to 1 for large text).
func tryContrast(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{Problems: func(string) []Problem {
		return []Problem{{"docs/a.md", 12, Warning, "Look here.", "text"}, {"docs/a.md", 13, Error, "And here.", "text"}}
	}})
	// A colour that somebody put on white is their own choice there; in the dark it is made readable.
	chosen := `<p><span style="color: #bf2600">red</span> <span style="color: rgb(0,0,128)">navy</span></p>`
	w.change("Install", chosen+specimen(t), "all")
	must(w.store.AddComment(w.pages["Install"].ID, "", "<p>Good.</p>", ada))(t)
	for _, scheme := range []string{"light", "dark"} {
		b := openTab(t, browser, w, screen{1440, 900, scheme})
		for _, path := range w.views("Install") {
			b.open(path)
			eval[any](b, `document.querySelectorAll('details').forEach((e) => { e.open = true }), null`)
			for _, weak := range eval[[]string](b, weakTexts) {
				t.Errorf("%s, %s: %s", scheme, path, weak)
			}
		}
	}
}

const weakTexts = `(() => {
	const pixel = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
	const over = (colour, behind) => {
		pixel.fillStyle = 'rgb(' + behind.join(' ') + ')';
		pixel.fillRect(0, 0, 1, 1);
		pixel.fillStyle = colour;
		pixel.fillRect(0, 0, 1, 1);
		return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
	};
	const behind = (element) => {
		const below = element.parentElement ? behind(element.parentElement) : over('Canvas', [255, 255, 255]);
		return over(getComputedStyle(element).backgroundColor, below);
	};
	const light = ([r, g, b]) => {
		const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
		return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
	};
	const weak = new Set();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const element = texts.currentNode.parentElement;
		const style = getComputedStyle(element);
		if (!texts.currentNode.data.trim() || !element.checkVisibility({opacityProperty: true}) || element.closest('.unseen, .skip, .emoji, .panel-icon')) continue;
		const ground = behind(element);
		const [a, b] = [light(over(style.color, ground)), light(ground)].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		const size = parseFloat(style.fontSize);
		const large = size >= 24 || size >= 18.66 && parseInt(style.fontWeight) >= 700;
		if (ratio < (large ? 3 : 4.5)) weak.add(ratio.toFixed(2) + ' ' + element.tagName + '.' + element.className + ': ' + texts.currentNode.data.trim().slice(0, 30));
	}
	return [...weak];
})()`

// tryNoNetwork sees that a page loads nothing from elsewhere, and stays useful without script.
func tryNoNetwork(t *testing.T, browser context.Context) {
	w := newWiki(t, Options{})
	b := openTab(t, browser, w, desktop)
	for _, path := range w.views("Install") {
		b.open(path)
		for _, url := range eval[[]string](b, `performance.getEntriesByType('resource').map((entry) => entry.name)`) {
			if !strings.HasPrefix(url, fmt.Sprint(b.server.URL, "/wiki/")) {
				t.Errorf("%s loads %s", path, url)
			}
		}
	}
}
