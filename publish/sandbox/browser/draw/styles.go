package draw

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// styles turns what a body asks for in its style attributes into classes. A rule only ever holds a custom property
// with a value made here; the page's own style sheet decides what it means in light and in dark. The classes are named
// after their values, so that several drawings can stand on one page.
type styles struct {
	rules []string
	known map[string]bool
}

func (s *styles) String() string { return strings.Join(s.rules, "\n") }

var classCharacters = strings.NewReplacer("#", "", "%", "pc", ".", "_")

func (s *styles) class(property, value string) string {
	name := property + "-" + classCharacters.Replace(value)
	rule := fmt.Sprintf(".%s{--%s:%s}", name, property, value)
	if !s.known[rule] {
		if s.known == nil {
			s.known = map[string]bool{}
		}
		s.known[rule] = true
		s.rules = append(s.rules, rule)
	}
	return name
}

// ink is a class for text of this colour, "" when value is no colour.
func (s *styles) ink(value string) string {
	c, ok := parseColour(value)
	if !ok {
		return ""
	}
	return "ink " + s.class("ink", c.hex())
}

// shade is a class for a background of this colour; on a dark one the text becomes light.
func (s *styles) shade(value string) string {
	c, ok := parseColour(value)
	if !ok {
		return ""
	}
	if c.dark() {
		return "shade on-dark " + s.class("shade", c.hex())
	}
	return "shade " + s.class("shade", c.hex())
}

// line is a class for a border of this colour.
func (s *styles) line(value string) string {
	c, ok := parseColour(value)
	if !ok {
		return ""
	}
	return "lined " + s.class("line", c.hex())
}

// width is a class for a width in pixels, or in percent when value says so.
func (s *styles) width(value string) string {
	value = strings.TrimSpace(value)
	unit, widest := "px", 4000.0
	if rest, ok := strings.CutSuffix(value, "%"); ok {
		value, unit, widest = rest, "%", 100
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(value, "px")), 64)
	if err != nil || !(number > 0 && number <= widest) {
		return ""
	}
	return "sized " + s.class("width", strconv.FormatFloat(number, 'f', -1, 64)+unit)
}

// from reads a style attribute; properties that Confluence's editors do not write are left out.
func (s *styles) from(style string) []string {
	var classes []string
	for declaration := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.ToLower(strings.TrimSpace(value))
		switch strings.ToLower(strings.TrimSpace(property)) {
		case "color":
			classes = append(classes, s.ink(value))
		case "background-color", "background":
			classes = append(classes, s.shade(value))
		case "width":
			classes = append(classes, s.width(value))
		case "text-align":
			if slices.Contains([]string{"left", "center", "right", "justify"}, value) {
				classes = append(classes, "align-"+value)
			}
		case "text-decoration", "text-decoration-line":
			if slices.Contains([]string{"underline", "line-through"}, value) {
				classes = append(classes, value)
			}
		case "margin-left":
			classes = append(classes, indent(value))
		}
	}
	return classes
}

// indent is a class for an indented paragraph: the editors write steps of 30 pixels, up to six.
func indent(value string) string {
	pixels, err := strconv.ParseFloat(strings.TrimSuffix(value, "px"), 64)
	if err != nil || pixels < 30 {
		return ""
	}
	return "indent-" + strconv.Itoa(min(int(pixels/30), 6))
}
