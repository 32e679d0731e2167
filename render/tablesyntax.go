package render

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// tableSyntax finds tables as GitHub does (https://github.github.com/gfm/#tables-extension-).
// gomarkdown's own tables differ: they keep "\|" escaped in code, let a pipe
// in code not split, read "||" as a span and end at a row without a pipe.
//
// It works as gomarkdown's hook, at the start of each block.
type tableSyntax struct {
	padding int // how many more cells may be added to short rows
}

// paddingLimit bounds what short rows under a wide header can add, as
// gomarkdown does: the size of the document, but at least 100 kB.
func paddingLimit(size int) int { return max(size, 100*1024) }

// hook takes a table off the start of a text, or the paragraph in front of
// one, which gomarkdown would not end there.
func (s *tableSyntax) hook(text []byte) (node ast.Node, inside []byte, consumed int) {
	header, found := findTable(text)
	switch {
	case !found:
		return nil, nil, 0
	case header == 0:
		node, consumed = s.table(text)
		return node, nil, consumed
	default:
		return &ast.Paragraph{Container: ast.Container{Content: unindented(text[:header])}}, nil, header
	}
}

// findTable gives the offset of the first header row in the paragraph that a
// text begins with.
func findTable(text []byte) (header int, found bool) {
	line, next := cutLine(text)
	if indent(line) > 3 || mayStartBlock(line) && startsBlock(line) {
		return 0, false
	}
	for header = 0; next < len(text); {
		below, after := cutLine(text[next:])
		if isBlank(below) || mayStartBlock(below) && interruptsParagraph(below) {
			return 0, false
		}
		if columns := len(delimiterCells(below)); columns > 0 && columns == len(rowCells(line)) {
			return header, true
		}
		header, line = next, below
		next += after
	}
	return 0, false
}

// table reads the table that a text begins with.
func (s *tableSyntax) table(text []byte) (table *ast.Table, consumed int) {
	header, consumed := cutLine(text)
	delimiters, next := cutLine(text[consumed:])
	consumed += next
	aligns := alignments(delimiters)
	head, body := &ast.TableHeader{}, &ast.TableBody{}
	ast.AppendChild(head, s.row(header, aligns, true))
	for consumed < len(text) {
		line, next := cutLine(text[consumed:])
		if isBlank(line) || len(rowCells(line)) == 0 || indent(line) > 3 || mayStartBlock(line) && startsBlock(line) {
			break
		}
		ast.AppendChild(body, s.row(line, aligns, false))
		consumed += next
	}
	table = &ast.Table{}
	ast.AppendChild(table, head)
	ast.AppendChild(table, body)
	return table, consumed
}

func (s *tableSyntax) row(line []byte, aligns []ast.CellAlignFlags, header bool) ast.Node {
	row := &ast.TableRow{}
	cells := rowCells(line)
	for i, align := range aligns {
		cell := &ast.TableCell{IsHeader: header, Align: align}
		if i < len(cells) {
			cell.Content = bytes.ReplaceAll(cells[i], []byte(`\|`), []byte(`|`))
		} else if s.padding--; s.padding < 0 {
			break
		}
		ast.AppendChild(row, cell)
	}
	return row
}

// rowCells splits a row at its pipes, but for those after a backslash.
func rowCells(line []byte) [][]byte {
	line = bytes.TrimPrefix(bytes.Trim(line, " \t"), []byte{'|'})
	var cells [][]byte
	start := 0
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			cells = append(cells, bytes.Trim(line[start:i], " \t"))
			start = i + 1
		}
	}
	if last := bytes.Trim(line[start:], " \t"); len(last) > 0 {
		cells = append(cells, last)
	}
	return cells
}

var delimiterPattern = regexp.MustCompile(`^:?-+:?$`)

// delimiterCells splits a delimiter row; it gives none if the line is no such
// row.
func delimiterCells(line []byte) [][]byte {
	if indent(line) > 3 || len(bytes.Trim(line, "|:- \t")) > 0 {
		return nil
	}
	cells := rowCells(line)
	for _, cell := range cells {
		if !delimiterPattern.Match(cell) {
			return nil
		}
	}
	return cells
}

func alignments(delimiters []byte) []ast.CellAlignFlags {
	var aligns []ast.CellAlignFlags
	for _, cell := range delimiterCells(delimiters) {
		var align ast.CellAlignFlags
		if cell[0] == ':' {
			align |= ast.TableAlignmentLeft
		}
		if cell[len(cell)-1] == ':' {
			align |= ast.TableAlignmentRight
		}
		aligns = append(aligns, align)
	}
	return aligns
}

// cutLine gives the first line of a text, and the offset of the next.
func cutLine(text []byte) (line []byte, next int) {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return text[:end], end + 1
	}
	return text, len(text)
}

func isBlank(line []byte) bool { return len(bytes.Trim(line, " \t")) == 0 }

// indent gives the column of the first character that is no white space.
func indent(line []byte) int {
	column := 0
	for _, c := range line {
		switch c {
		case ' ':
			column++
		case '\t':
			column += 4 - column%4
		default:
			return column
		}
	}
	return column
}

func unindented(text []byte) []byte {
	lines := bytes.Split(text, []byte{'\n'})
	for i := range lines {
		lines[i] = bytes.TrimLeft(lines[i], " \t")
	}
	return bytes.TrimRight(bytes.Join(lines, []byte{'\n'}), " \t\n")
}

// mayStartBlock reports whether a line begins with a character that a block
// other than a paragraph can begin with. Most lines do not, which saves
// asking the parser.
func mayStartBlock(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && bytes.IndexByte([]byte(">#-+*_=`~<0123456789"), line[0]) >= 0
}

// startsBlock reports whether a line by itself is the start of a block other
// than a paragraph.
func startsBlock(line []byte) bool { return !isParagraph(line) }

// interruptsParagraph reports whether a line ends the paragraph above it.
func interruptsParagraph(line []byte) bool {
	return !isParagraph(append([]byte("x\n"), line...))
}
