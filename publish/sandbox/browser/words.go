package browser

import (
	"html/template"
	"strconv"
	"time"
)

// words are what the templates need to say numbers and times.
var words = template.FuncMap{
	"moment": func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04") },
	"stamp":  func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"bytes":  bytesInWords,
	"plural": plural,
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func bytesInWords(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1_000_000:
		return strconv.FormatFloat(float64(n)/1e3, 'f', 1, 64) + " kB"
	default:
		return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB"
	}
}
