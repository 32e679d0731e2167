package confluence

import "testing"

// What Confluence adds to a body on its own is no other text; a word, a link's page and an address are.
func TestSameText(t *testing.T) {
	t.Parallel()
	const task = `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>`
	for name, test := range map[string]struct {
		sent, stored string
		want         bool
	}{
		"ids of a task":   {task, `<ac:task-list ac:local-id="x"><ac:task><ac:task-id>7</ac:task-id><ac:task-uuid>8d3c</ac:task-uuid><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>`, true},
		"task, undone":    {task, `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>`, false},
		"ids of a macro":  {`<ac:structured-macro ac:name="toc"/>`, `<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="x"/>`, true},
		"a cell":          {`<td>a</td>`, `<td><p local-id="x">a</p></td>`, true},
		"an entity":       {`<p>a&#160;b</p>`, `<p>a&nbsp;b</p>`, true},
		"another word":    {`<p>a</p>`, `<p>b</p>`, false},
		"another page":    {`<ri:page ri:content-title="A"/>`, `<ri:page ri:content-title="B"/>`, false},
		"another address": {`<a href="https://a.example">a</a>`, `<a href="https://b.example">a</a>`, false},
	} {
		if got := sameText(test.sent, test.stored); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
