package diagrams

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// MermaidCommand is the name of the Mermaid command: https://github.com/mermaid-js/mermaid-cli.
const MermaidCommand = "mmdc"

// Mermaid draws with the Mermaid command.
type Mermaid struct {
	run     Run
	timeout time.Duration
	gate    chan struct{} // each of them is a browser
}

// Run runs a command with arguments in a folder. What it returns is what the command wrote to standard error.
type Run func(ctx context.Context, folder string, arguments ...string) (message []byte, err error)

// NewMermaid returns an engine that runs the command. Timeout is the time that one diagram may take.
func NewMermaid(run Run, timeout time.Duration) *Mermaid {
	return &Mermaid{run: run, timeout: timeout, gate: make(chan struct{}, 2)}
}

// Command runs a program. Of the environment it gets what a browser needs, and no secret.
func Command(path string, environment []string) Run {
	var passed []string
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		if passes[name] || strings.HasPrefix(name, "PUPPETEER_") {
			passed = append(passed, variable)
		}
	}
	return func(ctx context.Context, folder string, arguments ...string) ([]byte, error) {
		var message strings.Builder
		command := exec.CommandContext(ctx, path, arguments...)
		command.Dir, command.Env, command.Stderr = folder, passed, &message
		command.WaitDelay = 5 * time.Second
		err := command.Run()
		return []byte(message.String()), err
	}
}

var passes = map[string]bool{"PATH": true, "HOME": true, "TMPDIR": true, "LANG": true, "CHROME_PATH": true, "SystemRoot": true, "TEMP": true, "USERPROFILE": true}

// Name implements Engine.
func (m *Mermaid) Name() string { return MermaidCommand }

// Type implements Engine.
func (m *Mermaid) Type(language string) (string, bool) {
	return "mermaid", language == "mermaid" || language == "mmd"
}

// minMermaidTime is what the command is given at least: a browser has to start.
const minMermaidTime = time.Minute

// Without labels in HTML, which an image of a page cannot show.
const mermaidConfig = `{"htmlLabels": false, "flowchart": {"htmlLabels": false}, "class": {"htmlLabels": false}}`

// Draw implements Engine.
func (m *Mermaid) Draw(ctx context.Context, _, source string) ([]byte, error) {
	select {
	case m.gate <- struct{}{}:
		defer func() { <-m.gate }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	folder, err := os.MkdirTemp("", "diagram-")
	if err != nil {
		return nil, &Broken{err.Error()}
	}
	defer os.RemoveAll(folder)
	files := map[string]string{"in.mmd": source, "config.json": mermaidConfig}
	arguments := []string{"--input", "in.mmd", "--output", "out.svg", "--configFile", "config.json", "--quiet"}
	if os.Geteuid() == 0 { // Chromium does not run as root with its sandbox
		files["browser.json"] = `{"args": ["--no-sandbox"]}`
		arguments = append(arguments, "--puppeteerConfigFile", "browser.json")
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			return nil, &Broken{err.Error()}
		}
	}
	limited, cancel := context.WithTimeout(ctx, m.timeout)
	defer cancel()
	message, err := m.run(limited, folder, arguments...)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%s takes longer than %v", MermaidCommand, m.timeout)
	case err != nil && isOfBrowser(message):
		return nil, &Broken{fmt.Sprintf("%s cannot start its browser: %s", MermaidCommand, firstLine(message))}
	case errors.As(err, new(*exec.ExitError)):
		return nil, fmt.Errorf("%s does not understand it: %s", MermaidCommand, firstLine(message))
	case err != nil:
		return nil, &Broken{fmt.Sprintf("%s does not run (%v)", MermaidCommand, err)}
	}
	return os.ReadFile(filepath.Join(folder, "out.svg"))
}

// isOfBrowser reports whether a message is about the browser and not about a diagram.
func isOfBrowser(message []byte) bool {
	text := string(message)
	return strings.Contains(text, "Could not find Chrom") || strings.Contains(text, "Failed to launch the browser") || strings.Contains(text, "Browser was not found")
}
