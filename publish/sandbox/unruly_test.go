package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// logged is a request as the control endpoint shows it.
type logged struct {
	Method, URL string
	Status      int
	Fault       sandbox.FaultKind
}

func (w *world) logged() []logged {
	w.Helper()
	var all []logged
	a := w.send("", "GET", strings.TrimSuffix(w.server.Site(), "/wiki")+"/_sandbox/requests", "")
	if err := json.Unmarshal([]byte(a.body), &all); err != nil {
		w.Fatal(err)
	}
	return all
}

// startUnruly returns an unruly sandbox in process.
func startUnruly(t *testing.T, seed uint64) *world {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{Unruly: seed, Faults: true, Middleware: conformance.Check(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return &world{t, server, &http.Client{Transport: server.Transport()}}
}

// work sends requests of many kinds, whatever is answered, and gives what happened to each.
func (w *world) work() []logged {
	w.Helper()
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		w.Fatal(err)
	}
	for n := range 5 {
		w.attempt("POST", siteAPI+"/pages", w.newPage(fmt.Sprint("Page ", n)))
		for _, page := range w.server.Store().Pages(space.ID) {
			address := siteAPI + "/pages/" + page.ID
			w.attempt("GET", address, "")
			w.attempt("PUT", address, update(page, page.Version().Number+1, fmt.Sprintf("<p>%d</p>", n), "said"))
			w.attempt("POST", address+"/properties", fmt.Sprintf(`{"key":"k%d","value":1}`, n))
		}
		w.attempt("GET", gatewayV1+"/content?spaceKey=DOCS&start=1", "")
	}
	return w.logged()
}

func TestUnrulySandboxDoesTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	first, again, other := startUnruly(t, 7).work(), startUnruly(t, 7).work(), startUnruly(t, 8).work()
	if fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("the same seed:\n%v\nand then\n%v", first, again)
	}
	if fmt.Sprint(first) == fmt.Sprint(other) {
		t.Errorf("another seed does the same:\n%v", first)
	}
	hit := 0
	for _, request := range first {
		if request.Fault != "" {
			hit++
		}
	}
	if hit == 0 || hit > len(first)/2 {
		t.Errorf("%d of %d requests met a fault", hit, len(first))
	}
}

func TestUnrulySandboxMixesAllFaultsAndBehaviors(t *testing.T) {
	t.Parallel()
	left := map[sandbox.FaultKind]bool{}
	for _, kind := range sandbox.FaultKinds {
		left[kind] = kind != sandbox.Expire
	}
	var lag, late, lost, cut, kept bool
	for seed := uint64(1); seed <= 30; seed++ {
		w := startUnruly(t, seed)
		behavior := w.server.Store().Behavior()
		lag, late = lag || behavior.ListLag > 0, late || behavior.CreateLag > 0
		lost, cut, kept = lost || behavior.MessageLimit < 0, cut || behavior.MessageLimit > 0, kept || behavior.SameBodyKeepsVersion
		for _, request := range w.work() {
			delete(left, request.Fault)
		}
	}
	for kind, wanted := range left {
		if wanted {
			t.Errorf("%s never happens", kind)
		}
	}
	if !lag || !late || !lost || !cut || !kept {
		t.Errorf("lists lag: %t, new pages are late: %t, messages are lost: %t, or cut: %t, unchanged bodies make no version: %t", lag, late, lost, cut, kept)
	}
}

func TestWhoRepeatsComesThroughAnUnrulySandbox(t *testing.T) {
	t.Parallel()
	w := startUnruly(t, 3)
	for range 200 {
		w.attempt("GET", siteAPI+"/spaces", "")
	}
	var before logged
	for n, request := range w.logged() {
		if before.Fault != "" && request.Fault != "" {
			t.Errorf("request %d and the one before met %s and %s", n, before.Fault, request.Fault)
		}
		before = request
	}
	w.server.Faults().SetUnruly(0)
	if (w.server.Store().Behavior() != store.Behavior{}) {
		t.Errorf("it goes on: %+v", w.server.Store().Behavior())
	}
}

func TestRequestsAreLogged(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true})
	w.server.Faults().Add(sandbox.Fault{Path: "/spaces", Kind: sandbox.ResetBefore})
	w.send("unscoped", "GET", siteAPI+"/pages?title=No+such", "")
	w.attempt("DELETE", siteAPI+"/spaces", "") // net/http itself repeats a GET
	w.send("unscoped", "POST", siteAPI+"/pages", "{}")
	want := []logged{{"GET", "/wiki/api/v2/pages?title=No+such", 200, ""}, {"DELETE", "/wiki/api/v2/spaces", 0, "reset-before"}, {"POST", "/wiki/api/v2/pages", 400, ""}}
	if got := w.logged(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if a := w.send("", "DELETE", strings.TrimSuffix(w.server.Site(), "/wiki")+"/_sandbox/requests", ""); a.status != 204 || len(w.logged()) != 0 {
		t.Errorf("%d, %v", a.status, w.logged())
	}
}
