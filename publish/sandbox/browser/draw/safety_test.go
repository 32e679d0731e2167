package draw

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// permitted is everything that a drawing may consist of; it is written out here a second time on purpose, so that
// nothing new gets in unseen.
var permitted = map[string][]string{
	"a": {"href"}, "abbr": {}, "b": {}, "blockquote": {}, "br": {}, "caption": {}, "cite": {}, "code": {}, "col": {"span"},
	"colgroup": {}, "dd": {}, "del": {}, "details": {}, "div": {}, "dl": {}, "dt": {}, "em": {}, "figcaption": {},
	"figure": {}, "h1": {}, "h2": {}, "h3": {}, "h4": {}, "h5": {}, "h6": {}, "hr": {}, "i": {},
	"img":   {"src", "alt", "width", "height", "loading", "referrerpolicy"},
	"input": {"type", "disabled", "checked"}, "ins": {}, "kbd": {}, "li": {}, "mark": {}, "nav": {}, "ol": {"start"},
	"p": {}, "pre": {}, "q": {}, "s": {}, "samp": {}, "small": {}, "span": {}, "strong": {}, "sub": {}, "summary": {},
	"sup": {}, "table": {}, "tbody": {}, "td": {"colspan", "rowspan"}, "tfoot": {}, "th": {"colspan", "rowspan"},
	"thead": {}, "time": {"datetime"}, "tr": {}, "u": {}, "ul": {}, "var": {},
}

var permittedEverywhere = []string{"class", "id", "title", "role", "aria-label"}

// unsafe says what is wrong with a drawing: an element, attribute or URL that is not permitted, or markup that a parser
// reads as another tree than the one that was written.
func unsafe(drawing string) string {
	written, fault := tags(drawing)
	if fault != "" {
		return fault
	}
	document, err := html.Parse(strings.NewReader("<!DOCTYPE html><body>" + drawing))
	if err != nil {
		return "does not parse: " + err.Error()
	}
	var read []string
	body := document.LastChild.LastChild
	for c := range body.ChildNodes() {
		read = append(read, tree(c)...)
	}
	for i := range min(len(written), len(read)) {
		if written[i] != read[i] {
			return fmt.Sprintf("tag %d was written as %s and is read as %s", i, written[i], read[i])
		}
	}
	if len(written) != len(read) {
		return fmt.Sprintf("%d tags were written, %d are read", len(written), len(read))
	}
	return ""
}

func tags(drawing string) (list []string, fault string) {
	z := html.NewTokenizer(strings.NewReader(drawing))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return list, ""
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			return nil, "no such token is ever written: " + z.Token().String()
		case html.StartTagToken:
			t := z.Token()
			if fault := forbidden(t); fault != "" {
				return nil, fault
			}
			list = append(list, t.Data)
		case html.EndTagToken:
			list = append(list, "/"+z.Token().Data)
		}
	}
}

func forbidden(t html.Token) string {
	attributes, ok := permitted[t.Data]
	if !ok {
		return "element <" + t.Data + "> is not permitted"
	}
	for _, a := range t.Attr {
		if !slices.Contains(attributes, a.Key) && !slices.Contains(permittedEverywhere, a.Key) {
			return fmt.Sprintf("attribute %s is not permitted on <%s>", a.Key, t.Data)
		}
		if a.Key == "href" || a.Key == "src" {
			if fault := dangerous(a.Val); fault != "" {
				return fault
			}
		}
	}
	return ""
}

// dangerous reads a URL as the WHATWG's URL standard does, as far as its scheme.
func dangerous(raw string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' }))
	scheme, _, ok := strings.Cut(clean, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return ""
	}
	if !slices.Contains([]string{"http", "https", "mailto", "ftp"}, strings.ToLower(scheme)) {
		return "URL " + raw + " is not permitted"
	}
	return ""
}

var void = []string{"br", "hr", "img", "input", "col"}

func tree(n *html.Node) []string {
	if n.Type != html.ElementNode {
		return nil
	}
	list := []string{n.Data}
	for c := range n.ChildNodes() {
		list = append(list, tree(c)...)
	}
	if !slices.Contains(void, n.Data) {
		list = append(list, "/"+n.Data)
	}
	return list
}

