package publish

import (
	"io"
	"net/http"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/progress"
	"github.com/pagewright/pagewright/publish/trace"
	"github.com/pagewright/pagewright/publish/workflow"
)

// around returns what sees each request that is sent.
func (w World) around(next http.RoundTripper) http.RoundTripper {
	if w.Verbose {
		return trace.Requests(next, w.Host.Log, w.Clock)
	}
	return next
}

// log returns what the client's lines go to: how a preview reaches its own Confluence is of interest to nobody.
func (w World) log() func(format string, args ...any) {
	if w.Preview && !w.Verbose {
		return func(string, ...any) {}
	}
	return w.Host.Log
}

// World is what a run touches besides the documents and the space.
type World struct {
	Host       workflow.Host
	WorkingDir string
	Transport  http.RoundTripper // nil: the default one
	UserAgent  string
	Version    string              // of Pagewright
	Commit     string              // that it was built from
	Stdout     io.Writer           // for reports to a file named -; nil: os.Stdout
	Clock      clock.Clock         // nil: the real one
	Patience   confluence.Patience // zero: what the settings and the client say
	Repair     bool                // read everything, and put right what differs
	Verbose    bool                // every request is logged
	Quiet      bool                // a doctor tells what fails, and nothing else
	Colour     bool                // what is written to standard output past the host has colours
	Preview    bool                // the Confluence is an empty one of this run's own: what documents say of pages in theirs has no meaning there

	// What may draw diagrams: programs, found as exec.LookPath does, which get a part of the environment; nil: none.
	LookPath    func(program string) (string, error)
	Environment []string

	progress *progress.Progress
}
