package report

import (
	"fmt"
	"strings"
)

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func countIs(n int, one, many string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return fmt.Sprintf("%d %s are", n, many)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
