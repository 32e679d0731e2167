package publish_test

import (
	"testing"
	"testing/synctest"

	"github.com/pagewright/pagewright/publish/sandbox"
)

func TestDebug(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSwept(t, faces[0], nil)
		s.checkout(sweptFirst)
		s.server.After(func(r *sandbox.Request) {
			body := ""
			if r.Answer != nil {
				body = string(r.Answer.Body)
			}
			if r.Method != "GET" {
				t.Logf("%d %s %s", r.N, r, body[:min(len(body), 700)])
			}
		})
		s.publish(t.Context(), s.server.Transport())
		sp, _ := s.server.Store().SpaceByKey("DOCS")
		for _, p := range s.server.Store().Children(sp.HomepageID) {
			t.Log(p.ID, p.Title, p.Position)
			for _, q := range s.server.Store().Children(p.ID) {
				t.Log("   ", q.ID, q.Title, q.Position)
				for _, q := range s.server.Store().Children(q.ID) {
					t.Log("   ", q.ID, q.Title, q.Position)
				}
			}
		}
	})
}
