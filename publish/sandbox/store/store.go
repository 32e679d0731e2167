// Package store keeps what a Confluence keeps: spaces, pages and folders with their versions, attachments, labels,
// properties, comments, restrictions and users, with the rules that hold whatever face a request came through (titles,
// versions, parents, well-formed bodies). It knows no HTTP: a rule that is broken comes back as an [*Error] that says
// which one, and each face of the sandbox words it as its Confluence does.
//
// A Store is safe for concurrent use. What its methods give are snapshots: later writes do not change them, and their
// slices must not be changed by the caller.
package store

import (
	"crypto/rand"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Options of a new store. The zero value works.
type Options struct {
	Now       func() time.Time // clock; default time.Now
	Random    io.Reader        // for macro ids and the like; default crypto/rand
	SearchLag time.Duration    // how long search does not see a write; 0: at once
}

// Store is one Confluence's content.
type Store struct {
	now       func() time.Time
	random    io.Reader
	searchLag time.Duration

	mu       sync.RWMutex
	behavior Behavior
	lagClock func() time.Time     // by which the lags of the behavior go
	fresh    map[string]time.Time // when pages were made that are not found by their ids at once; nil: all are
	content
}

// content is all that a store keeps. What is added here must be copied by its clone.
type content struct {
	lastID   int64
	revision int64

	spaces      map[string]*Space
	spaceOrder  []string
	pages       map[string]*Page
	pageOrder   []string            // ids of pages and folders in order of creation
	children    map[string][]string // parent page, folder or space id → ids in order
	titles      map[titleKey]string
	attachments map[string]*Attachment
	attachedTo  map[string][]string
	comments    map[string]*Comment
	commentsOn  map[string][]string
	properties  map[string][]Property // owner id → properties in order of creation
	labelIDs    map[Label]string
	restricted  map[string]Restrictions
	watchers    map[string]map[string]bool
	users       map[string]*User
	userOrder   []string
	tasks       map[string]*Task
	index       replica // what search sees
	listed      replica // what lists see if they lag, else nothing
}

// New returns an empty store.
func New(o Options) *Store {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return &Store{now: o.Now, random: o.Random, searchLag: o.SearchLag, lagClock: o.Now, content: content{
		lastID:      131072,
		spaces:      map[string]*Space{},
		pages:       map[string]*Page{},
		children:    map[string][]string{},
		titles:      map[titleKey]string{},
		attachments: map[string]*Attachment{},
		attachedTo:  map[string][]string{},
		comments:    map[string]*Comment{},
		commentsOn:  map[string][]string{},
		properties:  map[string][]Property{},
		labelIDs:    map[Label]string{},
		restricted:  map[string]Restrictions{},
		watchers:    map[string]map[string]bool{},
		users:       map[string]*User{},
		tasks:       map[string]*Task{},
		index:       replica{pages: map[string]Page{}},
	}}
}

// Revision grows with every write, so that a reader can tell cheaply whether anything happened since.
func (s *Store) Revision() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.revision
}

// clock returns the time in milliseconds, as answers have it.
func (s *Store) clock() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

func (s *Store) nextID() string {
	s.lastID++
	return strconv.FormatInt(s.lastID, 10)
}

func (s *Store) uuid() string {
	return uuid.Must(uuid.NewRandomFromReader(s.random)).String()
}
