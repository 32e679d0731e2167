package render

import (
	"strings"
	"unicode/utf8"
)

// setColumns gives keys, words and problems the columns that they have not got
// yet: those of keys, which are the first words of their lines.
func (r *matterReader) setColumns(text string) {
	if len(r.matter.Lines) == 0 && len(r.problems) == 0 {
		return
	}
	var columns []int // by line, from 0
	for line := range strings.Lines(text) {
		columns = append(columns, 1+utf8.RuneCountInString(line)-utf8.RuneCountInString(strings.TrimLeft(line, " \t")))
	}
	set := func(line int, column *int) {
		if *column == 0 && line > 0 && line <= len(columns) {
			*column = columns[line-1]
		}
	}
	for key, line := range r.matter.Lines {
		column := r.matter.Columns[key]
		set(line, &column)
		r.matter.setColumn(key, column)
	}
	others := &r.matter.Others
	for _, all := range [][]Words{others.Spaces, others.Parents, others.Files} {
		for i := range all {
			set(all[i].Line, &all[i].Column)
		}
	}
	for i := range others.Ignored {
		set(others.Ignored[i].Line, &others.Ignored[i].Column)
	}
	for i := range r.problems {
		set(r.problems[i].Line, &r.problems[i].Column)
	}
}
