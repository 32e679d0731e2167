package rest

import "net/http"

// Conflict refuses a request as Confluence does when two transactions change one thing at the same time: repeated, it
// may pass. The text is that of v1 (github.com/duo-labs/markdown-to-confluence issue 6); v2's is assumed to be the same.
func (a *API) Conflict(w http.ResponseWriter, r *http.Request) {
	c := &call{API: a, place: locate(r, a.SiteName), request: r}
	c.refuse(conflict("javax.persistence.OptimisticLockException: Batch update returned unexpected row count from update [0]; " +
		"actual row count: 0; expected: 1")).write(w)
}
