package confluence

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
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

func TestPropertyWritesSayWhatEachRootAsksFor(t *testing.T) {
	t.Parallel()
	const v1URL = gatewayURL + "/rest/api/content/12/property"
	for name, tt := range map[string]struct {
		on              func(*testing.T) (*world, *Client)
		create, address string
		update          string
	}{
		"v2": {onSite, propertyURL, propertyURL + "/5", `{"key":"k","value":"new","version":{"number":3}}`},
		"v1": {onGateway, v1URL, v1URL + "/k", `{"value":"new","version":{"number":3,"minorEdit":true}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, c := tt.on(t)
			w.on("POST "+tt.create, jsonAnswer(200, `{"id":"5"}`)).on("PUT "+tt.address, jsonAnswer(200, `{"id":"5"}`)).on("DELETE "+tt.address, jsonAnswer(204, ``))
			if _, err := c.CreateProperty(t.Context(), "12", "k", json.RawMessage(`{"a":1}`)); err != nil {
				t.Error(err)
			}
			expectJSON(t, bodyOf(t, w.last()), `{"key":"k","value":{"a":1}}`)
			p := Property{ID: "5", Key: "k", Value: json.RawMessage(`"new"`), Version: 3}
			if _, err := c.UpdateProperty(t.Context(), "12", p); err != nil {
				t.Error(err)
			}
			expectJSON(t, bodyOf(t, w.last()), tt.update)
			if err := c.RemoveProperty(t.Context(), "12", p); err != nil {
				t.Error(err)
			}
			w.expect("POST "+tt.create, "PUT "+tt.address, "DELETE "+tt.address)
		})
	}
}

func TestMissingPageIsNoRefusalToEditIt(t *testing.T) {
	t.Parallel()
	missingPage := jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Could not find page with id [12]","detail":null}]}`)
	w, c := onSite(t)
	for _, request := range []string{"GET " + siteURL + "/api/v2/pages/12/properties", "POST " + siteURL + "/api/v2/pages/12/properties", "PUT " + siteURL + "/api/v2/pages/12", "GET " + siteURL + "/api/v2/pages/12"} {
		w.on(request, missingPage)
	}
	if _, err := c.CreateProperty(t.Context(), "12", "pagewright", json.RawMessage(`1`)); !IsKind(err, NotFound) {
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
	p := Property{ID: "7", Key: "pagewright", Value: json.RawMessage(`2`), Version: 4}
	if _, err := c.UpdateProperty(t.Context(), "12", p); !IsKind(err, Forbidden) || !strings.Contains(err.Error(), "record of what was published") {
		t.Errorf("%v", err)
	}
}
