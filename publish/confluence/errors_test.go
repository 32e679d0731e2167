package confluence

import (
	"fmt"
	"strings"
	"testing"
)

func TestNoWayInMeansThatNothingElseCanWork(t *testing.T) {
	t.Parallel()
	always := map[Kind]bool{Scope: true, BadCredential: true, ScopedTokenOnSite: true, NotConfluence: true, WrongAddress: true, Redirected: true}
	for kind := range titles {
		if got := (&Error{Kind: kind}).NoWayIn(); got != always[kind] {
			t.Errorf("%s in mid-run: %v", titles[kind], got)
		}
		if got := (&Error{Kind: kind, connecting: true}).NoWayIn(); got != (kind != Cancelled) {
			t.Errorf("%s at the door: %v", titles[kind], got)
		}
	}
	if !(&Error{Kind: NotFound, note: noteSpace}).NoWayIn() {
		t.Error("a space that is not visible is no way in")
	}
}

func TestErrorsAreRecognisedThroughWrapping(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("docs/setup.md: %w", &Error{Kind: TitleTaken, Operation: CreatePage})
	if !IsKind(err, TitleTaken) || IsKind(err, Conflict) || IsKind(nil, TitleTaken) {
		t.Error("IsKind")
	}
}

func TestOperationsReadAsSentences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		op            Operation
		subject, want string
	}{
		{UpdatePage, `page "Setup"`, `update the page "Setup"`},
		{FindPage, `page "Setup"`, `look up the page "Setup" by its title`},
		{FindSpace, "space DOCS", "look up the space DOCS"},
		{ListPages, "space DOCS", "list the pages of the space DOCS"},
		{UploadAttachment, `attachment "a.png"`, `upload the attachment "a.png"`},
		{AddLabels, "page 12", "add labels to the page 12"},
		{UpdateProperty, `property "k"`, `update the property "k"`},
		{MovePage, "page 12", "move the page 12 among its siblings"},
		{CreatePage, "", "create a page"},
		{fetchToken, "space DOCS", "get an access token for the client id"},
	} {
		if got := withSubject(tt.op.Words(), tt.subject); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.op, got, tt.want)
		}
	}
	for _, a := range abilities {
		if a.words == "" || strings.HasSuffix(a.words, ".") {
			t.Errorf("%s has no words", a.operation)
		}
	}
}
