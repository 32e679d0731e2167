package apply

import (
	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
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
	Settings settings.Settings
	Host     plan.Host
	Client   *confluence.Client
	Reader   *read.Reader
	Renderer *source.Renderer
	Clock    clock.Clock
	Log      func(format string, args ...any)
	Done     func(Outcome) // called for every page of the plan, in its order
}

// Outcome is what became of a page.
type Outcome struct {
	Page   *plan.Page
	Action plan.Action
	ID     string
	URL    string
	Err    error
	Notes  []string          // what people should know though nothing failed
	Lost   []storage.Comment // inline comments whose text is gone
	Linked []source.File     // files that were attached because a link leads to them
}
