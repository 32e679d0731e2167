package redact_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/redact"
)

const user = "ann@example.com"

// token has the length and the characters of a real one, and what each encoding writes differently.
var token = func() string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-&<"
	letters := rand.New(rand.NewPCG(1, 2))
	text := []byte("ATATT3xFfGF0")
	for len(text) < 192 {
		text = append(text, alphabet[letters.IntN(len(alphabet))])
	}
	return string(text)
}()

// forms are the spellings in which a server may repeat a secret.
func forms(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	all := map[string]string{
		"as it is":                 secret,
		"a query":                  url.QueryEscape(secret),
		"a path":                   url.PathEscape(secret),
		"a query, lower":           strings.ToLower(url.QueryEscape("/")) + url.QueryEscape(secret),
		"every byte in hex":        everyByte(secret, "%%%02x"),
		"HTML":                     html.EscapeString(secret),
		"HTML, every number":       everyByte(secret, "&#%d;"),
		"HTML, every hex":          everyByte(secret, "&#x%X;"),
		"JSON":                     string(quoted),
		"JSON, with slashes":       strings.ReplaceAll(string(quoted), "/", `\/`),
		"JSON, every letter":       everyByte(secret, `\u%04x`),
		"JavaScript, every letter": everyByte(secret, `\x%02x`),
		"Markdown":                 strings.NewReplacer("_", `\_`, "<", "&lt;", "&", "&amp;").Replace(secret),
		"a dump":                   everyByte(secret, "%02x"),
		"a dump, upper":            everyByte(secret, "%02X"),
		"a query twice":            url.QueryEscape(url.QueryEscape(secret)),
		"HTML in JSON":             strings.NewReplacer("&", `\u0026`).Replace(html.EscapeString(secret)),
		"JSON in JSON":             strings.ReplaceAll(string(quoted), `\`, `\\`),
		"user and secret":          user + ":" + secret,
		"a URL":                    (&url.URL{Scheme: "https", User: url.UserPassword(user, secret), Host: "wiki.test"}).String(),
	}
	for before := range 4 {
		text := strings.Repeat("x", before) + secret + strings.Repeat("y", before)
		all[fmt.Sprintf("Base64 after %d", before)] = base64.StdEncoding.EncodeToString([]byte(text))
		all[fmt.Sprintf("Base64 for URLs after %d", before)] = base64.RawURLEncoding.EncodeToString([]byte(text))
	}
	all["Basic"] = base64.StdEncoding.EncodeToString([]byte(user + ":" + secret))
	all["Basic in a URL"] = url.QueryEscape(all["Basic"])
	return all
}

func everyByte(text, format string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		fmt.Fprintf(&out, format, b)
	}
	return out.String()
}

// leak returns a run of 12 characters of the form that is still in the text, "" if there is none.
func leak(text, form string) string {
	for i := range len(form) - 11 {
		if strings.Contains(text, form[i:i+12]) {
			return form[i : i+12]
		}
	}
	return ""
}

func TestNoSpellingOfASecretIsLeft(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential(user, token)
	for name, form := range forms(token) {
		got := r.Text("before " + form + " after")
		if left := leak(got, form); left != "" || !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") || !strings.Contains(got, "***") {
			t.Errorf("%s: %q is left in %q", name, left, got)
		}
	}
}

// A server, or a log, may cut what it repeats anywhere.
func TestNoPieceOfASecretIsLeft(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential(user, token)
	for name, form := range forms(token) {
		if strings.Contains(name, "every") {
			continue // 12 characters of these are a few of the secret
		}
		for _, cut := range []struct{ from, to int }{{0, 140}, {0, len(form) / 2}, {50, 140}, {len(form) - 30, len(form)}} {
			piece := form[cut.from:cut.to]
			if left := leak(r.Text(piece), piece); left != "" {
				t.Errorf("%s, from %d to %d: %q is left", name, cut.from, cut.to, left)
			}
		}
	}
}

func TestOrdinaryTextStays(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential(user, token)
	r.Add("abc") // too short to be hidden
	for _, text := range []string{
		"", "created  Setup  (docs/setup.md)", `{"title":"50 % of \"it\" \u00e4 &amp; more"}`, "asked by ann@example.com: yes", `C:\new\text %zz &unknown; \`, "abc",
	} {
		if got := r.Text(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestShortSecretsAreHiddenAsAWhole(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential("ann", "p/ss&w")
	for text, want := range map[string]string{
		"is p/ss&w wrong":             "is *** wrong",
		"p%2Fss%26w p\\/ss\\u0026w":   "*** ***",
		"p/ss&amp;w, p/ss":            "***, p/ss",
		"https://ann:p%2fss%26w@host": "https://***@host",
		"Basic YW5uOnAvc3Mmdw==":      "Basic ***",
	} {
		if got := r.Text(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestSecretThatLooksLikeAnEscapeSequence(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	const secret = `pa%41ss&lt;w/o\u0041rd`
	r.AddCredential(user, secret)
	for name, form := range forms(secret) {
		if got := r.Text(form); leak(got, form) != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestJSONStaysJSON(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{token, "name-of-a-thing", "hunter2", `\"quoted\"`, "u0041bcdefgh"} {
		var r redact.Redactor
		r.Add(secret)
		for _, text := range []string{secret, "\n" + secret, "C:\\" + secret + "\n", "A" + secret[1:], secret + "\\"} {
			for _, value := range []any{text, map[string]string{text: text}} {
				encoded, _ := json.Marshal(value)
				for _, got := range []string{r.Text(string(encoded)), r.JSON(string(encoded))} {
					if !json.Valid([]byte(got)) {
						t.Errorf("%s became %s", encoded, got)
					}
				}
			}
		}
	}
}

func TestJSONKeepsWhatIsNoString(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	for _, secret := range []string{"true", "1234", "0000", `":{"`, `"words`} {
		r.Add(secret)
	}
	const document = `{"pages": 1234, "id": 10000000000001, "ok": true, "words": ["true \"1234\"", "so: 00001"], "a":{"b":1}}`
	const want = `{"pages": 1234, "id": 10000000000001, "ok": true, "words": ["*** \"***\"", "so: ***1"], "a":{"b":1}}`
	if got := r.JSON(document); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestMasksAreAnnouncedOnce(t *testing.T) {
	t.Parallel()
	var masks []string
	r := redact.Redactor{Announce: func(mask string) { masks = append(masks, mask) }}
	r.AddCredential(user, token)
	r.AddCredential(user, token)
	r.AddCredential("", "")
	if masks[0] != token {
		t.Errorf("first %s", masks[0])
	}
	quoted, _ := json.Marshal(token)
	for name, want := range map[string]string{
		"query": url.QueryEscape(token), "path": url.PathEscape(token), "HTML": html.EscapeString(token), "JSON": string(quoted[1 : len(quoted)-1]),
		"pair": user + ":" + token, "Basic": base64.StdEncoding.EncodeToString([]byte(user + ":" + token)),
		"Base64": base64.StdEncoding.EncodeToString([]byte(token)), "Base64 for URLs": base64.URLEncoding.EncodeToString([]byte(token)),
	} {
		if !slices.Contains(masks, want) {
			t.Errorf("%s is not announced", name)
		}
	}
	seen := map[string]bool{}
	for _, mask := range masks {
		if seen[mask] || len(mask) < 8 || strings.ContainsAny(mask, "\r\n") {
			t.Errorf("announced: %q, before: %v", mask, seen[mask])
		}
		seen[mask] = true
	}
}

func TestTimeGrowsWithTheText(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential(user, strings.Repeat("a", 192))
	for _, text := range []string{strings.Repeat("a", 1<<20), strings.Repeat("%61", 1<<19), strings.Repeat("aaaaaaaaaaa ", 1<<17), strings.Repeat(`\\`, 1<<19), strings.Repeat("&", 1<<20)} {
		r.Text(text)
	}
}

// FuzzText holds every secret and every text around it to the promise: no 12 characters of it are left, whatever is around.
func FuzzText(f *testing.F) {
	for _, form := range forms(token) {
		f.Add(token, form, "https://example.com/?q=")
	}
	f.Add("hunter2", "hunter2", `\`)
	f.Add(`%41%41%41%41%41%41`, "AAAAAA", "%")
	f.Add("000000000000", "000000000000", "1")
	f.Fuzz(func(t *testing.T, secret, text, around string) {
		var r redact.Redactor
		r.AddCredential(user, secret)
		encoded, _ := json.Marshal(around + text + secret + around)
		for _, said := range []string{around + text + around, around + secret + around, string(encoded)} {
			got := r.Text(said)
			if left := leak(got, secret); left != "" && !strings.Contains(left, "***") {
				t.Errorf("%q is left of %q in %q", left, secret, got)
			}
			if !json.Valid([]byte(said)) {
				continue
			}
			if got := r.JSON(said); !json.Valid([]byte(got)) {
				t.Errorf("%q was JSON, and %q is none", said, got)
			}
		}
	})
}

func TestLongTextsAreReadInPieces(t *testing.T) {
	t.Parallel()
	var r redact.Redactor
	r.AddCredential(user, token)
	line := strings.Repeat("x", 999) + "\n"
	text := strings.Repeat(line, 1500) + url.QueryEscape(token) + "\n" + strings.Repeat(line, 1500) + token
	if want := strings.Repeat(line, 1500) + "***\n" + strings.Repeat(line, 1500) + "***"; r.Text(text) != want {
		t.Error("a long text is not read to its end")
	}
}