// TestHostile draws bodies that try to run script, to load a style or to break out of the markup.
func TestHostile(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"script":               `<script>alert(1)</script>`,
		"script upper case":    `<SCRIPT>alert(1)</SCRIPT>`,
		"script prefixed":      `<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`,
		"escaped script":       `<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>`,
		"script in CDATA":      `<p><![CDATA[<script>alert(1)</script>]]></p>`,
		"split CDATA":          `<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a]]]]><![CDATA[></code></pre><script>alert(1)</script>]]></ac:plain-text-body></ac:structured-macro>`,
		"event attribute":      `<p onclick="alert(1)" onmouseover="alert(1)">x</p><img src="/x" onerror="alert(1)"/>`,
		"javascript link":      `<a href="javascript:alert(1)">x</a>`,
		"javascript mixed":     `<a href=" JaVaScRiPt:alert(1)">x</a>`,
		"javascript with tab":  `<a href="java&#9;script:alert(1)">x</a>`,
		"javascript with line": `<a href="java&#10;script&#13;:alert(1)">x</a>`,
		"javascript in entity": `<a href="&#106;avascript&#58;alert(1)">x</a>`,
		"vbscript":             `<a href="vbscript:msgbox(1)">x</a>`,
		"data link":            `<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`,
		"blob and file":        `<a href="blob:http://x/1">x</a><a href="file:///etc/passwd">x</a><a href="view-source:x">y</a>`,
		"image of script":      `<ac:image><ri:url ri:value="javascript:alert(1)"/></ac:image><img src="data:image/svg+xml,&lt;svg onload='alert(1)'/&gt;"/>`,
		"link of script":       `<ac:link><ri:url ri:value="javascript:alert(1)"/><ac:link-body>x</ac:link-body></ac:link>`,
		"svg":                  `<svg onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)"><text>x</text></a></svg>`,
		"mathml":               `<math><mtext><table><mglyph><style>&lt;!--&lt;/style&gt;&lt;img src onerror=alert(1)&gt;</style></mglyph></table></mtext></math>`,
		"iframe and object":    `<iframe src="javascript:alert(1)">x</iframe><object data="x">y</object><embed src="x"/>`,
		"form":                 `<form action="https://evil.example"><input name="q"/><button>go</button></form>`,
		"base and meta":        `<base href="https://evil.example/"/><meta http-equiv="refresh" content="0;url=https://evil.example"/><link rel="stylesheet" href="x"/>`,
		"style element":        `<style>*{background:url(https://evil.example)}</style>`,
		"style attribute":      `<span style="color:red;background:url(javascript:alert(1));position:fixed">x</span>`,
		"style breakout":       `<span style="color:#fff}*{display:none}">x</span><table data-table-width="1}*{x"><tbody><tr><td data-highlight-colour="&lt;/style&gt;&lt;script&gt;">x</td></tr></tbody></table>`,
		"attribute breakout":   `<ac:image ac:alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" ac:width="1&quot; onload=&quot;x"><ri:attachment ri:filename="map.png"/></ac:image>`,
		"status breakout":      `<ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">x" onclick="alert(1)</ac:parameter><ac:parameter ac:name="title">&lt;script&gt;</ac:parameter></ac:structured-macro>`,
		"anchor breakout":      `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">x" onclick="alert(1)</ac:parameter></ac:structured-macro>`,
		"macro name":           `<ac:structured-macro ac:name="&lt;script&gt;alert(1)&lt;/script&gt;"><ac:parameter ac:name="&lt;b&gt;">&lt;i&gt;</ac:parameter></ac:structured-macro>`,
		"html macro":           `<ac:structured-macro ac:name="html"><ac:plain-text-body><![CDATA[<script>alert(1)</script>]]></ac:plain-text-body></ac:structured-macro>`,
		"code language":        `<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">&quot;&gt;&lt;script&gt;</ac:parameter><ac:plain-text-body><![CDATA[</pre><script>alert(1)</script>]]></ac:plain-text-body></ac:structured-macro>`,
		"template":             `<p>{{.}} {{template "page"}} ${alert(1)} &lt;%= 1 %&gt;</p>`,
		"heading id":           `<h1>" onclick="alert(1)</h1>`,
		"comment":              `<p>a<!-- --!><script>alert(1)</script> -->b</p>`,
		"doctype":              `<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]><p>&x;</p>`,
		"not well-formed":      `<p>a</p><b><script>alert(1)</p>`,
		"end tags":             `</div></main></body><script>alert(1)</script>`,
		"paragraph in itself":  `<p><p><p><ac:structured-macro ac:name="info"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro></p></p></p>`,
		"link in itself":       `<a href="/a"><ac:link><ri:page ri:content-title="Install"/></ac:link><a href="/b">x</a></a>`,
		"heading in itself":    `<h1><h2>x</h2><p><h3>y</h3></p></h1>`,
		"table out of order":   `<table>x<td>y</td><tr><tr>z</tr><p>q</p></tr><caption>c</caption><td><li>l</li></td></table><td>x</td><tr>y</tr><li>z</li>`,
		"list out of order":    `<ul>x<p>y</p><ul><li><li>z</li></li></ul><dd>q</dd></ul><dl><p>x</p><dt><dt>y</dt></dt></dl>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawing := Body(body, wiki{})
			if fault := unsafe(string(drawing.HTML)); fault != "" {
				t.Errorf("%s\nin %s", fault, drawing.HTML)
			}
			if styles := string(drawing.Styles); strings.ContainsAny(styles, "<(\"'@") {
				t.Errorf("styles hold more than classes with one value: %s", styles)
			}
		})
	}
}

func TestHostileTextIsShown(t *testing.T) {
	t.Parallel()
	got := string(Body(`<script>alert("x")</script><p onclick="y">z</p>`, wiki{}).HTML)
	if want := `alert(&#34;x&#34;)<p>z</p>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDeepNestingStaysReadable(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("<blockquote><p>", 20_000) + "deep" + strings.Repeat("</p></blockquote>", 20_000)
	got := string(Body(body, wiki{}).HTML)
	if fault := unsafe(got); fault != "" {
		t.Error(fault)
	}
	if !strings.Contains(got, "deep") {
		t.Error("the text is lost")
	}
}

func FuzzBody(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range seeds {
		source, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source))
	}
	f.Add(`<p><script>alert(1)</script><a href="java&#9;script:x">y</a></p>`)
	f.Fuzz(func(t *testing.T, body string) {
		drawing := Body(body, wiki{})
		if fault := unsafe(string(drawing.HTML)); fault != "" {
			t.Errorf("%s\nin %q", fault, drawing.HTML)
		}
		if strings.ContainsAny(string(drawing.Styles), "<(\"'@\\") {
			t.Errorf("styles hold more than classes with one value: %q", drawing.Styles)
		}
	})
}
