package apply

import (
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/progress"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/render/storage"
)

// Input is what a plan is carried out with.
type Input struct {
	Plan     *plan.Plan
	Snapshot space.Snapshot
	Record   *space.Record
	Others   map[string]space.Holding
	Claim    space.Claim
	Waiting  *Waiting
	Settings settings.Settings
	Host     plan.Host
	Client   *confluence.Client
	Reader   *read.Reader
	Renderer *source.Renderer
	Clock    clock.Clock
	Progress *progress.Progress
	Log      func(format string, args ...any)
	Notice   func(text string) // tells once of what concerns no single page
	Done     func(Outcome)     // called for every page of the plan, in its order
}

// Waiting is what a run knows of its wait for another one, by its own clock. It lasts from one plan to the next.
type Waiting struct {
	began   time.Time
	version int       // of the head as it was seen last
	since   time.Time // when that version was seen first

	isAsked bool      // this run wrote the head, to learn what time it is by the clock that versions are dated by
	dated   time.Time // that version, by that clock; zero where nothing tells
	at      time.Time // when it was written, by the own clock
}

// Outcome is what became of a page.
type Outcome struct {
	Page   *plan.Page
	Action plan.Action
	ID     string
	URL    string
	Err    error
	Notes  []string          // what people should know though nothing failed
	Warned []string          // what people should look at though nothing failed
	Lost   []storage.Comment // inline comments whose text is gone
	Linked []source.File     // files that were attached because a link leads to them
}
