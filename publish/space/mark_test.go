package space

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMarkIsBoundToOwnerPageAndVersion(t *testing.T) {
	t.Parallel()
	hash := Hash("title", "body")
	for _, text := range []string{"", "Publish docs", strings.Repeat("ä long message ", 40), "ends with " + Message("", "o", "1", 1, hash)} {
		message := Message(text, "github.com/acme/docs", "131090", 4, hash)
		if n := utf8.RuneCountInString(message); n > maxMessage || !strings.HasPrefix(message, strings.TrimSpace(text)[:min(4, len(text))]) {
			t.Errorf("%d characters: %s", n, message)
		}
		if got, ok := MarkIn(message, "github.com/acme/docs", "131090", 4); !ok || got != hash {
			t.Errorf("%q is not read", message)
		}
		for what, read := range map[string]bool{
			"another owner":   isMarked(message, "github.com/acme/other", "131090", 4),
			"another page":    isMarked(message, "github.com/acme/docs", "131091", 4),
			"another version": isMarked(message, "github.com/acme/docs", "131090", 5),
			"a quote":         isMarked(message+" (restored)", "github.com/acme/docs", "131090", 4),
			"cut off":         isMarked(message[:len(message)-1], "github.com/acme/docs", "131090", 4),
		} {
			if read {
				t.Errorf("%s: %q is read as a mark", what, message)
			}
		}
	}
}

func isMarked(message, owner, page string, version int) bool {
	_, ok := MarkIn(message, owner, page, version)
	return ok
}

func FuzzMarkIn(f *testing.F) {
	f.Add(Message("x", "o", "1", 2, Hash("a")))
	f.Add("[pw:ääää.]")
	f.Fuzz(func(t *testing.T, message string) {
		if hash, ok := MarkIn(message, "o", "1", 2); ok && len(hash) != hashSize {
			t.Errorf("%q gives the hash %q", message, hash)
		}
	})
}
