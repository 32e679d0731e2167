package diagrams

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/pagewright/pagewright/publish/settings"
)

// Choose returns the engine that the settings ask for, nil if diagrams stay code. LookPath finds a program, as exec.LookPath does.
func Choose(s settings.Settings, transport http.RoundTripper, lookPath func(string) (string, error), environment []string) (Engine, error) {
	if s.Diagrams == "kroki" && s.KrokiURL == "" {
		return nil, fmt.Errorf("%w: diagrams: kroki needs kroki-url, the address of your Kroki server", settings.ErrUsage)
	}
	if s.Diagrams == "kroki" || s.Diagrams == "auto" && s.KrokiURL != "" {
		return NewKroki(s.KrokiURL, s.Timeout, transport), nil
	}
	if s.Diagrams == "code" || lookPath == nil {
		return nil, nil
	}
	path, err := lookPath(MermaidCommand)
	switch {
	case err == nil:
		return NewMermaid(Command(path, environment), max(s.Timeout, minMermaidTime)), nil
	case s.Diagrams == "mmdc":
		return NewMermaid(missing, s.Timeout), nil
	}
	return nil, nil
}

// missing stands for a command that is not installed.
func missing(context.Context, string, ...string) ([]byte, error) {
	return nil, errors.New("it is not installed: npm install --global @mermaid-js/mermaid-cli")
}
