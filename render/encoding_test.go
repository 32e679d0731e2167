package render_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/pagewright/pagewright/render"
)

func TestEncodingsAreReadAndReported(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source   string
		heading  string
		severity render.Severity
		line     int // of the problem; 0: there is none
	}{
		"UTF-8 with a mark":         {"\xEF\xBB\xBF# Café\n", "Café", 0, 0},
		"UTF-16, little end first":  {"\xFF\xFE" + utf16Bytes("# Café 🙂\r\n", false), "Café 🙂", 0, 0},
		"UTF-16, big end first":     {"\xFE\xFF" + utf16Bytes("# Café 🙂\n", true), "Café 🙂", 0, 0},
		"UTF-16 without a mark":     {utf16Bytes("# Café\n", false), "Café", render.Warning, 1},
		"the same, big end first":   {utf16Bytes("# Café\r\n", true), "Café", render.Warning, 1},
		"UTF-32":                    {"\xFF\xFE\x00\x00#\x00\x00\x00 \x00\x00\x00\xE9\x00\x00\x00", "é", 0, 0},
		"UTF-16 that is cut":        {"\xFF\xFE" + utf16Bytes("# A\nb", false) + "x", "A", render.Error, 2},
		"half of a pair":            {"\xFE\xFF\x00#\x00 \x00A\x00\r\xD8\x3D\x00b", "A", render.Error, 2},
		"Windows-1252":              {"# Caf\xE9\r\rM\xFCller \x93quoted\x94\n", "Café", render.Warning, 1},
		"one byte astray in UTF-8":  {"# Müller\n\n\x80 5\n", "Müller", render.Warning, 3},
		"a byte that means nothing": {"# Caf\xE9\n\nx\n\n\x81\n", "Café", render.Error, 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, problems := render.Parse("a.md", []byte(test.source))
			if d.Heading != test.heading {
				t.Errorf("the heading is %q, want %q", d.Heading, test.heading)
			}
			switch {
			case test.line == 0 && len(problems) > 0:
				t.Errorf("problems: %v", problems)
			case test.line > 0 && (len(problems) != 1 || problems[0].Line != test.line || problems[0].Severity != test.severity || problems[0].Rule != render.RuleEncoding):
				t.Errorf("problems: %v, want one of severity %v at line %d", problems, test.severity, test.line)
			}
		})
	}
	d, _ := render.Parse("a.md", []byte("\x80 and \x93so\x94 M\xFCller, schön\n"))
	if body := d.Render(render.Options{}).Body; !strings.Contains(body, "€ and “so” Müller, schön") {
		t.Errorf("the body is %s", body)
	}
}

func utf16Bytes(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		low, high := byte(unit), byte(unit>>8)
		if bigEndian {
			low, high = high, low
		}
		b.Write([]byte{low, high})
	}
	return b.String()
}
