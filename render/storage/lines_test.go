package storage

import (
	"slices"
	"testing"
)

func TestLinesAreBlocksWithoutWhatConfluenceAdds(t *testing.T) {
	t.Parallel()
	body := `<p local-id="1">One <strong>bold</strong></p><ul><li><p>a</p></li></ul><table><tbody><tr><td><p>x</p></td></tr></tbody></table>`
	want := []string{
		"<p>One <strong>bold</strong></p>", "<ul>", "<li>", "<p>a</p>", "</li>", "</ul>",
		"<table>", "<tbody>", "<tr>", "<td>x</td>", "</tr>", "</tbody>", "</table>",
	}
	if got := Lines(body); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := Lines("<p>broken"); !slices.Equal(got, []string{"<p>broken"}) {
		t.Errorf("got %q", got)
	}
}
