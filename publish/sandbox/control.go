package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"
)

// control is the endpoint below /_sandbox/ by which clients in other processes use Faults and see the state:
//
//	GET    /_sandbox/state               the state as JSON, which is also a seed
//	GET    /_sandbox/credentials         all credentials
//	PUT    /_sandbox/credentials/{name}  {"expired": true, "revoked": true, "locked": true}, each optional; false takes it back
//	POST   /_sandbox/faults              add a Fault
//	DELETE /_sandbox/faults              remove all faults, latency, budget and behavior
//	PUT    /_sandbox/settings            see changeSettings; each field is optional
//	GET    /_sandbox/requests            the requests to the REST faces, in the order in which they came
//	DELETE /_sandbox/requests            forget them
func (s *Server) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sandbox/state", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, s.State())
	})
	mux.HandleFunc("GET /_sandbox/credentials", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, s.Credentials())
	})
	mux.HandleFunc("PUT /_sandbox/credentials/{name}", s.changeCredential)
	mux.HandleFunc("POST /_sandbox/faults", func(w http.ResponseWriter, r *http.Request) {
		var fault Fault
		if !read(w, r, &fault) {
			return
		}
		if err := s.faults.check(fault); err != nil {
			refuse(w, http.StatusBadRequest, err)
			return
		}
		s.faults.Add(fault)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("DELETE /_sandbox/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.faults.Clear()
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("PUT /_sandbox/settings", s.changeSettings)
	mux.HandleFunc("GET /_sandbox/requests", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, s.log.requests())
	})
	mux.HandleFunc("DELETE /_sandbox/requests", func(w http.ResponseWriter, _ *http.Request) {
		s.log.clear()
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

func (s *Server) changeCredential(w http.ResponseWriter, r *http.Request) {
	var change struct {
		Expired *bool `json:"expired"`
		Revoked *bool `json:"revoked"`
		Locked  *bool `json:"locked"`
	}
	if !read(w, r, &change) {
		return
	}
	if change.Expired == nil && change.Revoked == nil && change.Locked == nil {
		refuse(w, http.StatusBadRequest, errors.New("nothing to change: say expired, revoked or locked, each true or false"))
		return
	}
	now := s.faults.now()
	err := s.credentials.Change(r.PathValue("name"), func(c *Credential) {
		switch {
		case change.Expired != nil && *change.Expired:
			c.Expires = now
		case change.Expired != nil && c.Name != "": // access tokens that have ended stay so; the client fetches others
			c.Expires = time.Time{}
		}
		set(&c.Revoked, change.Revoked)
		set(&c.Locked, change.Locked)
	})
	if err != nil {
		refuse(w, http.StatusNotFound, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func set[T any](field, wanted *T) {
	if wanted != nil {
		*field = *wanted
	}
}

func (s *Server) changeSettings(w http.ResponseWriter, r *http.Request) {
	var settings struct {
		LatencyMS            *int     `json:"latencyMs"`
		JitterMS             int      `json:"jitterMs"`
		RequestsPerSecond    *float64 `json:"requestsPerSecond"`
		V1ContentGone        *bool    `json:"v1ContentGone"`
		ListLagMS            *int     `json:"listLagMs"`
		CreateLagMS          *int     `json:"createLagMs"`
		MessageLimit         *int     `json:"messageLimit"`
		SameBodyKeepsVersion *bool    `json:"sameBodyKeepsVersion"`
		Unruly               *uint64  `json:"unruly"`
	}
	if !read(w, r, &settings) {
		return
	}
	for name, value := range map[string]*int{
		"latencyMs": settings.LatencyMS, "jitterMs": &settings.JitterMS, "listLagMs": settings.ListLagMS, "createLagMs": settings.CreateLagMS,
	} {
		if value != nil && *value < 0 {
			refuse(w, http.StatusBadRequest, fmt.Errorf("%s is not negative", name))
			return
		}
	}
	if settings.RequestsPerSecond != nil && *settings.RequestsPerSecond < 0 {
		refuse(w, http.StatusBadRequest, errors.New("requestsPerSecond is not negative; 0 lifts it"))
		return
	}
	if settings.LatencyMS != nil {
		s.faults.SetLatency(milliseconds(*settings.LatencyMS), milliseconds(settings.JitterMS))
	}
	if settings.RequestsPerSecond != nil {
		s.faults.SetBudget(*settings.RequestsPerSecond)
	}
	if settings.V1ContentGone != nil {
		s.faults.SetV1ContentGone(*settings.V1ContentGone)
	}
	if settings.Unruly != nil {
		s.faults.SetUnruly(*settings.Unruly)
	}
	behavior := s.store.Behavior()
	if settings.ListLagMS != nil {
		behavior.ListLag = milliseconds(*settings.ListLagMS)
	}
	if settings.CreateLagMS != nil {
		behavior.CreateLag = milliseconds(*settings.CreateLagMS)
	}
	set(&behavior.MessageLimit, settings.MessageLimit)
	set(&behavior.SameBodyKeepsVersion, settings.SameBodyKeepsVersion)
	s.faults.SetBehavior(behavior)
	w.WriteHeader(http.StatusNoContent)
}

func milliseconds(n int) time.Duration { return time.Duration(n) * time.Millisecond }

func read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil && decoder.More() {
		err = errors.New("something follows its end")
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("the request is not understood: %w; its fields are %s", jsonTrouble(err), fields(into)))
		return false
	}
	return true
}

// fields names those of the JSON object that is read into a struct.
func fields(into any) string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(into).Elem()) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func refuse(w http.ResponseWriter, status int, err error) {
	reply(w, status, map[string]string{"message": err.Error()})
}

func reply(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value)
}
