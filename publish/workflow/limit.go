package workflow

import (
	"fmt"
	"sync"
)

// limit keeps to the number of annotations of a level that a host shows. The last one is held back until it is known how
// many follow it; those are lines of the log.
type limit struct {
	most  int                                 // of a level
	show  func(a Annotation, addition string) // an annotation, with what is added to its message
	inLog func(Annotation)

	mu    sync.Mutex
	tally [Error + 1]tally
}

// tally counts the annotations of one level.
type tally struct {
	count int
	last  Annotation
}

func (l *limit) annotate(a Annotation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &l.tally[a.Level]
	t.count++
	switch {
	case t.count < l.most:
		l.show(a, "")
	case t.count == l.most:
		t.last = a
	default:
		l.inLog(a)
	}
}

func (l *limit) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for level := range l.tally {
		t := &l.tally[level]
		if t.count < l.most {
			continue
		}
		l.show(t.last, remainder(Level(level), t.count-l.most))
		*t = tally{}
	}
}

func remainder(level Level, more int) string {
	switch more {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("\n\n1 more %s is in the log of this step.", level)
	}
	return fmt.Sprintf("\n\n%d more %ss are in the log of this step.", more, level)
}
