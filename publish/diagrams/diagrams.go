// Package diagrams draws the diagrams that documents have as fenced code, with an engine outside of this program.
//
// A language and a source enter, the name of a picture leaves, which becomes an attachment of the page. The name is a hash of
// source and engine: the same diagram has the same name in every run, and is not drawn again while its picture stands there.
package diagrams

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/render"
)

// Engine draws diagrams as SVG.
type Engine interface {
	// Name tells engines apart: what one draws is not what another does.
	Name() string
	// Type returns the engine's own name for a language of fenced code; found is false if it does not draw it.
	Type(language string) (kind string, found bool)
	// Draw draws a diagram. An error that keeps the engine from drawing anything at all is a *Broken.
	Draw(ctx context.Context, kind, source string) (svg []byte, err error)
}

// Broken says that an engine cannot be used.
type Broken struct{ Reason string }

func (b *Broken) Error() string { return b.Reason }

// maxPicture is the most bytes that a picture may have.
const maxPicture = 10 << 20

// Drawer keeps the pictures of one run. Several goroutines may use it.
type Drawer struct {
	ctx    context.Context
	engine Engine

	mu       sync.Mutex
	broken   bool
	pictures map[string]*picture // by name
}

type picture struct {
	kind, source string
	once         sync.Once
	svg          []byte
	err          error
}

// New makes a drawer that works until the context ends.
func New(ctx context.Context, engine Engine) *Drawer {
	return &Drawer{ctx: ctx, engine: engine, pictures: map[string]*picture{}}
}

// Draw names the picture of a diagram, and draws it if no picture of that name stands on the page. That an engine is broken is an
// error once.
func (d *Drawer) Draw(language, source string, stands func(name string) bool) (render.FileTarget, bool, error) {
	kind, found := d.engine.Type(language)
	if !found {
		return render.FileTarget{}, false, nil
	}
	name := pictureName(d.engine.Name(), kind, source)
	target := render.FileTarget{Path: name, Name: name}
	p := d.picture(name, kind, source)
	if stands(name) {
		return target, true, nil
	}
	if d.isBroken() {
		return render.FileTarget{}, false, nil
	}
	_, err := d.content(p)
	if broken, ok := errors.AsType[*Broken](err); ok {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.broken {
			return render.FileTarget{}, false, nil
		}
		d.broken = true
		return target, true, fmt.Errorf("no diagram is drawn, so all of them stay code: %s", broken.Reason)
	}
	if err != nil {
		return target, true, fmt.Errorf("the diagram is not drawn and stays code: %w", err)
	}
	return target, true, nil
}

func (d *Drawer) picture(name, kind, source string) *picture {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.pictures[name]
	if p == nil {
		p = &picture{kind: kind, source: source}
		d.pictures[name] = p
	}
	return p
}

func (d *Drawer) isBroken() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.broken
}

// content draws a picture, if it has not been drawn yet.
func (d *Drawer) content(p *picture) ([]byte, error) {
	p.once.Do(func() {
		svg, err := d.engine.Draw(d.ctx, p.kind, p.source)
		switch {
		case err != nil:
			p.err = err
		case len(svg) > maxPicture:
			p.err = fmt.Errorf("its picture is larger than %d MB", maxPicture>>20)
		case !strings.Contains(string(svg[:min(len(svg), 4096)]), "<svg"):
			p.err = fmt.Errorf("%s answers with something that is no SVG", d.engine.Name())
		default:
			p.svg = sized(svg)
		}
	})
	return p.svg, p.err
}

// Has reports whether a name is that of a picture which Draw has named.
func (d *Drawer) Has(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.pictures[name] != nil
}

// Picture returns the content of a picture that Draw has named. It draws it if that was not needed before.
func (d *Drawer) Picture(name string) ([]byte, error) {
	d.mu.Lock()
	p := d.pictures[name]
	d.mu.Unlock()
	if p == nil {
		return nil, fmt.Errorf("there is no diagram %s", name)
	}
	return d.content(p)
}

func pictureName(engine, kind, source string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", engine, kind, source))
	return "diagram-" + base64.RawURLEncoding.EncodeToString(sum[:16]) + ".svg"
}
