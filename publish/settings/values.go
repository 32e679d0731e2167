package settings

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/render/nearest"
	"github.com/pagewright/pagewright/render/pageid"
)

func text[T ~string](field func(*Settings) *T) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = T(strings.TrimSpace(value))
		return nil
	}
}

func verbatim(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = value
		return nil
	}
}

// outputFile takes the name of a file that is written, standard output under each of its names as "-".
func outputFile(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = strings.TrimSpace(value)
		if slices.Contains([]string{"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}, *field(s)) {
			*field(s) = "-"
		}
		return nil
	}
}

func list(field func(*Settings) *[]string) func(*Settings, []string) error {
	return func(s *Settings, items []string) error {
		*field(s) = items
		return nil
	}
}

func pageIDs(field func(*Settings) *[]string) func(*Settings, []string) error {
	return func(s *Settings, items []string) error {
		*field(s) = items
		for _, id := range items {
			if !pageid.Valid(id) {
				return fmt.Errorf("%q is not the id of a page, which is the number in its address, such as 123456", id)
			}
		}
		return nil
	}
}

// someOf reads a list of which each item must be one of the values.
func someOf(items []string, allowed ...string) ([]string, error) {
	var known []string
	for _, item := range items {
		item = strings.ToLower(item)
		if err := oneOf(item, allowed); err != nil {
			return nil, err
		}
		known = append(known, item)
	}
	return known, nil
}

func oneOf(value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%q is not one of %s%s", value, strings.Join(allowed, ", "), DidYouMean(value, allowed))
}

func globs(field func(*Settings) *[]string) func(*Settings, []string) error {
	return func(s *Settings, items []string) error {
		*field(s) = items
		for _, glob := range items {
			if !doublestar.ValidatePattern(glob) {
				return fmt.Errorf("%q is not a glob: a bracket or brace is not closed", glob)
			}
		}
		return nil
	}
}

// splitList cuts at commas and line ends, but not inside the braces of a glob such as {a,b}.md.
func splitList(value string) []string {
	var items []string
	depth := 0
	for item := range strings.FieldsFuncSeq(value, func(r rune) bool {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			return depth <= 0
		}
		return r == '\n' || r == '\r'
	}) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// serverAddress takes the address of a server. It is not repeated, for it may hold a password.
func serverAddress(value string) (string, error) {
	value = strings.TrimSpace(value)
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return "", errors.New("it is not a web address such as http://localhost:8000")
	}
	return value, nil
}

// spaceKey takes the key of a space, or an address in it. Which characters a key may have is the site's business; a name has
// blanks, and no key does.
func spaceKey(value string) (string, error) {
	value = strings.TrimSpace(value)
	isAddress, isPlaceholder := strings.Contains(value, "/"), strings.ContainsAny(value, "${")
	if !isAddress && !isPlaceholder && strings.ContainsFunc(strings.Trim(value, "\"'` \t"), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;", r) }) {
		return "", fmt.Errorf("%q is no key of a space: take the key from the space's address, …/spaces/KEY/…, not its name", value)
	}
	return value, nil
}

// sourceLinks takes an address that will stand on pages. One that may hold a password is not repeated.
func sourceLinks(value string) (string, error) {
	value = strings.TrimSpace(value)
	u, err := url.Parse(value)
	unknown := unknownPlaceholder(value)
	switch {
	case value == "":
		return "", nil
	case strings.Contains(value, "@") && (err != nil || u.User != nil):
		return "", errors.New("it has a user or password in it, which everybody could read on the pages: leave it out")
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return "", fmt.Errorf("%q is not a web address such as https://github.com/owner/repository/blob/main", value)
	case unknown != "":
		if near := nearest.Name(unknown, forge.Placeholders); near != "" {
			return "", fmt.Errorf("{%s} is not filled in: did you mean {%s}?", unknown, near)
		}
		return "", fmt.Errorf("{%s} is not filled in: {path}, {commit} and {line} are", unknown)
	}
	return value, nil
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

func unknownPlaceholder(value string) string {
	for _, match := range placeholder.FindAllStringSubmatch(value, -1) {
		if !slices.Contains(forge.Placeholders, match[1]) {
			return match[1]
		}
	}
	return ""
}

func yesNo(field func(*Settings) *bool) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		switch strings.ToLower(strings.TrimSpace(value)) {
		case "true", "yes", "on", "1":
			*field(s) = true
		case "false", "no", "off", "0", "":
			*field(s) = false
		default:
			return fmt.Errorf("%q is neither true nor false%s", value, DidYouMean(value, []string{"true", "false"}))
		}
		return nil
	}
}

func wholeNumber(value string, low, high int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%q is not a whole number from %d to %d", value, low, high)
	}
	return n, nil
}

func rate(value string) (float64, error) {
	if value = strings.TrimSpace(value); value == "" || value == "none" {
		return 0, nil
	}
	perSecond, err := strconv.ParseFloat(value, 64)
	if err != nil || perSecond <= 0 || perSecond > 1e6 {
		return 0, fmt.Errorf("%q is not a number of requests per second", value)
	}
	return perSecond, nil
}

func duration(value string) (time.Duration, error) {
	d, err := time.ParseDuration(strings.TrimSpace(value))
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a duration such as 30s or 2m", value)
	case d <= 0:
		return 0, fmt.Errorf("%q is no time to wait: it must be greater than 0, such as 1s or 2m", value)
	}
	return d, nil
}

// optionalNumber returns -1 for a number that is not set.
func optionalNumber(value string) (int, error) {
	if strings.TrimSpace(value) == "" {
		return -1, nil
	}
	return wholeNumber(value, 0, 1_000_000)
}
