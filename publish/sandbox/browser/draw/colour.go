package draw

import (
	"fmt"
	"strconv"
	"strings"
)

type colour struct{ red, green, blue uint8 }

func (c colour) hex() string { return fmt.Sprintf("#%02x%02x%02x", c.red, c.green, c.blue) }

// dark reports whether white text reads better on it than dark text.
func (c colour) dark() bool {
	return 299*int(c.red)+587*int(c.green)+114*int(c.blue) < 110_000
}

// named are the colour names that the editors and people write.
var named = map[string]colour{
	"black": {0, 0, 0}, "white": {255, 255, 255}, "red": {255, 0, 0}, "green": {0, 128, 0}, "blue": {0, 0, 255},
	"yellow": {255, 255, 0}, "orange": {255, 165, 0}, "purple": {128, 0, 128}, "teal": {0, 128, 128},
	"grey": {128, 128, 128}, "gray": {128, 128, 128}, "silver": {192, 192, 192}, "navy": {0, 0, 128},
	"maroon": {128, 0, 0}, "olive": {128, 128, 0}, "lime": {0, 255, 0}, "aqua": {0, 255, 255},
	"fuchsia": {255, 0, 255}, "lightgrey": {211, 211, 211}, "lightgray": {211, 211, 211},
	"lightblue": {173, 216, 230}, "lightgreen": {144, 238, 144}, "lightyellow": {255, 255, 224},
	"pink": {255, 192, 203}, "brown": {165, 42, 42}, "darkred": {139, 0, 0}, "darkgreen": {0, 100, 0},
	"darkblue": {0, 0, 139},
}

func parseColour(value string) (colour, bool) {
	value = strings.ToLower(strings.TrimSpace(value))
	if c, ok := named[value]; ok {
		return c, true
	}
	if digits, ok := strings.CutPrefix(value, "#"); ok {
		return parseHex(digits)
	}
	if inner, ok := strings.CutPrefix(value, "rgb("); ok {
		return parseRGB(strings.TrimSuffix(inner, ")"))
	}
	return colour{}, false
}

func parseHex(digits string) (colour, bool) {
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	if len(digits) != 6 {
		return colour{}, false
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	return colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

func parseRGB(list string) (colour, bool) {
	parts := strings.Split(list, ",")
	if len(parts) != 3 {
		return colour{}, false
	}
	var levels [3]uint8
	for i, part := range parts {
		n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 8)
		if err != nil {
			return colour{}, false
		}
		levels[i] = uint8(n)
	}
	return colour{levels[0], levels[1], levels[2]}, true
}
