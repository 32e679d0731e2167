// Package redact keeps secrets out of what is said. What enters is text for a log, a file or an error; what leaves is the
// same text with *** in place of each secret.
//
// A secret is found in every spelling in which programs repeat it (as it is, in URLs, HTML, JSON, Markdown, hex and Base64, also
// one inside the other), and a piece of it is found as well, since servers and logs cut what they repeat.
package redact

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Redactor knows the secrets of a run. The zero value knows none and is ready for use, and nil stands for one that knows
// none; it may be used from several goroutines.
type Redactor struct {
	// Announce is told each text that a CI host has to mask by itself; nil tells nobody. Set it before the first use.
	Announce func(mask string)

	mu        sync.RWMutex
	known     map[string]bool     // spellings
	announced map[string]bool     // masks
	users     map[string]bool     // "user:", as it stands before a secret
	short     []string            // spellings that are too short to have pieces
	pieces    map[string]struct{} // every run of pieceLength bytes of the longer spellings
}

const (
	// Shorter secrets would black out ordinary words and protect nobody.
	leastSecret = 4
	// A run of this length is a piece of a secret and no coincidence.
	pieceLength = 12

	hidden = "***"
)

// Add keeps a secret out of every text from here on.
func (r *Redactor) Add(secret string) { r.learn("", secret) }

// AddCredential keeps a secret out of every text from here on, also where it stands beside its user as in Basic
// authentication, and announces each spelling of it. The user is no secret, and may be empty.
func (r *Redactor) AddCredential(user, secret string) {
	r.learn(user, secret)
	if r.Announce == nil {
		return
	}
	for _, mask := range masks(user, secret) {
		if r.firstTime(mask) {
			r.Announce(mask)
		}
	}
}

func (r *Redactor) firstTime(mask string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.announced[mask] {
		return false
	}
	if r.announced == nil {
		r.announced = map[string]bool{}
	}
	r.announced[mask] = true
	return true
}

func (r *Redactor) learn(user, secret string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known, r.users, r.pieces = map[string]bool{}, map[string]bool{}, map[string]struct{}{}
	}
	if user != "" {
		r.users[user+":"] = true
	}
	for _, s := range spellings(user, secret) {
		if len(s) < leastSecret || r.known[s] {
			continue
		}
		r.known[s] = true
		if len(s) < pieceLength {
			r.short = append(r.short, s)
			continue
		}
		for i := range len(s) - pieceLength + 1 {
			r.pieces[s[i:i+pieceLength]] = struct{}{}
		}
	}
}

// Text returns text without the secrets. An escape sequence is replaced as a whole or not at all, so that JSON stays JSON.
func (r *Redactor) Text(text string) string {
	if r == nil {
		return text
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if len(r.known) == 0 {
		return text
	}
	var out strings.Builder
	for len(text) > mostAtOnce {
		end := strings.IndexByte(text[mostAtOnce:], '\n')
		if end < 0 {
			break
		}
		out.WriteString(r.without(text[:mostAtOnce+end]))
		text = text[mostAtOnce+end:]
	}
	out.WriteString(r.without(text))
	return out.String()
}

// JSON returns a JSON document without the secrets in its strings. What stands outside of them stays, so that a secret such as
// true or 1234 does not break the document: a number or a literal repeats nobody's text.
func (r *Redactor) JSON(document string) string {
	return jsonString.ReplaceAllStringFunc(document, func(quoted string) string {
		return `"` + r.Text(quoted[1:len(quoted)-1]) + `"`
	})
}

var jsonString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// mostAtOnce bounds the memory for a text of several lines: a reading of it takes some ten times its length.
const mostAtOnce = 1 << 20

func (r *Redactor) without(text string) string {
	found := r.find(asWritten(text))
	for reading := range decodings(text) {
		found = wholeEscapes(append(found, r.find(reading)...), reading)
	}
	return hide(text, found)
}

// find returns where the secrets are in the text that the reading is of.
func (r *Redactor) find(in reading) []span {
	var found []span
	for i := range len(in.text) - pieceLength + 1 {
		if _, is := r.pieces[in.text[i:i+pieceLength]]; is {
			found = appendSpan(found, span{i, i + pieceLength})
		}
	}
	for _, s := range r.short {
		for at := 0; ; {
			i := strings.Index(in.text[at:], s)
			if i < 0 {
				break
			}
			found = append(found, span{at + i, at + i + len(s)})
			at += i + len(s)
		}
	}
	for i, s := range found {
		found[i] = in.source(span{s.begin - r.userBefore(in.text[:s.begin]), s.end})
	}
	return found
}

// userBefore returns the length of the "user:" at the end of a text, 0 if there is none.
func (r *Redactor) userBefore(text string) int {
	for user := range r.users {
		if strings.HasSuffix(text, user) {
			return len(user)
		}
	}
	return 0
}

// appendSpan joins a span with the last one where they overlap.
func appendSpan(spans []span, s span) []span {
	if last := len(spans) - 1; last >= 0 && s.begin <= spans[last].end {
		spans[last].end = max(spans[last].end, s.end)
		return spans
	}
	return append(spans, s)
}

func hide(text string, found []span) string {
	if len(found) == 0 {
		return text
	}
	slices.SortFunc(found, func(a, b span) int { return a.begin - b.begin })
	var merged []span
	for _, s := range found {
		merged = appendSpan(merged, s)
	}
	var out strings.Builder
	at := 0
	for _, s := range merged {
		out.WriteString(text[at:s.begin])
		out.WriteString(hidden)
		at = s.end
	}
	out.WriteString(text[at:])
	return out.String()
}
