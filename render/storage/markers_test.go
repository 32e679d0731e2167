package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// In these tests [text] is text with a marker of the comment r1, {text} of the comment r2.
var brackets = strings.NewReplacer(
	"[", `<ac:inline-comment-marker ac:ref="r1">`, "{", `<ac:inline-comment-marker ac:ref="r2">`,
	"]", "</ac:inline-comment-marker>", "}", "</ac:inline-comment-marker>",
)

const (
	codeOfX   = `<ac:structured-macro ac:name="code"><ac:parameter ac:name="title">x</ac:parameter><ac:plain-text-body><!CDATA(x x)></ac:plain-text-body></ac:structured-macro>`
	status    = `<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">x</ac:parameter></ac:structured-macro>`
	linkStart = `<ac:link ac:anchor="x"><ri:page ri:content-title="x" /><ac:link-body>`
	linkEnd   = `</ac:link-body></ac:link>`
	plainLink = `<ac:link><ri:page ri:content-title="x" /><ac:plain-text-link-body><!CDATA(the guide)></ac:plain-text-link-body></ac:link>`
	imageA    = `<ac:image><ri:attachment ri:filename="a.png" /></ac:image>`
	imageB    = `<ac:image><ri:attachment ri:filename="b.png" /></ac:image>`
)

// withMarkers writes a body of the tests, in which CDATA has other brackets.
func withMarkers(s string) string {
	return strings.NewReplacer("<!CDATA(", "<![CDATA[", ")>", "]]>").Replace(brackets.Replace(s))
}

