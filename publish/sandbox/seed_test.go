package sandbox_test

import (
	"bytes"
	"encoding/json"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pagewright/pagewright/publish/sandbox"
)

const seed = `{
  "users": [{"accountId": "712020:eve", "displayName": "Eve"}],
  "spaces": [{
    "key": "ENG", "name": "Engineering", "viewers": ["712020:1b2c3d4e-2222-4333-8444-555566667777"], "anonymous": true,
    "homepage": {"title": "Start", "body": "<p>hello</p>", "labels": ["entry"]},
    "pages": [
      {"title": "Guide", "body": "<p>g</p>", "properties": {"source": {"path": "guide.md"}}, "author": "712020:eve",
       "attachments": [{"name": "a.txt", "mediaType": "text/plain", "comment": "c", "content": "aGk="}],
       "children": [{"title": "Part", "type": "folder", "children": [{"title": "Inside"}]}]},
      {"title": "Old", "status": "archived"}
    ],
    "outside": [{"title": "Alone"}, {"title": "Sketch", "status": "draft"}, {"title": "Gone", "status": "trashed"}]
  }]
}`

func TestSeedIsWhatTheSandboxStartsWith(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Seed: strings.NewReader(seed)})
	s := w.server.Store()
	if spaces := s.Spaces(); len(spaces) != 1 || spaces[0].Key != "ENG" || !spaces[0].Access.Anonymous {
		t.Fatalf("spaces: %+v", spaces)
	}
	space := s.Spaces()[0]
	guide, err := s.PageByTitle(space.ID, "Guide")
	if err != nil || guide.ParentID != space.HomepageID || guide.AuthorID != "712020:eve" {
		t.Fatalf("guide: %+v (%v)", guide, err)
	}
	below := s.Descendants(guide.ID, 0)
	if len(below) != 2 || below[0].Type != "folder" || below[1].Title != "Inside" {
		t.Errorf("below the guide: %+v", below)
	}
	if property, err := s.Property(guide.ID, "source"); err != nil || string(property.Value) != `{"path": "guide.md"}` {
		t.Errorf("property: %s (%v)", property.Value, err)
	}
	if a, err := s.AttachmentByName(guide.ID, "a.txt"); err != nil || a.Version().FileSize != 2 {
		t.Errorf("attachment: %+v (%v)", a, err)
	}
	if old, err := s.PageByTitle(space.ID, "old"); err != nil || old.Status != "archived" {
		t.Errorf("archived page: %+v (%v)", old, err)
	}
}

func TestStateIsASeed(t *testing.T) {
	t.Parallel()
	first := start(t, sandbox.Options{Seed: strings.NewReader(seed)}).server.State()
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	second := start(t, sandbox.Options{Seed: bytes.NewReader(text)}).server.State()
	decided := cmp.Options{
		cmpopts.IgnoreFields(sandbox.SpaceState{}, "ID"), cmpopts.IgnoreFields(sandbox.PageState{}, "ID", "Versions", "Body"),
		cmpopts.IgnoreFields(sandbox.AttachmentState{}, "ID"), cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b json.RawMessage) bool {
			return strings.ReplaceAll(string(a), " ", "") == strings.ReplaceAll(string(b), " ", "")
		}),
	}
	if difference := cmp.Diff(first.Spaces, second.Spaces, decided); difference != "" {
		t.Errorf("what a state seeds differs from it:\n%s", difference)
	}
}

func TestWrongSeedSaysWhereItIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                "the seed cannot be read: it is empty",
		"{\"spaces\": [}": "it is not JSON at byte 13",
		`{"space": []}`:   `unknown field "space"`,
		`{"spaces": [{"key": "A B", "name": "x"}]}`:                                                            `space A B: "A B" cannot be the key of a space`,
		`{"spaces": [{"key": "A"}]}`:                                                                           "space A: it has no name",
		`{"spaces": [{"key": "A", "name": "A", "pages": [{"title": "x", "body": "<p>"}]}]}`:                    `page "x": the body is not well-formed at row 1, column 4`,
		`{"spaces": [{"key": "A", "name": "A", "pages": [{"title": "x"}, {"title": "X"}]}]}`:                   `page "X": the title "X" is taken in space A`,
		`{"spaces": [{"key": "A", "name": "A", "pages": [{"title": "x", "status": "lost"}]}]}`:                 `page "x": there is no status "lost"`,
		`{"spaces": [{"key": "A", "name": "A", "pages": [{"title": "x", "attachments": [{"name": "a/b"}]}]}]}`: `page "x": "a/b" cannot be the name of an attachment`,
	} {
		if _, err := sandbox.Start(sandbox.Options{Seed: strings.NewReader(text)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestPortInUseIsSaidPlainly(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	address := listener.Addr().String()
	want := address + " is in use by another program: stop it, or listen on another port"
	if _, err := sandbox.Start(sandbox.Options{Listen: address}); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
