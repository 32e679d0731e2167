package gfm

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// Formulas are GitHub's (https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions):
// $…$, $`…`$ and $$…$$ in a text, lines between two lines "$$", and fenced code in the language math.

// The elements of formulas. Their text is the source of the formula as it stands between the dollars; the attribute raw has
// it with them.
var (
	Formula      = own(Tag{Name: "x-formula", Visible: true})
	FormulaBlock = own(Tag{Name: "pre", Block: true, Visible: true})
)

func init() {
	onBlock(blockHook{rank: 20, first: "$", find: findFormulaBlock})
	builds(buildFormulaBlock)
}

// dollars is a run of one or two dollars.
type dollars struct {
	at, count      int
	opens, closes  bool
	backtick       bool // it begins $`…`$
	closesBacktick bool
}

// findFormulas finds the formulas of a text. The next dollars of the same count decide whether there is one: if they cannot close
// it, as in "$5 and $10", the first ones are only dollars.
func findFormulas(text []byte) []piece {
	runs := dollarRuns(text)
	var found []piece
	for i := 0; i < len(runs); i++ {
		open := runs[i]
		if !open.opens {
			continue
		}
		next := i + 1
		for next < len(runs) && runs[next].count != open.count {
			next++
		}
		if next == len(runs) || open.backtick && !runs[next].closesBacktick || !runs[next].closes {
			continue
		}
		end := runs[next].at
		from, to := open.at+open.count, end
		if open.backtick {
			from, to = from+1, to-1
		}
		if from >= to || isBlank(bytes.ReplaceAll(text[from:to], []byte{'\n'}, nil)) {
			continue
		}
		found = append(found, piece{at: open.at, raw: string(text[open.at : end+runs[next].count]), is: aFormula, text: string(text[from:to])})
		i = next
	}
	return found
}

// dollarRuns finds the dollars in a text that are neither escaped nor in code.
func dollarRuns(text []byte) []dollars {
	var runs []dollars
	lastEnd := bytes.LastIndex(text, []byte("`$"))
	ticks := lastRuns(text)
	for i := 0; i < len(text); {
		switch text[i] {
		case '\\':
			i += 2
		case '`':
			i = pastCode(text, i, ticks)
		case '$':
			d := dollars{at: i, count: 1}
			for i+d.count < len(text) && text[i+d.count] == '$' {
				d.count++
			}
			i += d.count
			if d.count > 2 {
				continue
			}
			d.bounds(text[:d.at], text[i:])
			d.backtick = d.backtick && lastEnd > i
			runs = append(runs, d)
			if d.backtick {
				i += 1 + bytes.Index(text[i+1:], []byte("`$")) + 1
			}
		default:
			i++
		}
	}
	return runs
}

// lastRuns tells, by the lengths of the runs of backticks in a text, where the last one begins.
func lastRuns(text []byte) map[int]int {
	var last map[int]int
	for i := 0; ; {
		next := bytes.IndexByte(text[i:], '`')
		if next < 0 {
			return last
		}
		if last == nil {
			last = map[int]int{}
		}
		from := i + next
		i = pastRun(text, from)
		last[i-from] = from
	}
}

// pastCode returns the offset after the code that backticks at an offset begin, or after them if they begin none.
func pastCode(text []byte, at int, last map[int]int) int {
	end := pastRun(text, at)
	for next := end; last[end-at] >= next; {
		next += bytes.IndexByte(text[next:], '`')
		from := next
		if next = pastRun(text, from); next-from == end-at {
			return next
		}
	}
	return end
}

// pastRun returns the offset after the run of equal bytes at an offset.
func pastRun(text []byte, at int) int {
	end := at + 1
	for end < len(text) && text[end] == text[at] {
		end++
	}
	return end
}

// bounds tells by what is before and after them whether dollars can open and close a formula: no blank is inside of them, no
// letter or digit outside.
func (d *dollars) bounds(before, after []byte) {
	left, _ := utf8.DecodeLastRune(before)
	right, _ := utf8.DecodeRune(after)
	if d.count == 2 {
		d.opens, d.closes = true, true
		return
	}
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	d.opens = len(after) > 0 && !unicode.IsSpace(right) && !inWord(left)
	d.closes = len(before) > 0 && !unicode.IsSpace(left) && !inWord(right)
	d.backtick = d.opens && right == '`'
	d.closesBacktick = left == '`' && d.closes
}

// formulaBlock is a formula on lines of its own, in gomarkdown's tree.
type formulaBlock struct {
	ast.Leaf
	raw []byte
}

// findFormulaBlock takes the formula that a text begins with, if nothing else stands on its lines.
func findFormulaBlock(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	first, at := cutLine(rest)
	if indent(first) > 3 || !bytes.HasPrefix(trimLeft(first), []byte("$$")) {
		return nil, nil, 0
	}
	opened := trimLeft(first)[2:]
	for line := opened; ; {
		line = trimRight(line)
		if end := bytes.Index(line, []byte("$$")); end >= 0 {
			if end != len(line)-2 || bytes.HasSuffix(line[:end], []byte(`\`)) {
				return nil, nil, 0
			}
			raw := bytes.TrimSpace(rest[:at])
			if isBlank(bytes.ReplaceAll(raw[2:len(raw)-2], []byte{'\n'}, nil)) {
				return nil, nil, 0
			}
			return &formulaBlock{raw: raw}, nil, at
		}
		if at >= len(rest) {
			return nil, nil, 0
		}
		next := 0
		if line, next = cutLine(rest[at:]); isBlank(line) {
			return nil, nil, 0
		}
		at += next
	}
}

func buildFormulaBlock(b *builder, n *formulaBlock) {
	b.formulaBlock(string(bytes.Trim(n.raw[2:len(n.raw)-2], " \t\n")), string(n.raw))
}

func (b *builder) formulaBlock(text, raw string) {
	b.open(FormulaBlock, b.src.start(b.line), Attr{"raw", raw})
	b.text(text)
	b.close(FormulaBlock)
}

// formula builds a formula in a text.
func (b *builder) formula(p piece) {
	attrs := []Attr{{"raw", p.raw}}
	if strings.HasPrefix(p.raw, "$$") {
		attrs = append(attrs, Attr{"display", "block"})
	}
	b.open(Formula, b.leaf.offset(), attrs...)
	b.text(p.text)
	b.close(Formula)
}