func TestMarkersAreCarriedOver(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, from, to, want string
		lost                 string // texts
	}{
		{"no marker", "<p>a</p>", "<p>b</p>", "<p>b</p>", ""},
		{"same text", "<p>see [this] here</p>", "<p>now see this here</p>", "<p>now see [this] here</p>", ""},
		{"escaped", "<p>[a &amp; b]</p>", "<p>x a &amp; b</p>", "<p>x [a &amp; b]</p>", ""},
		{"other spelling", "<p>[a &rsquo; b] &#233;</p>", "<p>a ’ b é</p>", "<p>[a ’ b] é</p>", ""},
		{"text is gone", "<p>[x]</p>", "<p>y</p>", "<p>y</p>", "x"},
		{"part of the text is gone", "<p>say [this and that]</p>", "<p>say this</p>", "<p>say this</p>", "this and that"},
		{"another word", "<p>the [sign] of it</p>", "<p>the signature of it</p>", "<p>the signature of it</p>", "sign"},
		{"part of a word", "<p>refund [amoun]t</p>", "<p>the refund amount</p>", "<p>the refund [amoun]t</p>", ""},
		{"words without spaces", "<p>日本[語で]す</p>", "<p>新しい日本語です</p>", "<p>新しい日本[語で]す</p>", ""},

		{"an entity beside a word of its name", "<p>R&amp;D bought an [amp] for AT&amp;T.</p>", "<p>R&amp;D bought an amp for AT&amp;T.</p><p>More.</p>", "<p>R&amp;D bought an [amp] for AT&amp;T.</p><p>More.</p>", ""},
		{"a letter of an entity", "<p>if a &lt; b then [t] wins</p>", "<p>now if a &lt; b then t wins</p>", "<p>now if a &lt; b then [t] wins</p>", ""},
		{"a word of the markup", "<p>[strong]</p>", "<p><strong>x</strong> strong</p>", "<p><strong>x</strong> [strong]</p>", ""},
		{"not into code", "<p>[x]</p>", codeOfX, codeOfX, "x"},
		{"not into a parameter", "<p>[x]</p>", "<p>" + status + "</p>", "<p>" + status + "</p>", "x"},
		{"not into the target of a link", "<p>[x]</p>", "<p>" + linkStart + "y" + linkEnd + "</p>", "<p>" + linkStart + "y" + linkEnd + "</p>", "x"},
		{"code is not counted", codeOfX + "<p>[x] one</p><p>x two</p>", codeOfX + codeOfX + "<p>x one</p><p>x two</p>", codeOfX + codeOfX + "<p>[x] one</p><p>x two</p>", ""},

		{"second occurrence", "<p>x</p><p>[x]</p>", "<p>x</p><p>x</p>", "<p>x</p><p>[x]</p>", ""},
		{"fewer occurrences", "<p>x</p><p>[x]</p>", "<p>x</p>", "<p>[x]</p>", ""},
		{"more occurrences before", "<p>then [x] ends</p>", "<p>x begins</p><p>then x ends</p>", "<p>x begins</p><p>then [x] ends</p>", ""},
		{"only another occurrence is left", "<p>I saw [the] dog.</p><p>Then came the cat.</p>", "<p>Then came the cat.</p>", "<p>Then came the cat.</p>", "the"},
		{"over the border of paragraphs", "<p>xy</p><p>zx</p><p>[yz]</p><p>yz</p>", "<p>xy</p><p>zx</p><p>yz</p><p>yz</p>", "<p>xy</p><p>zx</p><p>[yz]</p><p>yz</p>", ""},
		{"a paragraph was moved", "<p>Here the [key] is old.</p><p>The key is lost.</p><p>Last of all.</p>", "<p>The key is lost.</p><p>Last of all.</p><p>Here the key is old.</p>", "<p>The key is lost.</p><p>Last of all.</p><p>Here the [key] is old.</p>", ""},
		{"a paragraph was moved and changed", "<p>Here the [key] of the house is old.</p><p>The key is lost.</p><p>Last of all.</p>", "<p>The key is lost.</p><p>Last of all.</p><p>And here the key of the house is new.</p>", "<p>The key is lost.</p><p>Last of all.</p><p>And here the [key] of the house is new.</p>", ""},
		{"rows of a table", "<table><tbody><tr><td>a</td><td>yes</td></tr><tr><td>b</td><td>[yes]</td></tr></tbody></table>", "<table><tbody><tr><td>b</td><td>yes</td></tr><tr><td>c</td><td>yes</td></tr></tbody></table>", "<table><tbody><tr><td>b</td><td>[yes]</td></tr><tr><td>c</td><td>yes</td></tr></tbody></table>", ""},
		{"a row of a table is gone", "<table><tbody><tr><td>a</td><td>yes</td></tr><tr><td>b</td><td>[yes]</td></tr></tbody></table>", "<table><tbody><tr><td>a</td><td>yes</td></tr></tbody></table>", "<table><tbody><tr><td>a</td><td>yes</td></tr></tbody></table>", "yes"},

		{"into another element", "<p>[x]</p>", "<p><strong>x</strong></p>", "<p><strong>[x]</strong></p>", ""},
		{"round formatting", "<p>[see <strong>this</strong> part] x</p>", "<p>see <strong>this</strong> part x</p>", "<p>[see <strong>this</strong> part] x</p>", ""},
		{"round formatting at its ends", "<p>[<em>see</em> this <strong>part</strong>] x</p>", "<p><em>see</em> this <strong>part</strong> x</p>", "<p>[<em>see</em> this <strong>part</strong>] x</p>", ""},
		{"formatting is new", "<p>[see this part] x</p>", "<p>see <strong>this</strong> part x</p>", "<p>[see <strong>this</strong> part] x</p>", ""},
		{"formatting is gone", "<p>[see <strong>this</strong> part] x</p>", "<p>see this part x</p>", "<p>[see this part] x</p>", ""},
		{"over the border of formatting", "<p>a [b c] d</p>", "<p>a <strong>b <em>x</em></strong> c</p>", "<p>a <strong>b <em>x</em></strong> c</p>", "b c"},
		{"half of the formatted text", "<p>a [b c d] e</p>", "<p><strong>a b <em>c</em></strong> d e</p>", "<p><strong>a [b <em>c</em>]</strong> [d] e</p>", ""},
		{"in pieces, as Confluence makes them", "<p>[see ]<strong>[this]</strong>[ part] x</p>", "<p>see <strong>this</strong> part x</p>", "<p>[see <strong>this</strong> part] x</p>", ""},
		{"a line break", "<p>[one<br />two]</p>", "<p>one two</p>", "<p>[one two]</p>", ""},
		{"a space that does not break", "<p>[a b] c</p>", "<p>a&#160;b\u00a0c</p>", "<p>[a&#160;b]\u00a0c</p>", ""},

		{"nested", "<p>[one {two} three]</p>", "<p>one two three four</p>", "<p>[one {two} three] four</p>", ""},
		{"one on the other", "<p>[{one}] two</p>", "<p>one two</p>", "<p>[{one}] two</p>", ""},
		{"side by side", "<p>[one]{two}</p>", "<p>onetwo three</p>", "<p>[one]{two} three</p>", ""},
		{"adjacent", "<p>[one] {two}</p>", "<p>one two three</p>", "<p>[one] {two} three</p>", ""},
		{"overlapping", "<p>[one {two]} {three}</p>", "<p>one two three four</p>", "<p>[one {two]}{ three} four</p>", ""},
		{"overlapping over formatting", "<p>[one {two]} {three}</p>", "<p><em>one two</em> three four</p>", "<p><em>[one {two]}</em> {three} four</p>", ""},
		{"one of two is lost", "<p>[one] {two}</p>", "<p>one three</p>", "<p>[one] three</p>", "two"},

		{"paragraphs and items", "<p>See [this:]</p><ul><li>[one]</li><li>[tw]o</li></ul>", "<p>See this:</p><ul><li>one</li><li>new</li><li>two</li></ul>", "<p>See [this:]</p><ul><li>[one]</li><li>new</li><li>[tw]o</li></ul>", ""},
		{"one of the paragraphs is gone", "<p>[one]</p><p>[two]</p>", "<p>two</p>", "<p>[two]</p>", ""},
		{"round blocks", "[<p>one</p><p>two</p>]", "<p>one</p><p>two</p>", "<p>[one]</p><p>[two]</p>", ""},
		{"paragraphs become one", "<p>[one two]</p>", "<p>one</p><p>two</p>", "<p>one</p><p>two</p>", "one two"},
		{"round a macro", "<p>[is ]" + status + "[ now]</p>", "<p>it is " + status + " now</p>", "<p>it [is] " + status + " [now]</p>", ""},

		{"a link", "<p>[" + linkStart + "the guide" + linkEnd + "] x</p>", "<p>see " + linkStart + "the <em>guide</em>" + linkEnd + " x</p>", "<p>see [" + linkStart + "the <em>guide</em>" + linkEnd + "] x</p>", ""},
		{"from the text of a link", "<p>" + linkStart + "[the guide]" + linkEnd + "</p>", "<p>see " + linkStart + "the guide" + linkEnd + "</p>", "<p>see [" + linkStart + "the guide" + linkEnd + "]</p>", ""},
		{"a part of a link", "<p>[the guide] x</p>", "<p>the " + linkStart + "guide x" + linkEnd + "</p>", "<p>[the] " + linkStart + "[guide] x" + linkEnd + "</p>", ""},
		{"a link of plain text", "<p>[the guide] x</p>", "<p>" + plainLink + " x</p>", "<p>[" + plainLink + "] x</p>", ""},
		{"a part of a link of plain text", "<p>see the [guide] x</p>", "<p>see " + plainLink + " x</p>", "<p>see " + plainLink + " x</p>", "guide"},
		{"a picture", "<p>[" + imageA + "]</p><p>" + imageB + "</p>", "<p>" + imageB + "</p><p>" + imageA + "</p>", "<p>" + imageB + "</p><p>[" + imageA + "]</p>", ""},
		{"a picture in text", "<p>[see " + imageA + " here]</p>", "<p>see " + imageB + " here</p>", "<p>see " + imageB + " here</p>", "see (image) here"},

		{"a caption", `<p><ac:image><ri:url ri:value="x" /><ac:caption><p>[x]</p></ac:caption></ac:image></p>`, `<p>y <ac:image><ri:url ri:value="x" /><ac:caption><p>x</p></ac:caption></ac:image></p>`, `<p>y [<ac:image><ri:url ri:value="x" /><ac:caption><p>x</p></ac:caption></ac:image>]</p>`, ""},
		{"in what cannot have one", `<ac:structured-macro ac:name="y"><ac:parameter ac:name="title">[x]</ac:parameter></ac:structured-macro>`, "<p>x</p>", "<p>x</p>", ""},

		{"nothing marked", "<p>[]{ }x</p>", "<p>x</p>", "<p>x</p>", ", "},
		{"already there", "<p>[one] {two}</p>", "<p>[one two] three</p>", "<p>[one {two}] three</p>", ""},
		{"not well-formed", "<p>[x]</p>", "<p>x", "<p>x", "x"},
	} {
		from, to, want := withMarkers(test.from), withMarkers(test.to), withMarkers(test.want)
		got, lost := CarryMarkers(from, to)
		var texts []string
		for _, c := range lost {
			texts = append(texts, strings.NewReplacer("[", "(", "]", ")").Replace(c.Text))
		}
		if got != want || strings.Join(texts, ", ") != test.lost {
			t.Errorf("%s: got %s\nlost %q\nwant %s\nlost %q", test.name, got, texts, want, test.lost)
		}
		checkCarried(t, from, to)
	}
}

