package markup

import (
	"fmt"
	"strings"
	"testing"
)

func TestTokensTellTheirPlaceAndSpelling(t *testing.T) {
	t.Parallel()
	const body = `<p a="1">x&amp;é<br/></p><!-- c --><ac:link><![CDATA[<]]></ac:link>`
	var got []string
	spelled := ""
	for token, fault := range Walk(body) {
		if fault != nil {
			t.Fatal(fault)
		}
		if body[token.At:token.At+len(token.Raw)] != token.Raw || token.Rest(body) != body[token.At+len(token.Raw):] {
			t.Errorf("%q is not at %d", token.Raw, token.At)
		}
		spelled += token.Raw
		got = append(got, fmt.Sprint(token.Kind, token.Depth, token.Name, token.Text))
	}
	want := "0 1p|2 1x&é|0 2br|1 2br|1 1p|3 0|0 1ac:link|2 1<|1 1ac:link"
	if strings.Join(got, "|") != want || spelled != body {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestFaultEndsTheWalk(t *testing.T) {
	t.Parallel()
	tokens, told := 0, ""
	for token, fault := range Walk("<p>a\n<b>é</p>") {
		if fault == nil {
			tokens++
			continue
		}
		told = fmt.Sprint(fault, " ", token.At, " ", fault.At)
	}
	if want := "not well-formed at row 2, column 5: Unexpected close tag </p>; expected </b>. 10 10"; tokens != 4 || told != want {
		t.Errorf("%d tokens, then %q, want %q", tokens, told, want)
	}
}
