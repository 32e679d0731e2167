package gfm

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Tables are those of https://github.github.com/gfm/#tables-extension-. gomarkdown's own differ: they keep "\|" escaped in
// code, let a pipe in code not split, read "||" as a span and end at a row without a pipe.

// The elements of tables. Cells of Markdown have an attribute align, columns of HTML a width or a style.
var (
	Table       = element(Tag{Name: "table", Block: true})
	Caption     = element(Tag{Name: "caption"})
	TableHead   = element(Tag{Name: "thead"})
	TableBody   = element(Tag{Name: "tbody"}, "tfoot")
	TableRow    = element(Tag{Name: "tr"})
	TableCell   = element(Tag{Name: "td"})
	HeaderCell  = element(Tag{Name: "th"})
	ColumnGroup = element(Tag{Name: "colgroup"})
	Column      = element(Tag{Name: "col", Void: true})
)

func init() {
	onBlock(blockHook{rank: 10, find: findTable})
	cutsParagraph(cut{
		may: mayDelimit,
		at: func(_ *blockParser, above, line []byte) (atAbove, found bool) {
			columns := len(delimiterCells(line))
			return true, columns > 0 && columns == len(rowCells(above))
		},
	})
	builds(buildTable)
}

// table is a table in gomarkdown's tree: the lines of its header, delimiters and rows.
type table struct {
	ast.Leaf
	rows []byte
}

// minPadding is the least number of cells, in a whole document, that may be added to short rows under wide headers. Else it is
// as many as the document has bytes, as in gomarkdown and cmark-gfm.
const minPadding = 100 * 1024

// findTable takes the table that a text begins with.
func findTable(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	if !b.tables {
		return nil, nil, 0
	}
	header, next := cutLine(rest)
	delimiters, end := cutLine(rest[next:])
	if !mayDelimit(delimiters) {
		return nil, nil, 0
	}
	columns := len(delimiterCells(delimiters))
	if columns == 0 || columns != len(rowCells(header)) || b.isLazy(1) || b.startsBlock(header) || b.interrupts(delimiters) {
		return nil, nil, 0
	}
	length = next + end
	for row := 2; length < len(rest); row++ {
		line, next := cutLine(rest[length:])
		if isBlank(line) || b.isLazy(row) || b.cutsAt(line) || b.startsBlock(line) || len(rowCells(line)) == 0 {
			break
		}
		length += next
	}
	return &table{rows: rest[:length]}, nil, length
}

// mayHaveTables reports at a glance whether there may be a delimiter row in a text.
func mayHaveTables(src *source) bool {
	for at := range src.starts {
		line := src.line(at)
		inner := strings.TrimLeft(line, " \t>*+-0123456789.)|:")
		if inner == "" && strings.ContainsAny(line, "|:") && strings.Contains(line, "-") {
			return true
		}
	}
	return false
}

// mayDelimit reports at a glance whether a line may be a delimiter row.
func mayDelimit(line []byte) bool {
	line = trimLeft(line)
	return len(line) > 0 && (line[0] == '|' || line[0] == '-' || line[0] == ':') && len(bytes.Trim(line, "|:- \t")) == 0
}

var delimiterPattern = regexp.MustCompile(`^:?-+:?$`)

// delimiterCells splits a delimiter row; it returns none if the line is no such row.
func delimiterCells(line []byte) []cell {
	if indent(line) > 3 || !mayDelimit(line) {
		return nil
	}
	cells := rowCells(line)
	for _, c := range cells {
		if !delimiterPattern.Match(c.text) {
			return nil
		}
	}
	return cells
}

// cell is the source of a cell, and where in its row it stands.
type cell struct {
	text []byte
	at   int
}

// rowCells splits a row at its pipes, but for those after a backslash.
func rowCells(line []byte) []cell {
	start := len(line) - len(trimLeft(line))
	line = trimRight(line)
	if start < len(line) && line[start] == '|' {
		start++
	}
	var cells []cell
	add := func(end int) {
		text := trimLeft(line[start:end])
		at := end - len(text)
		cells = append(cells, cell{trimRight(text), at})
		start = end + 1
	}
	for i := start; i < len(line); i++ {
		if line[i] == '|' && (i == 0 || line[i-1] != '\\') {
			add(i)
		}
	}
	if start < len(line) {
		add(len(line))
	}
	return cells
}

func alignments(delimiters []byte) []string {
	var aligns []string
	for _, c := range delimiterCells(delimiters) {
		left, right := c.text[0] == ':', c.text[len(c.text)-1] == ':'
		switch {
		case left && right:
			aligns = append(aligns, "center")
		case left:
			aligns = append(aligns, "left")
		case right:
			aligns = append(aligns, "right")
		default:
			aligns = append(aligns, "")
		}
	}
	return aligns
}

func buildTable(b *builder, n *table) {
	header, next := cutLine(n.rows)
	delimiters, end := cutLine(n.rows[next:])
	rows := n.rows[next+end:]
	aligns := alignments(delimiters)
	line := b.line
	b.open(Table, b.src.start(line))
	b.open(TableHead, -1)
	b.tableRow(header, HeaderCell, aligns)
	b.close(TableHead)
	if len(rows) > 0 {
		b.open(TableBody, -1)
		b.line = b.lineAfter(line, n.rows[:next+end])
		for len(rows) > 0 {
			var row []byte
			row, next = cutLine(rows)
			b.tableRow(row, TableCell, aligns)
			b.line = b.lineAfter(b.line, rows[:next])
			rows = rows[next:]
		}
		b.close(TableBody)
	}
	b.close(Table)
	b.line = line
}

func (b *builder) tableRow(row []byte, tag *Tag, aligns []string) {
	b.open(TableRow, -1)
	cells := rowCells(row)
	whole := extent{src: b.src, still: b.still, text: row, line: b.line}
	for i, align := range aligns {
		if i >= len(cells) {
			if b.padding--; b.padding < 0 {
				break
			}
		}
		var attrs []Attr
		if align != "" {
			attrs = []Attr{{"align", align}}
		}
		b.open(tag, -1, attrs...)
		if i < len(cells) {
			if text := cells[i].text; len(text) > 0 {
				source := extent{src: b.src, still: b.still, text: text, line: b.line, measured: true, delta: whole.offset(cells[i].at)}
				if bytes.Contains(text, []byte(`\|`)) {
					text = bytes.ReplaceAll(text, []byte(`\|`), []byte{'|'})
				}
				b.inlines(source, text)
			}
		}
		b.close(tag)
	}
	b.close(TableRow)
}
