package source

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/pagewright/pagewright/publish/forge"
)

// Claims are what a CI host says of the checkout that it made. They hold for the repository that the workflow belongs to,
// which need not be the one that the documents lie in, nor at its commit. Fields that nobody knows are empty.
type Claims struct {
	Kind   forge.Kind
	URL    string // what people open
	Commit string
	Root   string // folder of the checkout
}

// Origin tells where the files of a workspace come from.
type Origin struct {
	Checkout // of the repository that holds the workspace

	ctx       context.Context
	workspace *Workspace
	known     map[string]forge.Kind

	mu     sync.Mutex
	inside map[string]Checkout // of repositories within the workspace, by folder
}

// ReadOrigin asks git about the repository that holds a workspace. What the CI host claims fills the gaps where it agrees
// with what git tells.
func ReadOrigin(ctx context.Context, w *Workspace, claims Claims) *Origin {
	o := &Origin{ctx: ctx, workspace: w, known: map[string]forge.Kind{}, inside: map[string]Checkout{}}
	if host := forge.HostOf(claims.URL); host != "" && claims.Kind != "" {
		o.known[host] = claims.Kind
	}
	o.Checkout = o.read(w.Dir)
	if o.agrees(claims) {
		o.fill(claims)
	}
	return o
}

func (o *Origin) read(folder string) Checkout {
	c := ReadCheckout(o.ctx, folder)
	c.Web = forge.Of(c.Remote, o.known)
	return c
}

// agrees reports whether what the CI host says is about this checkout: it is the same folder, or the same commit; where git
// tells nothing, the host's checkout holds the workspace and there is no other one in between.
func (o *Origin) agrees(claims Claims) bool {
	if o.Commit != "" && claims.Commit != "" {
		return o.Commit == claims.Commit && (o.Web.URL == "" || o.Web.URL == claims.URL)
	}
	root, err := filepath.EvalSymlinks(claims.Root)
	switch {
	case claims.Root == "":
		return o.Root == "" // nothing speaks against it
	case err != nil:
		return false
	case o.Root != "":
		return o.Root == root
	}
	return holds(root, o.workspace.Dir) && (root == o.workspace.Dir || !hasGit(o.workspace.Dir))
}

func hasGit(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// fill takes what git does not tell. A remote may be a folder of the runner, or there is none.
func (o *Origin) fill(claims Claims) {
	if o.Root == "" {
		if claims.Root != "" { // else files have no address
			o.Root, _ = filepath.EvalSymlinks(claims.Root)
		}
		o.Commit = claims.Commit
	}
	if o.Remote == "" {
		o.Remote = claims.URL
	}
	if o.Web.URL == "" {
		o.Web = forge.Repository{Kind: claims.Kind, URL: claims.URL}
	}
}

// Of returns the checkout that a file or folder of the workspace belongs to, which may be a submodule's, and the file's path
// in it; ok is false where the file lies in none.
func (o *Origin) Of(name string) (c Checkout, below string, ok bool) {
	c = o.Checkout
	for dir := name; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if folder := filepath.Join(o.workspace.Dir, filepath.FromSlash(dir)); hasGit(folder) {
			c = o.within(folder)
			break
		}
	}
	if c.Root == "" {
		return c, "", false
	}
	rel, err := filepath.Rel(c.Root, filepath.Join(o.workspace.Dir, filepath.FromSlash(name)))
	return c, filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

func (o *Origin) within(folder string) Checkout {
	o.mu.Lock()
	defer o.mu.Unlock()
	c, met := o.inside[folder]
	if !met {
		c = o.read(folder)
		o.inside[folder] = c
	}
	return c
}
