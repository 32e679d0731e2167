package rest

import (
	"embed"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The table holds every operation of the official documents, whether the sandbox has it or not, in one file for each
// API. A line is a method, a path with its query parameters, the scopes that a token needs (classic ones for v1 only,
// then granular ones, "-" for none) and perhaps "removed" or "outside". A query parameter is
//
//	name            text
//	name*           a list, repeated or with commas; name*250 has at most 250 values
//	name=int        a number from 0; name=bool is true or false
//	name=25..250    a number from 1, its default and its largest value
//	name=a|b        one of these; name=±a|b also takes them with "-" in front
//	expand=a,b.c    what is expanded where a request does not say
//
//go:embed operations/*.txt
var tables embed.FS

// operation is one line of the table.
type operation struct {
	on       family
	method   string
	path     string // below the API's root, with {names}
	query    map[string]parameter
	classic  scopes // v1: what a token with classic scopes needs
	granular scopes // v1 and v2: what a token with granular scopes needs
	removed  bool   // has left v1's document
	outside  bool   // no document has it, but clients call it
	handle   func(*call) (any, error)
}

func (o *operation) name() string { return o.method + " " + o.path }

// scopes are all needed together. No scopes at all means that scopes of this kind do not open the operation.
type scopes []string

// parameter is what the table says of one query parameter.
type parameter struct {
	kind    string // "text", "int", "bool", "range" or "choice"
	list    bool
	values  int // of a list, at most; 0: any number
	choices []string
	text    string // default of expand
	number  int    // default of a range
	most    int    // of a range
}

// officialOperations reads the table. A line that cannot be read is a mistake of this package.
var officialOperations = sync.OnceValue(func() []operation {
	var all []operation
	for _, source := range []struct {
		on   family
		file string
	}{{v1, "v1"}, {v2, "v2"}, {dc, "datacenter"}} {
		text, err := tables.ReadFile("operations/" + source.file + ".txt")
		if err != nil {
			panic(err)
		}
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(line, "#") {
				all = append(all, readOperation(source.on, line))
			}
		}
	}
	return all
})

func readOperation(on family, line string) operation {
	fields := strings.Fields(line)
	o := operation{on: on, method: fields[0], query: map[string]parameter{}}
	path, query, _ := strings.Cut(fields[1], "?")
	o.path = path
	for text := range strings.SplitSeq(query, "&") {
		if text != "" {
			name, p := readParameter(text)
			o.query[name] = p
		}
	}
	fields = fields[2:]
	if on == v1 {
		o.classic, fields = readScopes(fields[0], ""), fields[1:]
	}
	if on != dc {
		o.granular, fields = readScopes(fields[0], ":confluence"), fields[1:]
	}
	o.removed, o.outside = slices.Contains(fields, "removed"), slices.Contains(fields, "outside")
	return o
}

func readScopes(text, ending string) scopes {
	if text == "-" {
		return nil
	}
	list := strings.Split(text, ",")
	for i := range list {
		list[i] += ending
	}
	return list
}

func readParameter(text string) (string, parameter) {
	name, value, _ := strings.Cut(text, "=")
	p := parameter{kind: "text"}
	name, values, list := strings.Cut(name, "*")
	if p.list = list; values != "" {
		p.values, _ = strconv.Atoi(values)
	}
	least, most, isRange := strings.Cut(value, "..")
	switch {
	case name == "expand":
		p.text = value
	case value == "int", value == "bool":
		p.kind = value
	case isRange:
		p.kind = "range"
		p.number, _ = strconv.Atoi(least)
		p.most, _ = strconv.Atoi(most)
	case value != "":
		p.kind = "choice"
		plain, signed := strings.CutPrefix(value, "±")
		for choice := range strings.SplitSeq(plain, "|") {
			p.choices = append(p.choices, choice)
			if signed {
				p.choices = append(p.choices, "-"+choice)
			}
		}
	}
	return name, p
}

// checkQuery refuses values that a query parameter cannot have. Parameters that the operation does not know are ignored.
func (o *operation) checkQuery(query url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(o.query)) {
		values := query[name]
		if o.query[name].list {
			values = splitList(values)
		}
		if most := o.query[name].values; most > 0 && len(values) > most {
			return badRequest("Too many values for '%s': at most %d are allowed", name, most)
		}
		for _, value := range values {
			if wanted := o.query[name].refuses(value, o.on); value != "" && wanted != "" {
				return invalidParameter(name, value, wanted)
			}
		}
	}
	return nil
}

// refuses names what would be right where a value is not. v1 cuts a number that is too large, v2 refuses it.
func (p parameter) refuses(value string, on family) string {
	switch p.kind {
	case "int":
		if !isNumber(value) {
			return "long"
		}
	case "range":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || on == v2 && (n == 0 || n > p.most) {
			return "integer"
		}
	case "bool":
		if _, err := strconv.ParseBool(value); err != nil {
			return "boolean"
		}
	case "choice":
		if !slices.ContainsFunc(p.choices, func(c string) bool { return strings.EqualFold(c, value) }) {
			return "one of " + strings.Join(p.choices, ", ")
		}
	}
	return ""
}

// splitList returns the values of a parameter that may be repeated or hold commas.
func splitList(given []string) []string {
	var values []string
	for _, value := range given {
		for part := range strings.SplitSeq(value, ",") {
			if part = strings.TrimSpace(part); part != "" {
				values = append(values, part)
			}
		}
	}
	return values
}
