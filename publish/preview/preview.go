// Package preview publishes documents to the embedded Confluence and shows them in a browser, again after every change.
package preview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Options say how a preview runs.
type Options struct {
	Listen     string               // address of the embedded Confluence; "": a free port of this machine
	AllowHosts []string             // names that it answers to besides its addresses
	Once       bool                 // publish, tell, and end
	Export     string               // folder to write the pages to, as files that open from disk; then end
	Open       func(address string) // shows the pages in a browser; nil: nobody asked
	Out        io.Writer

	Middleware func(http.Handler) http.Handler // around the REST faces of the embedded Confluence: tests see every request
}

// Run publishes to an embedded Confluence of its own, again after every change of the documents until the context ends,
// and returns the exit code of the last publication that was not interrupted.
func Run(ctx context.Context, s settings.Settings, world publish.World, options Options) (int, error) {
	folders, err := foldersOf(s, world.WorkingDir)
	if err != nil {
		return 0, err
	}
	if options.Export != "" {
		if err := mayExport(options.Export); err != nil {
			return 0, err
		}
	}
	p, err := start(s, world, options)
	if err != nil {
		return 0, err
	}
	defer func() { _ = p.server.Close() }()
	report := publish.Run(ctx, p.settings, p.world)
	if err := p.show(report); err != nil {
		return 0, err
	}
	if options.Export != "" {
		if err := export(p.server, options.Export); err != nil {
			return 0, err
		}
		options.show(filepath.Join(options.Export, "index.html"))
		return report.ExitCode(), nil
	}
	options.show(cmp.Or(report.URL, p.server.Browse()))
	if options.Once {
		return report.ExitCode(), nil
	}
	return p.follow(ctx, folders, report)
}

// preview is an embedded Confluence, and what is published to it.
type preview struct {
	server   *sandbox.Server
	settings settings.Settings
	world    publish.World
	out      io.Writer
	told     *news
	home     entrance
	found    problems
}

// start starts the embedded Confluence, and aims the settings at it.
func start(s settings.Settings, world publish.World, options Options) (*preview, error) {
	p := &preview{world: world, out: options.Out, told: &news{Host: world.Host}, home: entrance{follows: !options.Once && options.Export == ""}}
	if p.world.Clock == nil {
		p.world.Clock = clock.Real
	}
	p.world.Transport, p.world.Preview, p.world.Host = direct(), true, p.told
	spaces, seed := spacesFor(s)
	var err error
	p.server, err = sandbox.Start(sandbox.Options{
		Listen: options.Listen, AllowHosts: options.AllowHosts, Seed: strings.NewReader(seed), Problems: p.found.of, Middleware: options.Middleware,
	})
	if err != nil {
		return nil, err
	}
	if p.settings, err = aimedAt(p.server, s, spaces); err != nil {
		_ = p.server.Close()
		return nil, err
	}
	if exposure := p.server.Exposure(); exposure != "" {
		fmt.Fprintln(options.Out, exposure)
		p.settings = p.settings.With(func(s *settings.Settings) { s.URL = p.server.Site() }) // a gateway is believed to name its site only on this machine
	}
	return p, nil
}

// show shows in the embedded Confluence what came of a publication, besides the pages.
func (p *preview) show(report *report.Report) error {
	if err := p.home.show(p.server, report); err != nil {
		return err
	}
	p.found.take(report, p.home.id)
	return nil
}

// follow publishes again after every change of the folders. Last is the report of the publication before.
func (p *preview) follow(ctx context.Context, folders []string, last *report.Report) (int, error) {
	changes, err := watch(folders)
	if err != nil {
		return 0, fmt.Errorf("changes of the documents cannot be watched: %w", err)
	}
	defer func() { _ = changes.Close() }()
	fmt.Fprintln(p.out, "Publishing again after every change; Ctrl-C ends.")
	for {
		changed, err := changes.next(ctx)
		if err != nil || changed == nil {
			return last.ExitCode(), err
		}
		p.told.onlyNew(p.world.Verbose)
		begun := p.world.Clock.Now()
		report := publish.Run(ctx, p.settings, p.world)
		if ctx.Err() != nil {
			return last.ExitCode(), nil
		}
		last = report
		if err := p.show(report); err != nil {
			return 0, err
		}
		p.server.Reload()
		line := changeLine(begun, p.world.Clock.Now().Sub(begun), shortNames(changed, p.world.WorkingDir), report)
		fmt.Fprint(p.out, workflow.Dress(p.world.Host.Redactor().Text, false, "%s", line)+"\n")
	}
}

// show prints where the pages are, and opens them.
func (o Options) show(address string) {
	fmt.Fprintf(o.Out, "\n  %s\n\n", address)
	if o.Open != nil {
		o.Open(address)
	}
}

// direct asks no proxy: the embedded Confluence is on this machine, by whatever address.
func direct() http.RoundTripper {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy, transport.MaxIdleConnsPerHost = nil, 16
	return transport
}

// foldersOf returns the folders of all trees that are published.
func foldersOf(s settings.Settings, workingDir string) ([]string, error) {
	var folders []string
	for _, tree := range s.Each() {
		found, err := source.Folders(tree, workingDir)
		if err != nil {
			return nil, err
		}
		folders = append(folders, found...)
	}
	return folders, nil
}

// aimedAt makes the settings those of a publication to the embedded Confluence, whatever address and credential they
// name. Each tree goes to the space that stands for its own.
func aimedAt(server *sandbox.Server, s settings.Settings, spaces map[string]string) (settings.Settings, error) {
	for _, credential := range server.Credentials() {
		if credential.Name != "unscoped" {
			continue
		}
		return s.With(func(s *settings.Settings) {
			s.URL, s.CloudID, s.AllowHTTP = server.Gateway(), "", true
			s.APIRoot, s.APIVersion, s.MaxRequestsPerSecond = "auto", "auto", 0 // what the user's own Confluence needs
			s.Credential = settings.Credential{User: credential.User, Token: settings.Secret(credential.Token)}
			s.Space, s.Parent = spaces[strings.ToUpper(s.Space)], ""
			s.Owner, s.FormerOwner, s.FormerTree, s.FormerParent = "preview", "", "", ""
			s.Mode = settings.Publish
			s.Orphans, s.MaxOrphans = "delete", math.MaxInt // what is gone from the documents is gone from the preview
			s.AllowOlder = true
		}), nil
	}
	return s, errors.New("the embedded Confluence has no unscoped token")
}
