package pageid_test

import (
	"testing"

	"github.com/pagewright/pagewright/render/pageid"
)

func TestPageIDs(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"1", "131074", "9223372036854775807"} {
		if !pageid.Valid(id) || !pageid.IsMeant(id) {
			t.Errorf("%q is no id", id)
		}
	}
	for _, number := range []string{"0", "00", "0131074", "-5", "+5", "1.5", "1e5", "1_000", "9223372036854775808", "99999999999999999999", "１２３", "١٢٣", "12 34", "131074/../1"} {
		if pageid.Valid(number) || !pageid.IsMeant(number) {
			t.Errorf("%q is an id: %t, meant to be one: %t", number, pageid.Valid(number), pageid.IsMeant(number))
		}
	}
	for _, word := range []string{"", "Setup", "v2"} {
		if pageid.Valid(word) || pageid.IsMeant(word) {
			t.Errorf("%q is an id", word)
		}
	}
}
