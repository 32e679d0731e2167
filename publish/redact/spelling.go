package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// leastDerived is the length from which a spelling that is not the secret itself is no ordinary word.
const leastDerived = 8

// spellings returns what to look for in a text and in what it says when decoded.
func spellings(user, secret string) []string {
	if strings.TrimSpace(secret) == "" {
		return nil
	}
	all := []string{secret}
	for line := range strings.Lines(secret) {
		if line = strings.TrimSpace(line); len(line) >= leastDerived {
			all = append(all, line)
		}
	}
	if strings.Contains(secret, " ") {
		all = append(all, strings.ReplaceAll(secret, " ", "+")) // as forms encode it
	}
	for decoded := range decodings(secret) { // a secret that looks like an escape sequence is decoded together with the text
		all = append(all, decoded.text)
	}
	if len(secret)*2 >= leastDerived {
		inHex := hex.EncodeToString([]byte(secret)) // as dumps show it
		all = append(all, inHex, strings.ToUpper(inHex))
	}
	return append(all, inBase64(user, secret)...)
}

// inBase64 returns what Base64 makes of the secret wherever it begins in what is encoded, and of user and secret as in
// Basic authentication.
func inBase64(user, secret string) []string {
	var all []string
	for before := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), secret...))
		first := []int{0, 2, 3}[before] // what stands before the secret decides about the characters up to here
		if last := (before + len(secret)) * 8 / 6; last-first >= leastDerived {
			all = append(all, encoded[first:last])
		}
	}
	if user != "" {
		all = append(all, base64.StdEncoding.EncodeToString([]byte(user+":"+secret)))
	}
	for _, encoded := range slices.Clone(all) {
		all = append(all, strings.NewReplacer("+", "-", "/", "_").Replace(encoded))
	}
	return all
}

var percentEncoded = regexp.MustCompile(`%[0-9A-F]{2}`)

// masks returns what a CI host has to mask, which compares letter by letter.
func masks(user, secret string) []string {
	if strings.TrimSpace(secret) == "" {
		return nil
	}
	derived := slices.Concat(asTexts(secret), inBase64(user, secret))
	if user != "" {
		derived = slices.Concat(derived, []string{user + ":" + secret}, asTexts(user+":"+secret))
	}
	all := []string{secret}
	for _, mask := range derived {
		if len(mask) >= leastDerived && !strings.ContainsFunc(mask, unicode.IsControl) && !slices.Contains(all, mask) {
			all = append(all, mask)
		}
	}
	return all
}

// asTexts returns how URLs, HTML and JSON write a text.
func asTexts(text string) []string {
	quoted, _ := json.Marshal(text) // a string always encodes
	all := []string{url.QueryEscape(text), url.PathEscape(text), html.EscapeString(text), string(quoted[1 : len(quoted)-1])}
	for _, escaped := range all[:2] {
		all = append(all, percentEncoded.ReplaceAllStringFunc(escaped, strings.ToLower))
	}
	return all
}
