package confluence

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
)

const (
	propertyURL  = siteURL + "/api/v2/pages/12/properties"
	noProperty   = `{"results":[],"_links":{}}`
	propertyRow2 = `{"results":[{"id":"5","key":"k","value":{"a":1},"version":{"number":2}}],"_links":{}}`
)

func TestPropertyIsTheSameOnBothRoots(t *testing.T) {
	t.Parallel()
	want := Property{ID: "5", Key: "k", Value: json.RawMessage(`{"a":1}`), Version: 2}
	w, c := onSite(t)
	w.on("GET "+propertyURL, jsonAnswer(200, propertyRow2))
	if got, err := c.Property(t.Context(), "12", "k"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("v2: %+v %v", got, err)
	}
	if _, err := c.Property(t.Context(), "12", "other"); !IsKind(err, NotFound) {
		t.Errorf("v2: %v", err)
	}
	if got, err := c.Properties(t.Context(), "12"); err != nil || !reflect.DeepEqual(got, []Property{want}) {
		t.Errorf("v2: %+v %v", got, err)
	}
	w.expect("GET "+propertyURL+"?key=k", "GET "+propertyURL+"?key=other", "GET "+propertyURL+"?limit=250")

	w, c = onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content/12/property/k", jsonAnswer(200, `{"id":5,"key":"k","value":{"a":1},"version":{"number":2}}`)).
		on("GET "+gatewayURL+"/rest/api/content/12/property", jsonAnswer(200, `{"results":[{"id":"5","key":"k","value":{"a":1},"version":{"number":2}}],"_links":{}}`))
	if got, err := c.Property(t.Context(), "12", "k"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("v1: %+v %v", got, err)
	}
	if got, err := c.Properties(t.Context(), "12"); err != nil || !reflect.DeepEqual(got, []Property{want}) {
		t.Errorf("v1: %+v %v", got, err)
	}
}

func TestSetPropertyCreatesUpdatesOrLeavesAlone(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+propertyURL, jsonAnswer(200, noProperty)).on("POST "+propertyURL, jsonAnswer(200, `{"id":"5"}`))
	if err := c.SetProperty(t.Context(), "12", "k", map[string]int{"a": 1}); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"key":"k","value":{"a":1}}`)

	w.on("GET "+propertyURL, jsonAnswer(200, propertyRow2)).on("PUT "+propertyURL+"/5", jsonAnswer(200, `{"id":"5"}`))
	if err := c.SetProperty(t.Context(), "12", "k", "new"); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"key":"k","value":"new","version":{"number":3}}`)

	w.forget()
	if err := c.SetProperty(t.Context(), "12", "k", map[string]int{"a": 1}); err != nil {
		t.Error(err)
	}
	w.expect("GET " + propertyURL + "?key=k")

	const v1URL = gatewayURL + "/rest/api/content/12/property"
	w, c = onGateway(t)
	w.on("GET "+v1URL+"/k", inTurn(jsonAnswer(404, `{"statusCode":404,"message":"No property with key"}`), jsonAnswer(200, `{"id":"5","key":"k","value":1,"version":{"number":1}}`))).
		on("POST "+v1URL, jsonAnswer(200, `{}`)).on("PUT "+v1URL+"/k", jsonAnswer(200, `{}`))
	if err := c.SetProperty(t.Context(), "12", "k", 1); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"key":"k","value":1}`)
	if err := c.SetProperty(t.Context(), "12", "k", 2); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"value":2,"version":{"number":2,"minorEdit":true}}`)
}

func TestSetPropertySettlesConflictsByReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		exists := jsonAnswer(409, `{"errors":[{"status":409,"code":"CONFLICT","title":"Property with key [k] already exists"}]}`)
		stale := jsonAnswer(409, `{"errors":[{"status":409,"code":"CONFLICT","title":"Version must be incremented"}]}`)
		w.on("GET "+propertyURL, inTurn(jsonAnswer(200, noProperty), jsonAnswer(200, propertyRow2))).
			on("POST "+propertyURL, exists).on("PUT "+propertyURL+"/5", inTurn(stale, jsonAnswer(200, `{}`)))
		if err := c.SetProperty(t.Context(), "12", "k", "mine"); err != nil {
			t.Error(err)
		}
		w.on("PUT "+propertyURL+"/5", stale)
		w.forget()
		if err := c.SetProperty(t.Context(), "12", "k", "mine"); !IsKind(err, Conflict) || len(w.requests()) != 2*(mostConflicts+1) {
			t.Errorf("%v after %d requests", err, len(w.requests()))
		}
		// The answer was lost, but the value is there.
		w.on("GET "+propertyURL, inTurn(jsonAnswer(200, noProperty), jsonAnswer(200, propertyRow2))).on("POST "+propertyURL, jsonAnswer(502, ``))
		w.forget()
		if err := c.SetProperty(t.Context(), "12", "k", map[string]int{"a": 1}); err != nil || len(w.requests()) != 3 {
			t.Errorf("%v after %v", err, w.requests())
		}
	})
}

func TestDeleteProperty(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+propertyURL, inTurn(jsonAnswer(200, propertyRow2), jsonAnswer(200, noProperty))).on("DELETE "+propertyURL+"/5", jsonAnswer(204, ``))
	for range 2 {
		if err := c.DeleteProperty(t.Context(), "12", "k"); err != nil {
			t.Error(err)
		}
	}
	w.expect("GET "+propertyURL+"?key=k", "DELETE "+propertyURL+"/5", "GET "+propertyURL+"?key=k")

	const v1URL = gatewayURL + "/rest/api/content/12/property/k"
	w, c = onGateway(t)
	w.on("GET "+v1URL, jsonAnswer(200, `{"id":"5","key":"k","value":1,"version":{"number":1}}`)).on("DELETE "+v1URL, jsonAnswer(204, ``))
	if err := c.DeleteProperty(t.Context(), "12", "k"); err != nil {
		t.Error(err)
	}
	w.expect("GET "+v1URL+"?expand=version", "DELETE "+v1URL)
}

func TestMissingPageIsNoRefusalToEditIt(t *testing.T) {
	t.Parallel()
	missingPage := jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Could not find page with id [12]","detail":null}]}`)
	w, c := onSite(t)
	for _, request := range []string{"GET " + siteURL + "/api/v2/pages/12/properties", "POST " + siteURL + "/api/v2/pages/12/properties", "PUT " + siteURL + "/api/v2/pages/12", "GET " + siteURL + "/api/v2/pages/12"} {
		w.on(request, missingPage)
	}
	if err := c.SetProperty(t.Context(), "12", "pagewright", 1); !IsKind(err, NotFound) {
		t.Errorf("property: %v", err)
	}
	if _, err := c.UpdatePage(t.Context(), PageUpdate{ID: "12", Title: "Setup", Version: 4}); !IsKind(err, NotFound) {
		t.Errorf("page: %v", err)
	}
}

func TestPropertyOfAPageThatMayNotBeEdited(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/12/properties", jsonAnswer(200, `{"results":[{"id":"7","key":"pagewright","value":1,"version":{"number":3}}],"_links":{}}`)).
		on("PUT "+siteURL+"/api/v2/pages/12/properties/7", jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Could not find page with id [12]","detail":null}]}`))
	if err := c.SetProperty(t.Context(), "12", "pagewright", 2); !IsKind(err, Forbidden) || !strings.Contains(err.Error(), "record of what was published") {
		t.Errorf("%v", err)
	}
}
