// Package progress tells, every now and then, how far a long run is. A run goes from stage to stage; a short one ends before
// anything is told.
package progress

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// Every is how often it is told.
const Every = 15 * time.Second

// Progress is how far one run is. It may be used from several goroutines; nil tells nothing.
type Progress struct {
	clock clock.Clock

	mu     sync.Mutex
	howFar func() string
}

// Tell tells how far the run is, until the function that it returns is called.
func Tell(ctx context.Context, c clock.Clock, log func(format string, args ...any)) (p *Progress, end func()) {
	p = &Progress{clock: c}
	telling, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for last := ""; clock.Sleep(telling, c, Every) == nil; {
			if now := p.now(); now != "" && now != last {
				log("%s", now)
				last = now
			}
		}
	})
	return p, func() {
		cancel()
		done.Wait()
	}
}

func (p *Progress) now() string {
	p.mu.Lock()
	howFar := p.howFar
	p.mu.Unlock()
	if howFar == nil {
		return ""
	}
	return howFar()
}

// Stage begins a stage that says itself how far it is, "" where there is nothing to tell. Nil is none.
func (p *Progress) Stage(howFar func() string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.howFar = howFar
}

// Count begins a stage that does something with each of several, such as "documents are read". The function that it returns is
// called for each that is done.
func (p *Progress) Count(all int, what string) (done func()) {
	var mu sync.Mutex
	n := 0
	p.Stage(func() string {
		mu.Lock()
		defer mu.Unlock()
		if n == all {
			return ""
		}
		return fmt.Sprintf("%d of %d %s.", n, all, what)
	})
	return func() {
		mu.Lock()
		defer mu.Unlock()
		n++
	}
}

// Wait begins a stage of which only its time is known, such as "The plan is made".
func (p *Progress) Wait(what string) {
	if p == nil {
		return
	}
	began := p.clock.Now()
	p.Stage(func() string {
		return fmt.Sprintf("%s, for %s so far.", what, p.clock.Now().Sub(began).Round(time.Second))
	})
}