func TestLostCommentsAreNamedOnce(t *testing.T) {
	t.Parallel()
	_, lost := CarryMarkers(withMarkers("<p>[one]</p><p>[two] {three}</p>"), "<p>other</p>")
	if want := []Comment{{"r1", "one two"}, {"r2", "three"}}; !slices.Equal(lost, want) {
		t.Errorf("got %+v, want %+v", lost, want)
	}
	_, lost = CarryMarkers(withMarkers("<p>["+strings.Repeat("日本 ", 60)+"]</p><p>["+strings.Repeat("one more ", 60)+"]</p>"), "<p>other</p>")
	if want := strings.Repeat("日本 ", 33) + "…"; len(lost) != 1 || lost[0].Text != want {
		t.Errorf("got %+v, want the text cut to %q", lost, want)
	}
}

func TestWhatWouldNotBeSoundIsLeftOut(t *testing.T) {
	t.Parallel()
	const body = "<p>one two three</p>"
	comments := []placedComment{
		{"a", []piece{{3, 6}}}, {"b", []piece{{0, 6}}}, {"c", []piece{{7, 10}}}, {"d", []piece{{11, 20}}}, {"e", []piece{{11, 16}}},
	}
	marked, kept := insertChecked(body, comments, insert)
	var refs []string
	for _, c := range kept {
		refs = append(refs, c.ref)
	}
	if got, want := strings.Join(refs, ""), "ace"; got != want || !sound(marked, body) {
		t.Errorf("kept %q, want %q: %s", got, want, marked)
	}
}

func TestWhatIsNotSoundTogetherIsLeftOut(t *testing.T) {
	t.Parallel()
	const body = "<p>one two</p>"
	comments := []placedComment{{"a", []piece{{3, 6}}}, {"b", []piece{{7, 10}}}}
	marked, kept := insertChecked(body, comments, func(body string, comments []placedComment) string {
		return strings.Repeat(insert(body, comments), len(comments))
	})
	if want := insert(body, comments[:1]); marked != want || len(kept) != 1 {
		t.Errorf("got %s with %+v, want %s", marked, kept, want)
	}
}

func TestCommentsThatAllCrossDoNotFillThePage(t *testing.T) {
	t.Parallel()
	var to strings.Builder
	var comments []placedComment
	const n = 500
	for i := range n {
		fmt.Fprintf(&to, "%04d ", i)
		comments = append(comments, placedComment{fmt.Sprint(i), []piece{{5 * i, 5*min(n, i+n/2) - 1}}})
	}
	marked := insert(to.String(), comments)
	if !sound(marked, to.String()) {
		t.Error("the page is broken")
	}
	if got, most := strings.Count(marked, "<"+marker), n*(maxPieces+1); got < n || got > most {
		t.Errorf("%d markers, want %d to %d", got, n, most)
	}
}
