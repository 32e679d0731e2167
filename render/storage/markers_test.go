package storage

import (
	"slices"
	"testing"
)

func TestMarkersOfInlineCommentsAreCarriedOver(t *testing.T) {
	t.Parallel()
	mark := func(text string) string {
		return `<ac:inline-comment-marker ac:ref="r1">` + text + `</ac:inline-comment-marker>`
	}
	for _, test := range []struct {
		name, from, to, want string
		lost                 []string
	}{
		{"no marker", "<p>a</p>", "<p>b</p>", "<p>b</p>", nil},
		{"same text", "<p>see " + mark("this") + " here</p>", "<p>now see this here</p>", "<p>now see " + mark("this") + " here</p>", nil},
		{"escaped", "<p>" + mark("a &amp; b") + "</p>", "<p>x a &amp; b</p>", "<p>x " + mark("a &amp; b") + "</p>", nil},
		{"second occurrence", "<p>x</p><p>" + mark("x") + "</p>", "<p>x</p><p>x</p>", "<p>x</p><p>" + mark("x") + "</p>", nil},
		{"fewer occurrences", "<p>x</p><p>" + mark("x") + "</p>", "<p>x</p>", "<p>" + mark("x") + "</p>", nil},
		{"into another element", "<p>" + mark("x") + "</p>", "<p><strong>x</strong></p>", "<p><strong>" + mark("x") + "</strong></p>", nil},
		{"not into code", "<p>" + mark("x") + "</p>", "<ac:plain-text-body><![CDATA[x]]></ac:plain-text-body>", "<ac:plain-text-body><![CDATA[x]]></ac:plain-text-body>", []string{"x"}},
		{"text is gone", "<p>" + mark("x") + "</p>", "<p>y</p>", "<p>y</p>", []string{"x"}},
	} {
		got, comments := CarryMarkers(test.from, test.to)
		var lost []string
		for _, c := range comments {
			lost = append(lost, c.Text)
		}
		if got != test.want || !slices.Equal(lost, test.lost) {
			t.Errorf("%s: got %s, lost %q\nwant %s, lost %q", test.name, got, lost, test.want, test.lost)
		}
	}
}

func TestMarkersMakeNoDifference(t *testing.T) {
	t.Parallel()
	if !Equal(`<p>see <ac:inline-comment-marker ac:ref="r1">this</ac:inline-comment-marker> here</p>`, "<p>see this here</p>") {
		t.Error("a body with a marker is not equal to the same body without")
	}
}
