package storage

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"
)

// benchmarkPage returns a page of paragraphs of 1 kB, each with a comment, as it stands, and as it is to be written: with
// other formatting, every tenth paragraph changed, and some new.
func benchmarkPage(paragraphs int) (stands, becomes string) {
	var from, to strings.Builder
	for i := range paragraphs {
		from.WriteString("<p>")
		to.WriteString("<p>")
		for n := range 14 {
			sentence := fmt.Sprintf("The token of part %d, which R&amp;D calls amp, is number %d.", i, n)
			from.WriteString(sentence + " ")
			if i%10 == 3 {
				sentence = strings.Replace(sentence, "calls", "named", 1)
			}
			to.WriteString("<em>" + sentence + "</em>\n")
		}
		from.WriteString(marked(i, "see the token") + "</p>\n")
		to.WriteString("see the <strong>token</strong></p>\n")
		if i%7 == 0 {
			to.WriteString("<p>One more: see the token.</p>\n")
		}
	}
	return from.String(), to.String()
}

func marked(ref int, text string) string {
	return fmt.Sprintf(`<%s ac:ref="%d">%s</%s>`, marker, ref, text, marker)
}

// BenchmarkCarryMarkers says how much longer twice as much takes: 1,000 comments on a page of 1 MB and 2,000 on one of
// 2 MB; pages that are made to be slow are of that size too. For the first it says how that is to reading both bodies with
// encoding/xml.
func BenchmarkCarryMarkers(b *testing.B) {
	nested := func(n int, s string) string {
		for i := range n {
			s = marked(i, s)
		}
		return s
	}
	for _, page := range []struct {
		name string
		of   func(n int) (from, to string)
	}{
		{"usual", benchmarkPage},
		{"all lost", func(n int) (string, string) {
			from, _ := benchmarkPage(n)
			return from, "<p>" + strings.Repeat("There is nothing left of it. ", n*35) + "</p>"
		}},
		{"one word", func(n int) (string, string) {
			var from, to strings.Builder
			for i := range n {
				from.WriteString("<p>" + strings.Repeat("a ", 500) + marked(i, "a") + "</p>")
				to.WriteString("<p>" + strings.Repeat("a ", 490+i%30) + "</p>")
			}
			return from.String(), to.String()
		}},
		{"one paragraph", func(n int) (string, string) {
			s := strings.Repeat("amp and token ", n*70)
			return "<p>" + nested(n, s) + "</p>", "<p>new " + s + "</p>"
		}},
		{"round blocks", func(n int) (string, string) {
			s := strings.Repeat("<p>amp and token</p>\n", n*45)
			return nested(n, s), s
		}},
		{"deep", func(n int) (string, string) {
			return "<p>" + marked(0, "x") + "</p>", strings.Repeat("<b>", n*150) + "x" + strings.Repeat("</b>", n*150)
		}},
	} {
		b.Run(page.name, func(b *testing.B) {
			from, to := page.of(1000)
			from2, to2 := page.of(2000)
			var once, twice, reading time.Duration
			for b.Loop() {
				once += timed(func() { CarryMarkers(from, to) })
				twice += timed(func() { CarryMarkers(from2, to2) })
				reading += timed(func() { _, _ = xmlTokens(from, xml.HTMLEntity); _, _ = xmlTokens(to, xml.HTMLEntity) })
			}
			b.ReportMetric(float64(once.Milliseconds())/float64(b.N), "ms/page")
			b.ReportMetric(float64(twice)/float64(once), "x/doubled")
			b.ReportMetric(float64(once)/float64(reading), "x/encoding-xml")
		})
	}
}

// BenchmarkReading compares what reads one body with reading it with encoding/xml.
func BenchmarkReading(b *testing.B) {
	_, body := benchmarkPage(1000)
	for name, read := range map[string]func(){
		"WellFormed":  func() { _ = WellFormed(body) },
		"Canonical":   func() { Canonical(body) },
		"VisibleText": func() { VisibleText(body) },
		"Lines":       func() { Lines(body) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			var ours, theirs time.Duration
			for b.Loop() {
				ours += timed(read)
				theirs += timed(func() { _, _ = xmlTokens(body, xml.HTMLEntity) })
			}
			b.ReportMetric(float64(ours)/float64(theirs), "x/encoding-xml")
		})
	}
}

// BenchmarkWriter compares writing a body with copying its pieces.
func BenchmarkWriter(b *testing.B) {
	const text = "The token of a part, which R&D calls amp, is a number."
	var ours, theirs time.Duration
	for b.Loop() {
		ours += timed(func() {
			var w Writer
			for range 10_000 {
				w.Start("p", Attr{"style", "text-align: right;"})
				w.Text(text)
				w.Element("strong", "x")
				w.Empty("br")
				w.End()
				w.Newline()
			}
			_ = w.String()
		})
		theirs += timed(func() {
			var w strings.Builder
			for range 10_000 {
				for _, s := range []string{`<p style="`, "text-align: right;", `">`, text, "<strong>", "x", "</strong>", "<br />", "</p>", "\n"} {
					w.WriteString(s)
				}
			}
			_ = w.String()
		})
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x/copying")
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
