package title_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/title"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Setup Guide", "SETUP guide"}, {"Straße", "STRASSE"}, {"ẞ", "ß"}, {"ΣΑΣ", "σας"}, {"Café", "Cafe\u0301"}, {"Kelvin \u212a", "kelvin K"}, {"İ", "i\u0307"},
	} {
		if title.Fold(pair[0]) != title.Fold(pair[1]) {
			t.Errorf("%q and %q are told apart", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"Setup", "Set up"}, {"İstanbul", "istanbul"}, {"é", "e"}, {"A–B", "A-B"}} {
		if title.Fold(pair[0]) == title.Fold(pair[1]) {
			t.Errorf("%q and %q are held equal", pair[0], pair[1])
		}
	}
}

func TestLengthAndCut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("🙂", 200)
	if n := title.Length(long); n != 400 {
		t.Errorf("length %d", n)
	}
	if cut := title.Cut(long, title.Max); title.Length(cut) != 254 || !strings.HasPrefix(long, cut) {
		t.Errorf("cut to %d", title.Length(cut))
	}
	if got := title.Cut("short", 255); got != "short" {
		t.Errorf("got %q", got)
	}
}
