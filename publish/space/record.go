package space

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"
)

// Record is what the runs of one owner remember of the pages that they published from one tree of documents below one
// parent page. It is kept in content properties of that page: a head, segments with the entries, a journal of what was
// done since the segments were written, and batches of intents.
type Record struct {
	Owner   string // as NormalOwner returns it
	Tree    string // the first entry of docs, counted from the repository's root, or the tree's name
	Parent  string // id of the page that it stands on
	Head    Head
	Exists  bool             // there is a head of this owner and tree
	Mended  bool             // parts were missing or damaged and are left out, because of repair
	Entries map[string]Entry // by page id
	Intents []Intent         // of runs that broke off
	Former  []Property       // what the record was taken over from; removed when the new one is complete

	TakenFrom *Record // without the entries that were taken; nil for none
	IsShared  bool    // the record that this one was taken over from goes on with the entries that are left

	FormerOwner string // whose pages are taken over, as NormalOwner returns it; "" for nobody else's

	formerParent string // the page that the properties of Former stand on; "" for Parent
	stored       stored
}

// Entry is what is known of one published page.
type Entry struct {
	Source    string   `json:"source"`          // path of the document from the repository's root; a folder ends in "/"
	Version   int      `json:"version"`         // of the page, as the run left it
	Hash      string   `json:"hash,omitempty"`  // of what the document asks for; "" where it is not known
	Body      string   `json:"body,omitempty"`  // of the title and body as they were sent, see storage.Hash
	Files     string   `json:"files,omitempty"` // of the names and contents of the attachments
	Drawn     []string `json:"drawn,omitempty"` // names of the attachments that are pictures of diagrams
	Labels    []string `json:"labels,omitempty"`
	Width     string   `json:"width,omitempty"`     // that the page was given
	Attaching bool     `json:"attaching,omitempty"` // a run was about to change the files, and Files tells what they were before
	Labelling bool     `json:"labelling,omitempty"` // a run was about to change the labels, and Labels has those before and after
	Unsettled bool     `json:"debt,omitempty"`      // written before the pages that it links to, and to be written again
	Retired   bool     `json:"retired,omitempty"`
}

// Head is the one property that says whose record it is and who may write it.
type Head struct {
	Format   int            `json:"format"`
	Owner    string         `json:"owner"`
	Tree     string         `json:"tree"`
	Page     string         `json:"page"`              // id of the page that the record stands on: a copy of that page has another one
	CopyOf   string         `json:"copy-of,omitempty"` // id of the page that this one is a copy of, whose record came along
	Segments []string       `json:"segments"`
	Serials  map[string]int `json:"serials,omitempty"` // of the segments that were written, see seal; none of those of earlier versions
	Last     Commit         `json:"last"`              // of the last run that came to its end
	Begun    Commit         `json:"begun,omitzero"`    // the newest that was written since, by a run that did not come to its end
	Taken    []string       `json:"taken,omitempty"`   // hashes of titles that pages of others have, see [Head.NoteTaken]
	Lease    *Lease         `json:"lease,omitempty"`   // of the run that writes
	Next     *Lease         `json:"next,omitempty"`    // of a run with a newer commit that waits
}

// mostTaken bounds how many titles a head names.
const mostTaken = 500

// NoteTaken notes titles that documents ask for and pages of others have, in the form in which titles are compared. The
// next run looks who has them before it asks for them again.
func (h *Head) NoteTaken(titles []string) {
	h.Taken = nil
	for _, title := range titles {
		h.Taken = append(h.Taken, Hash(title))
	}
	slices.Sort(h.Taken)
	h.Taken = slices.Compact(h.Taken)
	h.Taken = h.Taken[:min(len(h.Taken), mostTaken)]
}

// WasTaken reports whether a page of somebody else had a title when the last run ended.
func (h Head) WasTaken(title string) bool {
	return len(h.Taken) > 0 && slices.Contains(h.Taken, Hash(title))
}

// Commit says what a run publishes: which state of the documents, and which run of which workflow.
type Commit struct {
	ID       string `json:"id,omitempty"`       // full hash; "" where it is not known
	Workflow string `json:"workflow,omitempty"` // "" outside of CI
	Run      int    `json:"run,omitempty"`      // its number in the workflow
}

