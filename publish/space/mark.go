package space

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A mark ends the version message of each update: "[pw" BIND "." HASH "]". BIND holds owner, page id, version number and
// HASH together, so that a mark that was copied or quoted elsewhere is none; HASH is [Entry.Hash] of what was sent.
const (
	markStart = "[pw:"
	bindBytes = 6
	bindSize  = 8  // of 6 bytes in base64
	hashSize  = 16 // of 12 bytes in base64
	markSize  = len(markStart) + bindSize + 1 + hashSize + 1
)

// maxMessage is the length of a version message in characters. Confluence does not document its own limit.
const maxMessage = 200

// Hash makes the short form of a digest of texts: 96 bits, 16 characters.
func Hash(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12])
}

func bind(owner, pageID string, version int, hash string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s", owner, pageID, version, hash))
	return base64.RawURLEncoding.EncodeToString(sum[:bindBytes])
}

// Message returns the version message of an update: the text, cut so that the mark stays.
func Message(text, owner, pageID string, version int, hash string) string {
	mark := markStart + bind(owner, pageID, version, hash) + "." + hash + "]"
	text = strings.TrimSpace(text)
	if text == "" {
		return mark
	}
	room := maxMessage - markSize - 1
	if utf8.RuneCountInString(text) > room {
		text = strings.TrimSpace(string([]rune(text)[:room-1])) + "…"
	}
	return text + " " + mark
}

// MarkIn reads the mark at the end of a version message. It returns the hash of what was sent; ok is false where there is
// no mark, or one of another owner, page or version.
func MarkIn(message, owner, pageID string, version int) (hash string, ok bool) {
	message = strings.TrimRight(message, " \t\r\n")
	if len(message) < markSize {
		return "", false
	}
	mark := message[len(message)-markSize:]
	inside, found := strings.CutPrefix(mark, markStart)
	if !found || inside[bindSize] != '.' || !strings.HasSuffix(inside, "]") {
		return "", false
	}
	hash = inside[bindSize+1 : bindSize+1+hashSize]
	return hash, inside[:bindSize] == bind(owner, pageID, version, hash)
}
