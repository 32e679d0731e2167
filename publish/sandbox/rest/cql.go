package rest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// cql is a parsed query of the Confluence Query Language, as far as publishers use it: the fields space, title, ancestor,
// parent, label, type, id, text, creator, contributor, created and lastmodified, and, or, not, and order by.
type cql struct {
	matches condition
	orders  []cqlOrder
}

type condition func(found) bool

type cqlOrder struct {
	field      string
	descending bool
}

// found is a page with what a query can ask about it.
type found struct {
	store.Page
	spaceKey  string
	ancestors func() []string // ids; asked for only where a query does
}

// parseCQL reads a query; user is the account id that currentUser() stands for.
func parseCQL(text, user string, now time.Time) (cql, error) {
	tokens, err := cqlTokens(text)
	if err != nil {
		return cql{}, err
	}
	p := &cqlParser{tokens: tokens, user: user, now: now}
	q := cql{matches: func(found) bool { return true }}
	if !p.word("order") && len(p.tokens) > 0 {
		if q.matches, err = p.either(); err != nil {
			return cql{}, err
		}
	}
	if p.take("order") {
		if !p.take("by") {
			return cql{}, errors.New("'by' must follow 'order'")
		}
		if q.orders, err = p.orderBy(); err != nil {
			return cql{}, err
		}
	}
	if len(p.tokens) > 0 {
		return cql{}, fmt.Errorf("'%s' was not expected", p.tokens[0].text)
	}
	return q, nil
}

type cqlToken struct {
	text   string
	quoted bool
}

func cqlTokens(text string) ([]cqlToken, error) {
	var tokens []cqlToken
	runes := []rune(text)
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			i++
		case r == '"' || r == '\'':
			value, next, ok := cqlQuoted(runes, i)
			if !ok {
				return nil, errors.New("a quote is not closed")
			}
			tokens = append(tokens, cqlToken{value, true})
			i = next
		case strings.ContainsRune("()=,~", r):
			tokens = append(tokens, cqlToken{text: string(r)})
			i++
		case strings.ContainsRune("!<>", r):
			operator := string(r)
			if i+1 < len(runes) && (runes[i+1] == '=' || r == '!' && runes[i+1] == '~') {
				operator += string(runes[i+1])
			}
			tokens = append(tokens, cqlToken{text: operator})
			i += len(operator)
		default:
			from := i
			for i < len(runes) && !strings.ContainsRune(" \t\n\r()=,~!<>\"'", runes[i]) {
				i++
			}
			tokens = append(tokens, cqlToken{text: string(runes[from:i])})
		}
	}
	return tokens, nil
}

func cqlQuoted(runes []rune, from int) (value string, next int, ok bool) {
	var b strings.Builder
	for i := from + 1; i < len(runes); i++ {
		switch {
		case runes[i] == '\\' && i+1 < len(runes):
			i++
			b.WriteRune(runes[i])
		case runes[i] == runes[from]:
			return b.String(), i + 1, true
		default:
			b.WriteRune(runes[i])
		}
	}
	return "", 0, false
}

type cqlParser struct {
	tokens []cqlToken
	user   string
	now    time.Time
}

func (p *cqlParser) word(word string) bool {
	return len(p.tokens) > 0 && !p.tokens[0].quoted && strings.EqualFold(p.tokens[0].text, word)
}

func (p *cqlParser) take(word string) bool {
	if p.word(word) {
		p.tokens = p.tokens[1:]
		return true
	}
	return false
}

func (p *cqlParser) next() (cqlToken, error) {
	if len(p.tokens) == 0 {
		return cqlToken{}, errors.New("the query ends too early")
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token, nil
}

func (p *cqlParser) either() (condition, error) {
	left, err := p.both()
	for err == nil && p.take("or") {
		var right condition
		if right, err = p.both(); err == nil {
			one := left
			left = func(f found) bool { return one(f) || right(f) }
		}
	}
	return left, err
}

func (p *cqlParser) both() (condition, error) {
	left, err := p.single()
	for err == nil && p.take("and") {
		var right condition
		if right, err = p.single(); err == nil {
			one := left
			left = func(f found) bool { return one(f) && right(f) }
		}
	}
	return left, err
}

func (p *cqlParser) single() (condition, error) {
	if p.take("not") {
		inner, err := p.single()
		return func(f found) bool { return !inner(f) }, err
	}
	if p.take("(") {
		inner, err := p.either()
		if err == nil && !p.take(")") {
			err = errors.New("a bracket is not closed")
		}
		return inner, err
	}
	return p.clause()
}

func (p *cqlParser) clause() (condition, error) {
	field, err := p.next()
	if err != nil {
		return nil, err
	}
	operator, err := p.next()
	if err != nil {
		return nil, err
	}
	negated := false
	if strings.EqualFold(operator.text, "not") {
		negated = true
		if operator, err = p.next(); err != nil {
			return nil, err
		}
	}
	name := strings.ToLower(operator.text)
	var values []string
	if name == "in" {
		values, err = p.values()
		name = "="
	} else {
		var value string
		value, err = p.value()
		values = []string{value}
	}
	if err != nil {
		return nil, err
	}
	if bare, ok := strings.CutPrefix(name, "!"); ok {
		name, negated = bare, !negated
	}
	test, err := cqlTest(strings.ToLower(field.text), name, values)
	if err != nil {
		return nil, err
	}
	return func(f found) bool { return test(f) != negated }, nil
}

func (p *cqlParser) values() ([]string, error) {
	if !p.take("(") {
		return nil, errors.New("a list must follow 'in'")
	}
	var values []string
	for {
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		if p.take(")") {
			return values, nil
		}
		if !p.take(",") {
			return nil, errors.New("the list is not closed")
		}
	}
}

// value reads a value or one of the functions currentUser() and now("-1d").
func (p *cqlParser) value() (string, error) {
	token, err := p.next()
	if err != nil || token.quoted || !p.take("(") {
		return token.text, err
	}
	argument := ""
	if !p.word(")") {
		inner, err := p.next()
		if err != nil {
			return "", err
		}
		argument = inner.text
	}
	if !p.take(")") {
		return "", errors.New("a bracket is not closed")
	}
	switch strings.ToLower(token.text) {
	case "currentuser":
		return p.user, nil
	case "now":
		return cqlTime(p.now.Add(cqlDuration(argument))), nil
	}
	return "", fmt.Errorf("the function %s is not known", token.text)
}

func cqlDuration(text string) time.Duration {
	var count int
	var unit string
	if _, err := fmt.Sscanf(text, "%d%s", &count, &unit); err != nil {
		return 0
	}
	units := map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}
	return time.Duration(count) * units[unit]
}

// cqlTime writes a time so that times compare as text, in the precision that queries have.
func cqlTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }

func (p *cqlParser) orderBy() ([]cqlOrder, error) {
	var orders []cqlOrder
	for {
		field, err := p.next()
		if err != nil {
			return nil, err
		}
		order := cqlOrder{field: strings.ToLower(field.text)}
		if !slices.Contains([]string{"title", "created", "lastmodified", "id", "space"}, order.field) {
			return nil, fmt.Errorf("results cannot be ordered by %s", field.text)
		}
		if order.descending = p.take("desc"); !order.descending {
			p.take("asc")
		}
		orders = append(orders, order)
		if !p.take(",") {
			return orders, nil
		}
	}
}