// Lease names the run that may write.
type Lease struct {
	Holder string `json:"holder"` // a random name, one for each run
	Commit Commit `json:"commit"`
	Job    string `json:"job,omitempty"` // address of the job, for people

	Renewed time.Time `json:"renewed,omitzero"` // when its run wrote the head last, where another one that waits has written it since
}

// Intent is a page that a run is about to create.
type Intent struct {
	Source       string   `json:"source"`
	Title        string   `json:"title"`
	ParentID     string   `json:"parent,omitempty"`        // "" where the parent is itself to be created
	ParentSource string   `json:"parent-source,omitempty"` // of such a parent
	Text         string   `json:"text"`                    // hash of the visible text and the macros' names
	Labels       []string `json:"labels,omitempty"`        // that it is to get
	Attaches     bool     `json:"attaches,omitempty"`      // it is to get files

	Author  string   `json:"-"` // of the property that holds it
	Written Property `json:"-"` // that property
}

// AnyAuthor stands for the author of an intent where nothing tells who that was.
const AnyAuthor = "*"

// LacksAuthors reports whether it is not known who wrote the intents, or, if all of it matters, any property.
func (r *Record) LacksAuthors(all bool) bool {
	for _, intent := range r.Intents {
		if intent.Author == "" {
			return true
		}
	}
	for _, p := range r.stored.properties {
		if all && p.AuthorID == "" {
			return true
		}
	}
	return false
}

// NameAuthors says who wrote what nobody else tells of.
func (r *Record) NameAuthors(id string) {
	for i, intent := range r.Intents {
		r.Intents[i].Author = cmp.Or(intent.Author, id)
	}
	for key, p := range r.stored.properties {
		p.AuthorID = cmp.Or(p.AuthorID, id)
		r.stored.properties[key] = p
	}
}

// Format is the present form of a record.
const Format = 2

// keyPrefix begins the keys of all properties of all records.
const keyPrefix = "pagewright-"

// headSuffix ends the keys of heads.
const headSuffix = "-head"

// Key is the part of the property keys that tells records on one page apart.
func Key(owner, tree string) string {
	sum := sha256.Sum256([]byte(owner + "\n" + tree))
	return keyPrefix + hex.EncodeToString(sum[:6])
}

// HeadKey, JournalKey, SegmentKey and IntentKey are the keys of a record's properties.
func (r *Record) HeadKey() string { return Key(r.Owner, r.Tree) + headSuffix }

// JournalKey is the key of the journal.
func (r *Record) JournalKey() string { return Key(r.Owner, r.Tree) + "-journal" }

// SegmentKey is the key of a segment.
func (r *Record) SegmentKey(name string) string { return Key(r.Owner, r.Tree) + "-segment-" + name }

// IntentKey is the key of a batch of intents: each run has its own.
func (r *Record) IntentKey(holder string, batch int) string {
	return r.intentKeys(holder) + strconv.Itoa(batch)
}

// intentKeys begins the keys of the intents of one run.
func (r *Record) intentKeys(holder string) string {
	return Key(r.Owner, r.Tree) + "-intents-" + holder + "-"
}

// stored is what stands in Confluence of a record.
type stored struct {
	properties map[string]Property    // by key
	segmentOf  map[string]string      // page id → segment
	size       map[string]int         // of the segments' values, in bytes
	serial     map[string]int         // of the segments, as they were read or are being written
	reserved   map[string]reservation // by source: where entries that are yet to come belong
	booked     map[string]int         // segment → bytes that are reserved in it
	pending    map[string]bool        // page ids whose entries the segments do not have yet
	folding    map[string]bool        // those that the last Fold was about
	stale      map[string]bool        // segments that hold entries which are not theirs
}

// reservation is the place of an entry that is yet to come.
type reservation struct {
	segment string
	size    int // in bytes
}

// Put notes what is known of a page now.
func (r *Record) Put(id string, entry Entry) {
	r.Entries[id] = entry
	r.stored.pending[id] = true
}

// MarkIn returns the hash in the mark of a version message, if it is one of this owner, or of the one before whose
// record is being taken over.
func (r *Record) MarkIn(message, pageID string, version int) (hash string, marked bool) {
	for _, owner := range []string{r.Owner, r.FormerOwner} {
		if hash, marked = MarkIn(message, owner, pageID, version); marked && owner != "" {
			return hash, true
		}
	}
	return "", false
}

// Remove forgets a page.
func (r *Record) Remove(id string) {
	delete(r.Entries, id)
	r.stored.pending[id] = true
}
