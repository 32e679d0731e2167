package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// answer is a result that is not simply 200 with JSON.
type answer struct {
	status int
	body   any // nil: none
	header http.Header
}

// noContent is the answer to what was done and has nothing to say.
var noContent = answer{status: http.StatusNoContent}

func created(body object) answer { return answer{status: http.StatusCreated, body: body} }

func redirect(location string) answer {
	return answer{status: http.StatusFound, header: http.Header{"Location": {location}}}
}

// answerWith writes a handler's result.
func answerWith(w http.ResponseWriter, result any) {
	a, ok := result.(answer)
	if !ok {
		a = answer{status: http.StatusOK, body: result}
	}
	for name, values := range a.header {
		w.Header()[name] = values
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	writeJSON(w, a.status, a.body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	text := bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

func writeHTML(w http.ResponseWriter, status int, html string) {
	w.Header().Set("Content-Type", "text/html;charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(html))
}

// requestIDs numbers the answers as the headers do by which Atlassian's support finds a request again.
type requestIDs struct{ last atomic.Uint64 }

func (r *requestIDs) stamp(h http.Header) {
	n := r.last.Add(1)
	h.Set("Atl-Request-Id", fmt.Sprintf("00000000-0000-4000-8000-%012x", n))
	h.Set("Atl-Traceid", fmt.Sprintf("%032x", n))
}

// when writes a time as all three APIs do.
func when(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
