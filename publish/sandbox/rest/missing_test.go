package rest_test

import (
	"strings"
	"testing"
)

// TestWhatIsNotInTheSandboxSaysSo: a client must be able to tell a gap of the sandbox from a wrong address, and from a
// token that lacks a scope.
func TestWhatIsNotInTheSandboxSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var heard []string
	w.api.Log = func(text string) { heard = append(heard, text) }
	for range 2 {
		w.get(v2+"/blogposts?limit=1").wants(501).has("errors/0/code", "NOT_IMPLEMENTED",
			"errors/0/title", "GET /wiki/api/v2/blogposts is not in the sandbox")
	}
	w.post(v2+"/whiteboards", `{"spaceId":"1"}`).wants(501).says("POST /wiki/api/v2/whiteboards is not in the sandbox")
	w.put(v1+"/content/1/state?status=current", `{"id":1}`).wants(501).has("statusCode", "501",
		"message", "com.atlassian.confluence.api.service.exceptions.NotImplementedServiceException: PUT /wiki/rest/api/content/{id}/state is not in the sandbox")
	w.get(dc+"/content/scan").wants(501).has("statusCode", "501", "reason", "Not Implemented", "message", "GET /rest/api/content/scan is not in the sandbox")
	w.send("granular", "GET", v2+"/blogposts", "").wants(501)
	w.send("granular", "GET", v2+"/whiteboards/1", "").wants(401).says("scope does not match")
	w.send("", "GET", dc+"/content/scan", "").wants(401)
	w.get(v2 + "/nonsense").wants(404)
	if all := strings.Join(heard, "\n"); len(heard) != 4 || !strings.HasPrefix(all, "GET /wiki/api/v2/blogposts is not in the sandbox: ") {
		t.Errorf("heard:\n%s", all)
	}
}
