package publish

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// anyCommit stands for the commit in addresses that are compared and not sent.
const anyCommit = "COMMIT"

// address returns the address of a file in the source repository, "" where there is none.
func (d *docs) address(path, suffix string, withCommit bool) string {
	checkout, below, ok := d.origin.Of(path)
	commit := checkout.Commit
	if !withCommit && commit != "" {
		commit = anyCommit
	}
	at := forge.LinesIn(suffix)
	if d.settings.SourceLinks != "" && (!ok || checkout.Root == d.origin.Root) {
		if !ok {
			below = path
		}
		return forge.Fill(d.settings.SourceLinks, below, commit, at)
	}
	if !ok {
		return ""
	}
	return checkout.Web.File(below, commit, at)
}

// tellUnlinked says once that files outside of the docs are not linked to, and what to set.
func (d *docs) tellUnlinked(told *report.Report) {
	if !d.renderer.LeavesLinksOut() || d.settings.Mode == settings.Check {
		return
	}
	why := "the documents have no git remote"
	switch o := d.origin; {
	case d.settings.SourceLinks != "":
		why = "source-links asks for the {commit}, and there is none"
	case o.Web.URL != "" && o.Web.Kind == "":
		why = fmt.Sprintf("it is not known what runs at %s", o.Web.URL)
	case o.Remote != "" && o.Web.URL == "":
		why = "the git remote is no address that a browser opens"
	case o.Remote != "" && o.Commit == "":
		why = "there is no commit yet"
	}
	told.Noted("Files without an address", fmt.Sprintf(
		"links to files outside of the docs stay without an address, as %s: set source-links, such as https://git.example.com/team/docs/blob/{commit}/{path}#L{line}", why))
}
