package rest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestBodiesAreConverted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.page("Target", "", "")
	w.attach(page, "a b.png", "x")
	for storage, want := range map[string]string{
		`<p>a<br/>b &amp; c</p>`:                                                              `<p>a<br>b &amp; c</p>`,
		`<ac:link><ri:page ri:content-title="Target"/></ac:link>`:                             `<a href="/wiki/spaces/DOCS/pages/` + page + `/Target">Target</a>`,
		`<ac:link><ri:page ri:content-title="None"/><ac:link-body>x</ac:link-body></ac:link>`: `<a href="/wiki/pages/createpage.action?title=None">x</a>`,
		`<ac:image ac:alt="pic"><ri:attachment ri:filename="a b.png"/></ac:image>`:            `<img class="confluence-embedded-image" src="/wiki/download/attachments/` + page + `/a%20b.png" alt="pic">`,
		`<ac:structured-macro ac:name="info"><ac:parameter ac:name="title">T</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>`: `<div class="confluence-information-macro macro-info"><p>x</p></div>`,
	} {
		body, err := json.Marshal(map[string]string{"value": storage, "representation": "storage"})
		if err != nil {
			t.Fatal(err)
		}
		w.post(v1+"/contentbody/convert/view?contentIdContext="+page, string(body)).wants(200).has("value", want, "representation", "view")
		id := w.post(v1+"/contentbody/convert/async/export_view?contentIdContext="+page, string(body)).wants(200).at("asyncId")
		w.get(v1+"/contentbody/convert/async/"+id).wants(200).has("value", want, "status", "COMPLETED")
	}
	w.post(v1+"/contentbody/convert/async/view", `{"value":"","representation":"storage"}`).wants(400)
	w.post(v1+"/contentbody/convert/view", `{"value":"<p>","representation":"storage"}`).wants(400).says("Error parsing xhtml")
	w.get(v1 + "/contentbody/convert/async/999").wants(404)
	a := w.post(v1+"/contentbody/convert/async/bulk/tasks", `{"conversionInputs":[{"to":"export_view","body":{"value":"<p>","representation":"storage"}},{"to":"export_view","body":{"value":"x","representation":"storage"}}]}`).
		wants(200).has("0/asyncId", "FAILED_TO_QUEUE")
	w.get(v1+"/contentbody/convert/async/bulk/tasks?ids="+a.at("1/asyncId")).wants(200).has("0/value", "x")
}

func TestDocumentsAreTakenAndShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	document := `{"type":"doc","version":1,"content":[` +
		`{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"T & t"}]},` +
		`{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong"},{"type":"link","attrs":{"href":"https://example.com"}}]},{"type":"hardBreak"}]},` +
		`{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"i"}]}]}]},` +
		`{"type":"codeBlock","attrs":{"language":"go"},"content":[{"type":"text","text":"x ]]> y"}]},` +
		`{"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph"}]},{"type":"rule"}]}`
	body, err := json.Marshal(map[string]any{"spaceId": w.docs.ID, "title": "A", "body": map[string]string{"representation": "atlas_doc_format", "value": document}})
	if err != nil {
		t.Fatal(err)
	}
	id := w.post(v2+"/pages", string(body)).wants(200).at("id")
	stored := w.stored(id).Body()
	for _, want := range []string{">T &amp; t</h2>", `<a href="https://example.com"><strong>a</strong></a><br />`, "<ul><li><p local-id=", "<![CDATA[x ]]]]><![CDATA[> y]]>", `ac:name="info"`, "<hr />"} {
		if !strings.Contains(stored, want) {
			t.Errorf("stored body lacks %s:\n%s", want, stored)
		}
	}
	shown := w.get(v2 + "/pages/" + id + "?body-format=atlas_doc_format").at("body/atlas_doc_format/value")
	for _, want := range []string{`{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"T \u0026 t"}]}`, `"type":"codeBlock","attrs":{"language":"go"}`, `{"type":"rule"}`} {
		if !strings.Contains(shown, want) {
			t.Errorf("document lacks %s:\n%s", want, shown)
		}
	}
}

func TestWikiMarkupIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.post(v2+"/pages", fmt.Sprintf(`{"spaceId":%q,"title":"A","body":{"representation":"wiki","value":"h2. Title\n\n* one\n* two\n\na < b"}}`, w.docs.ID)).wants(200).at("id")
	for _, want := range []string{">Title</h2>", "<ul><li>one</li><li>two</li></ul>", ">a &lt; b</p>"} {
		if !strings.Contains(w.stored(id).Body(), want) {
			t.Errorf("%s lacks %s", w.stored(id).Body(), want)
		}
	}
}

func TestV2TakesTheRepresentationsOfItsSpecificationAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for representation, status := range map[string]int{"storage": 200, "wiki": 200, "view": 400, "editor": 400, "bogus": 400} {
		w.post(v2+"/pages", `{"spaceId":"`+w.docs.ID+`","title":"By `+representation+`","body":{"representation":"`+representation+`","value":"x"}}`).wants(status)
	}
}
