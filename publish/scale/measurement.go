package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/pagewright/pagewright/publish/scale/handbook"
)

// measurement is one row with one face and one number of pages.
type measurement struct {
	ctx     context.Context
	binary  string
	dir     string // of the whole measurement
	face    string
	pages   int
	latency time.Duration
	order   string // the setting sibling-order; "": its default

	docs    string // the folder that holds the folder docs
	proxy   *proxy
	parent  string
	entries map[string]entry // by face
}

// entry is the way into one face of the Confluence.
type entry struct{ address, user, token string }

// sample is what one run cost.
type sample struct {
	row, face, what string
	pages           int
	count
	wall, processor time.Duration
	memory          int64 // most bytes at once
	times           float64
	want            string
	ok              bool
}

func (m *measurement) run(r row) ([]sample, error) {
	var err error
	if m.docs, err = os.MkdirTemp(m.dir, "docs-"); err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(m.docs) }()
	end, err := m.startConfluence()
	if err != nil {
		return nil, err
	}
	defer end()
	samples, err := r.run(m)
	for i := range samples {
		s := &samples[i]
		s.row, s.face, s.pages = r.name, m.face, m.pages
		if s.what != "" {
			s.row, s.face = s.what, ""
		}
		s.want, s.ok = r.holds(m, *s)
	}
	return samples, err
}

// startConfluence starts the embedded Confluence and the proxy in front of it.
func (m *measurement) startConfluence() (end func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	confluence := exec.CommandContext(m.ctx, self, serveCommand)
	confluence.Stderr = os.Stderr
	open, err := confluence.StdinPipe()
	if err != nil {
		return nil, err
	}
	said, err := confluence.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := confluence.Start(); err != nil {
		return nil, err
	}
	err = m.enter(said)
	end = func() {
		if m.proxy != nil {
			m.proxy.close()
		}
		_ = open.Close()
		_ = confluence.Wait()
	}
	if err != nil {
		end()
		return nil, err
	}
	return end, nil
}

// enter reads what the Confluence says of itself, and puts the proxy in front of it.
func (m *measurement) enter(said io.Reader) error {
	lines := bufio.NewScanner(said)
	next := func() string { lines.Scan(); return lines.Text() }
	m.parent = next()
	m.entries = map[string]entry{}
	for _, face := range []string{v2, v1, dataCenter} {
		target, err := url.Parse(next())
		if err != nil {
			return err
		}
		if m.proxy == nil {
			if m.proxy, err = newProxy(m.ctx, &url.URL{Scheme: target.Scheme, Host: target.Host}, m.latency); err != nil {
				return err
			}
		}
		m.entries[face] = entry{address: m.proxy.address + target.Path, user: next(), token: next()}
	}
	return lines.Err()
}

// write lays the documents out, in place of those that were there.
func (m *measurement) write(h handbook.Handbook) error {
	return m.lay(func(put func(name string, content []byte) error) error {
		for name, content := range h.Files() {
			if err := put(name, content); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeOrdered lays out documents of one folder that say their order, in front of which others can come.
func (m *measurement) writeOrdered(from, to int) error {
	return m.lay(func(put func(name string, content []byte) error) error {
		for n := from; n <= to; n++ {
			if err := put(fmt.Sprintf("docs/page-%d.md", n), fmt.Appendf(nil, "---\norder: %d\n---\n# Page %d\n\nText.\n", n, n)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *measurement) lay(files func(put func(name string, content []byte) error) error) error {
	if err := os.RemoveAll(filepath.Join(m.docs, "docs")); err != nil {
		return err
	}
	return files(func(name string, content []byte) error {
		name = filepath.Join(m.docs, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, content, 0o644)
	})
}

// prepared publishes documents without measuring it.
func (m *measurement) prepared(h handbook.Handbook) error {
	if err := m.write(h); err != nil {
		return err
	}
	return m.prepare()
}

func (m *measurement) prepare() error {
	m.proxy.latency = 0
	_, err := m.measured()
	m.proxy.latency = m.latency
	return err
}

func (m *measurement) measured(flags ...string) ([]sample, error) {
	at := m.entries[m.face]
	environment := []string{
		"PAGEWRIGHT_URL=" + at.address, "PAGEWRIGHT_USER=" + at.user, "PAGEWRIGHT_TOKEN=" + at.token, "PAGEWRIGHT_SPACE=DOCS",
		"PAGEWRIGHT_PARENT=" + m.parent, "PAGEWRIGHT_OWNER=acme/handbook", "PAGEWRIGHT_SIBLING_ORDER=" + m.order,
	}
	m.proxy.taken()
	s, err := m.pagewright(environment, append([]string{"publish", "docs"}, flags...)...)
	s.count = m.proxy.taken()
	return []sample{s}, err
}

// pagewright runs the program. It is started by a small process: the system tells the most memory that either of the two
// had.
func (m *measurement) pagewright(environment []string, arguments ...string) (sample, error) {
	command := exec.CommandContext(m.ctx, m.binary, arguments...)
	command.Dir = m.docs
	command.Env = append([]string{"HOME=" + m.docs, "PATH=" + os.Getenv("PATH")}, environment...)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &lastWords{&said}, &lastWords{&said}
	began := time.Now()
	err := command.Run()
	s := sample{wall: time.Since(began)}
	if err != nil {
		return s, fmt.Errorf("%s: %w\n%s", strings.Join(arguments, " "), err, said.String())
	}
	s.processor = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.memory = int64(usage.Maxrss) * memoryUnit
	}
	return s, nil
}

// lastWords keeps the end of what a program says.
type lastWords struct{ *bytes.Buffer }

func (w *lastWords) Write(said []byte) (int, error) {
	if w.Len() > 64<<10 {
		w.Reset()
	}
	return w.Buffer.Write(said)
}
