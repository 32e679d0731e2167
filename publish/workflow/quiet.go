package workflow

import "sync"

// Quiet returns a host that shows errors alone, and of the other lines the last one, when it is closed.
func Quiet(host Host) Host { return &quiet{Host: host} }

type quiet struct {
	Host

	mu   sync.Mutex
	last func()
}

func (q *quiet) Annotate(a Annotation) {
	if a.Level == Error {
		q.Host.Annotate(a)
	}
}

func (q *quiet) Log(format string, args ...any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.last = func() { q.Host.Log(format, args...) }
}

func (q *quiet) Group(string) (end func()) { return func() {} }

func (q *quiet) Close() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last != nil {
		q.last()
	}
	return q.Host.Close()
}
