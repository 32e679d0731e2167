package sandbox

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func slow(h hit) {
	if pause(h.r, time.Duration(h.fault.DelayMS)*time.Millisecond) {
		h.passes()
	}
}

func serverError(h hit) {
	status := cmp.Or(h.fault.Status, http.StatusServiceUnavailable)
	h.fault.write(h.w, status, "<html><body><h1>"+strconv.Itoa(status)+" "+http.StatusText(status)+"</h1></body></html>")
}

const signIn = `<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/sso"></form></body></html>`

func proxyPage(h hit) { h.fault.write(h.w, cmp.Or(h.fault.Status, http.StatusOK), signIn) }

func (f Fault) write(w http.ResponseWriter, status int, page string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if strings.HasPrefix(f.Body, "{") {
		w.Header().Set("Content-Type", "application/json")
	}
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(cmp.Or(f.Body, page)))
}

// truncate sends half of the answer and breaks the connection.
func truncate(h hit) {
	answer := h.done().answer()
	if answer == nil {
		reset(h.w)
		return
	}
	answer.Header.Set("Content-Length", strconv.Itoa(max(len(answer.Body), 2)))
	answer.Body = answer.Body[:len(answer.Body)/2]
	answer.sendAndBreak(h.w)
}

// unusable lets a request be carried out and makes something else of the answer, unless it is a refusal.
func unusable(spoil func(*Answer)) func(hit) {
	return func(h hit) {
		done := h.done()
		if done.succeeded() {
			answer := done.answer()
			spoil(answer)
			answer.send(h.w)
			return
		}
		done.send(h.w)
	}
}

func (r *recording) succeeded() bool { return !r.aborted && r.status >= 200 && r.status < 300 }

func empty(a *Answer) {
	a.Status = http.StatusOK
	a.replace(nil)
}

func cut(a *Answer) { a.replace(a.Body[:len(a.Body)/2]) }

func signInPage(a *Answer) {
	a.Status = http.StatusOK
	a.Header.Set("Content-Type", "text/html; charset=utf-8")
	a.replace([]byte(signIn))
}

// versionBefore lets an answer, or each element of a list, name the version before: what an update that was not carried
// out has been seen to be answered with (github.com/kovetskiy/mark issue 651).
func versionBefore(a *Answer) {
	var whole map[string]any
	if err := json.Unmarshal(a.Body, &whole); err != nil {
		return
	}
	elements, _ := whole["results"].([]any)
	for _, element := range append(elements, whole) {
		object, _ := element.(map[string]any)
		version, _ := object["version"].(map[string]any)
		if number, ok := version["number"].(float64); ok {
			version["number"] = number - 1
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(whole); err == nil {
		a.replace(bytes.TrimSpace(out.Bytes()))
	}
}
