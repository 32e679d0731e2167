package storage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render/storage/passage"
)

// TestCommentsStayWhateverElseChanges comments on random words of pages made of few, often repeated words, then changes
// formatting, order and number of the other paragraphs: every comment stays at its words.
func TestCommentsStayWhateverElseChanges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		paragraphs := randomParagraphs(r, 2+r.IntN(30))
		commented := map[int][]passage.Range{} // by paragraph, ranges of words
		for range 1 + r.IntN(6) {
			i := r.IntN(len(paragraphs))
			from := r.IntN(len(paragraphs[i]))
			commented[i] = append(commented[i], passage.Range{From: from, To: from + 1 + r.IntN(len(paragraphs[i])-from)})
		}
		from, want := randomFrom(r, paragraphs, commented)
		to := randomTo(r, paragraphs, commented)
		body, lost := CarryMarkers(from, to)
		if len(lost) > 0 {
			t.Errorf("seed %d: lost %q\nfrom %s\nto   %s", seed, lost, from, to)
		}
		checkCarried(t, from, to)
		got := markedText(t, body)
		for ref, text := range want {
			if got[ref] != text {
				t.Errorf("seed %d: the comment %s was at %q, is at %q\nfrom %s\ngot  %s", seed, ref, text, got[ref], from, body)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestCommentsStayInTheirRows comments on random cells of a table with few words, then changes its other rows and the order.
func TestCommentsStayInTheirRows(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 11))
		row := func(cells []string) string { return "<tr><td>" + strings.Join(cells, "</td><td>") + "</td></tr>" }
		var from, to []string
		for i := range 2 + r.IntN(30) {
			cells := []string{fmt.Sprintf("name%d", i)}
			for range 3 {
				cells = append(cells, []string{"yes", "no", "no idea"}[r.IntN(3)])
			}
			becomes := row(cells)
			switch r.IntN(5) {
			case 0:
				c := r.IntN(len(cells))
				cells[c] = fmt.Sprintf(`<%s ac:ref="%d">%s</%s>`, marker, i, cells[c], marker)
				fallthrough
			case 1, 2:
				to = append(to, becomes)
			case 3:
				to = append(to, becomes, row([]string{fmt.Sprintf("new%d", i), "yes", "no", "no"}))
			}
			from = append(from, row(cells))
		}
		body, lost := CarryMarkers(strings.Join(from, "\n"), strings.Join(to, "\n"))
		want := slices.DeleteFunc(slices.Clone(from), func(s string) bool { return !strings.Contains(s, marker) })
		got := slices.DeleteFunc(strings.Split(body, "\n"), func(s string) bool { return !strings.Contains(s, marker) })
		if !slices.Equal(got, want) || len(lost) > 0 {
			t.Fatalf("seed %d: got\n%s\nwant\n%s\nlost %+v\nfrom\n%s\nto\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"), lost, strings.Join(from, "\n"), strings.Join(to, "\n"))
		}
	}
}

const anchorMacro = `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">amp</ac:parameter></ac:structured-macro>`

var randomWords = strings.Fields("a amp lt t token the the the and quot R&D AT&T x<y é 日本 nbsp strong p")

// randomParagraphs returns paragraphs of words, each different from the others.
func randomParagraphs(r *rand.Rand, n int) [][]string {
	var list [][]string
	seen := map[string]bool{}
	for len(list) < n {
		words := make([]string, 3+r.IntN(12))
		for i := range words {
			words[i] = randomWords[r.IntN(len(randomWords))]
		}
		if key := strings.Join(words, " "); !seen[key] {
			seen[key] = true
			list = append(list, words)
		}
	}
	return list
}

// randomFrom writes paragraphs with comments, and returns where each comment is: its paragraph with brackets round the text.
func randomFrom(r *rand.Rand, paragraphs [][]string, commented map[int][]passage.Range) (string, map[string]string) {
	var body strings.Builder
	want := map[string]string{}
	for i, words := range paragraphs {
		body.WriteString("<p>")
		for w, word := range words {
			if w > 0 {
				body.WriteString(" ")
			}
			for n, c := range commented[i] {
				if c.From <= w && w < c.To {
					fmt.Fprintf(&body, `<%s ac:ref="%d.%d">`, marker, i, n)
				}
			}
			body.WriteString(escaped(word))
			for _, c := range commented[i] {
				if c.From <= w && w < c.To {
					body.WriteString("</" + marker + ">")
				}
			}
		}
		body.WriteString("</p>")
		for n, c := range commented[i] {
			want[fmt.Sprintf("%d.%d", i, n)] = strings.Join(slices.Concat(words[:c.From], []string{"["}, words[c.From:c.To], []string{"]"}, words[c.To:]), "")
		}
	}
	if r.IntN(2) == 0 {
		return strings.ReplaceAll(body.String(), "é", "&eacute;"), want
	}
	return body.String(), want
}

// randomTo writes paragraphs with other formatting and code, some of those without comments left out, and others added.
func randomTo(r *rand.Rand, paragraphs [][]string, commented map[int][]passage.Range) string {
	var parts []string
	for i, words := range paragraphs {
		if len(commented[i]) > 0 || r.IntN(4) > 0 {
			parts = append(parts, "<p>"+randomMarkup(r, words)+"</p>")
		}
		switch r.IntN(6) {
		case 0:
			parts = append(parts, "<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA["+strings.Join(words, " ")+"]]></ac:plain-text-body></ac:structured-macro>")
		case 1:
			parts = append(parts, "<p>"+randomMarkup(r, append([]string{"new"}, words[1:]...))+"</p>")
		}
	}
	if r.IntN(3) == 0 {
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	}
	return strings.Join(parts, "\n")
}

func randomMarkup(r *rand.Rand, words []string) string {
	var out strings.Builder
	var open []string
	for i, word := range words {
		if i > 0 {
			out.WriteString([]string{" ", "\n", "\u00a0", "<br />"}[min(3, r.IntN(12)/3*r.IntN(2))])
		}
		if name := []string{"strong", "em", "a", "code"}[r.IntN(4)]; len(open) < 3 && r.IntN(3) == 0 {
			out.WriteString("<" + name + ">")
			open = append(open, name)
		}
		if r.IntN(12) == 0 {
			out.WriteString(anchorMacro)
		}
		out.WriteString(escaped(word))
		for len(open) > 0 && (r.IntN(2) == 0 || i == len(words)-1) {
			out.WriteString("</" + open[len(open)-1] + ">")
			open = open[:len(open)-1]
		}
	}
	return out.String()
}

func escaped(s string) string {
	var w Writer
	w.Text(s)
	return w.String()
}

// markedText returns by comment the paragraph that it is in, without white space, with brackets round what is marked.
func markedText(t *testing.T, body string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(body, anchorMacro, ""), "<p>") {
		paragraph, _, ok := strings.Cut(paragraph, "</p>")
		if !ok {
			continue
		}
		tokens, err := xmlTokens(paragraph, nil)
		if err != nil {
			t.Fatal(err)
		}
		places := map[string]passage.Range{} // by comment, tokens
		for _, m := range xmlMarkers(tokens) {
			at := slices.IndexFunc(tokens, func(token xmlToken) bool { return token.from == m.at })
			place, ok := places[m.ref]
			if !ok {
				place.From = at
			}
			places[m.ref] = passage.Range{From: min(place.From, at), To: max(place.To, at+len(m.content)+2)}
		}
		for ref, place := range places {
			found[ref] += xmlText(tokens[:place.From]) + "[" + xmlText(tokens[place.From:place.To]) + "]" + xmlText(tokens[place.To:])
		}
	}
	return found
}
