package read

import (
	"sync"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// above is a page above others, with what the records on it hold.
type above struct {
	parentID string
	claims   space.Claims
}

// Reader reads one space.
type Reader struct {
	Client   *confluence.Client
	Space    confluence.Space
	Pages    int               // about how many there are below the parent page; it decides what is read in bulk
	Parallel int               // requests at the same time
	Notice   func(text string) // tells of what cannot be read, and that a run can do without

	mu     sync.Mutex                    // guards the snapshot that is filled
	listed bool                          // the pages below the parent have been listed
	lacks  map[confluence.Operation]bool // for which the token has no scopes
	parent string                        // id of the parent page

	climbing sync.Mutex       // guards climbed
	climbed  map[string]above // by id
}
