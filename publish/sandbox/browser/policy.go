package browser

import (
	"fmt"
	"net/http"
)

// Secure sets what holds for every answer: other sites' pages cannot show it, and nothing in it runs when it is opened as
// a page. The policy is for answers that are no page; pages set their own.
func Secure(header http.Header) {
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
}

// pagePolicy lets a page run and load only what carries this answer's nonce, which no page body can know. Images may
// come from the web because pages show badges and the like from there.
func pagePolicy(nonce string) string {
	return fmt.Sprintf("default-src 'none'; script-src 'nonce-%[1]s'; style-src 'nonce-%[1]s'; "+
		"img-src 'self' http: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "+
		"require-trusted-types-for 'script'; trusted-types 'none'", nonce)
}

// filePolicy keeps an attachment from running script or loading anything, also when it is opened as a page.
const filePolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; sandbox"

// viewerPolicy is for PDF files: browsers refuse to open their viewer in a sandbox, and run no script of the file in
// the page's origin.
const viewerPolicy = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
