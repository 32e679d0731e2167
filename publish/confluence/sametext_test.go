package confluence

import "testing"

func TestSameText(t *testing.T) {
	t.Parallel()
	const task = `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Call</ac:task-body></ac:task></ac:task-list>`
	tests := []struct {
		name, sent, stored string
		same               bool
	}{
		{"nothing added", "<p>a</p>", "<p>a</p>", true},
		{"a local id", "<p>a</p>", `<p local-id="0a1c">a</p>`, true},
		{"a paragraph in a cell", "<td>a</td>", `<td><p local-id="1">a</p></td>`, true},
		{"the version of a linked page", `<ri:page ri:content-title="A" />`, `<ri:page ri:content-title="A" ri:version-at-save="1" />`, true},
		{"the id of a task", task, `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-uuid>f582ede6</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body><span>Call</span></ac:task-body></ac:task></ac:task-list>`, true},
		{"the number of a task", task, `<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Call</ac:task-body></ac:task></ac:task-list>`, true},
		{"a task that is done", task, `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>Call</ac:task-body></ac:task></ac:task-list>`, false},
		{"another text in a task", task, `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Write</ac:task-body></ac:task></ac:task-list>`, false},
		{"another text", "<p>a</p>", "<p>b</p>", false},
		{"another linked page", `<ri:page ri:content-title="A" />`, `<ri:page ri:content-title="B" />`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if same := sameText(test.sent, test.stored); same != test.same {
				t.Errorf("sameText(%q, %q) = %t", test.sent, test.stored, same)
			}
		})
	}
}
