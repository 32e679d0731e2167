package diagrams

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Kroki draws with a Kroki server: https://docs.kroki.io/kroki/setup/http-clients/.
type Kroki struct {
	url    string
	client *http.Client
	gate   chan struct{} // as many diagrams are drawn at the same time
}

// NewKroki returns an engine for the server at a URL. A diagram may take the time that one request may take.
func NewKroki(url string, timeout time.Duration, transport http.RoundTripper) *Kroki {
	return &Kroki{
		url:    strings.TrimRight(url, "/"),
		client: &http.Client{Timeout: timeout, Transport: transport, CheckRedirect: refuseRedirect},
		gate:   make(chan struct{}, 4),
	}
}

func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Name implements Engine.
func (k *Kroki) Name() string { return "kroki" }

// krokiTypes are Kroki's diagrams by the languages of fenced code: https://kroki.io/#support.
var krokiTypes = languages(`actdiag blockdiag bpmn bytefield c4plantuml=c4plantuml,c4-plantuml d2 dbml ditaa erd excalidraw
	graphviz=graphviz,dot,gv mermaid=mermaid,mmd nomnoml nwdiag packetdiag pikchr plantuml=plantuml,puml,uml rackdiag seqdiag
	structurizr svgbob symbolator tikz umlet vega vegalite=vegalite,vega-lite wavedrom wireviz`)

// languages reads lists of an engine's type and the languages that are drawn as it.
func languages(table string) map[string]string {
	types := map[string]string{}
	for entry := range strings.FieldsSeq(table) {
		kind, names, found := strings.Cut(entry, "=")
		if !found {
			names = kind
		}
		for name := range strings.SplitSeq(names, ",") {
			types[name] = kind
		}
	}
	return types
}

// Type implements Engine.
func (k *Kroki) Type(language string) (string, bool) {
	kind, found := krokiTypes[language]
	return kind, found
}

// Draw implements Engine.
func (k *Kroki) Draw(ctx context.Context, kind, source string) ([]byte, error) {
	select {
	case k.gate <- struct{}{}:
		defer func() { <-k.gate }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, k.url+"/"+kind+"/svg", strings.NewReader(source))
	if err != nil {
		return nil, &Broken{fmt.Sprintf("kroki-url is no address (%v)", err)}
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	request.Header.Set("Accept", "image/svg+xml")
	answer, err := k.client.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &Broken{fmt.Sprintf("Kroki cannot be reached (%v): check kroki-url and that the server runs", withoutURL(err))}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxPicture+1))
	switch status := answer.StatusCode; {
	case err != nil:
		return nil, fmt.Errorf("the answer of Kroki breaks off (%w)", err)
	case status == http.StatusOK:
		return body, nil
	case status == http.StatusBadRequest:
		return nil, fmt.Errorf("the Kroki server does not understand it: %s", firstLine(body))
	case status == http.StatusRequestEntityTooLarge:
		return nil, errors.New("the Kroki server finds it too large")
	default:
		return nil, &Broken{fmt.Sprintf("Kroki answers %d to %s: %s; check kroki-url", status, kind, firstLine(body))}
	}
}

// withoutURL returns the cause of an error that names the whole URL, in which there may be a password.
func withoutURL(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

// firstLine returns the first line of a message that says something, cut to a readable length.
func firstLine(message []byte) string {
	for line := range strings.Lines(string(message)) {
		if line = strings.TrimSpace(line); line != "" {
			if runes := []rune(line); len(runes) > 200 {
				line = string(runes[:200]) + "…"
			}
			return line
		}
	}
	return "it says no more"
}
