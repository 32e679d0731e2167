package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// control is the endpoint below /_sandbox/ by which clients in other processes use Faults and see the state:
//
//	GET    /_sandbox/state               the state as JSON, which is also a seed
//	GET    /_sandbox/credentials         all credentials
//	PUT    /_sandbox/credentials/{name}  {"expired": true}, {"revoked": true} or {"locked": true}
//	POST   /_sandbox/faults              add a Fault
//	DELETE /_sandbox/faults              remove all faults, latency and budget
//	PUT    /_sandbox/settings            {"latencyMs": 5, "jitterMs": 5, "requestsPerSecond": 10, "v1ContentGone": true}, each optional
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
		if read(w, r, &fault) {
			s.faults.Add(fault)
			w.WriteHeader(http.StatusNoContent)
		}
	})
	mux.HandleFunc("DELETE /_sandbox/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.faults.Clear()
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("PUT /_sandbox/settings", s.changeSettings)
	return mux
}

func (s *Server) changeCredential(w http.ResponseWriter, r *http.Request) {
	var change struct{ Expired, Revoked, Locked bool }
	if !read(w, r, &change) {
		return
	}
	for _, step := range []struct {
		wanted bool
		do     func(string) error
	}{{change.Expired, s.faults.Expire}, {change.Revoked, s.faults.Revoke}, {change.Locked, s.faults.Lock}} {
		if !step.wanted {
			continue
		}
		if err := step.do(r.PathValue("name")); err != nil {
			reply(w, http.StatusNotFound, map[string]string{"message": err.Error()})
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) changeSettings(w http.ResponseWriter, r *http.Request) {
	var settings struct {
		LatencyMS         *int     `json:"latencyMs"`
		JitterMS          int      `json:"jitterMs"`
		RequestsPerSecond *float64 `json:"requestsPerSecond"`
		V1ContentGone     *bool    `json:"v1ContentGone"`
	}
	if !read(w, r, &settings) {
		return
	}
	if settings.LatencyMS != nil {
		s.faults.SetLatency(time.Duration(*settings.LatencyMS)*time.Millisecond, time.Duration(settings.JitterMS)*time.Millisecond)
	}
	if settings.RequestsPerSecond != nil {
		s.faults.SetBudget(*settings.RequestsPerSecond)
	}
	if settings.V1ContentGone != nil {
		s.faults.SetV1ContentGone(*settings.V1ContentGone)
	}
	w.WriteHeader(http.StatusNoContent)
}

func read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"message": fmt.Sprintf("the request is not understood: %v", err)})
		return false
	}
	return true
}

func reply(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value)
}
