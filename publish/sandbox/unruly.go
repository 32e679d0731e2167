package sandbox

import "net/http"

type unruly struct{}

func (u *unruly) choose(*http.Request) (Fault, bool) { return Fault{}, false }
