package publish

import (
	"errors"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// Ending says how an error that ended a command is told, and with which code the command exits.
func Ending(err error, s settings.Settings) report.End {
	if err == nil {
		return report.End{}
	}
	if parts := errorsOf(err); len(parts) > 1 {
		return worst(parts, s)
	}
	end := report.End{Err: err, Title: "Pagewright failed", Code: report.ExitFailed}
	refusal, refused := errors.AsType[*confluence.Error](err)
	superseded, madeWay := errors.AsType[*apply.Superseded](err)
	switch {
	case refused:
		end.Title, end.Details = refusal.Title(), scopeTable(refusal, operations(s))
		if refusal.NoWayIn() {
			end.Code = report.ExitNoWayIn
		}
	case errors.Is(err, apply.ErrStopped):
		end.Title = "Stopped"
	case madeWay && !superseded.IsGone:
		end.Title, end.Code, end.Warning = "A newer commit is waiting", report.ExitDone, true
	}
	if errors.Is(err, settings.ErrUsage) {
		end.Title, end.Code = "Pagewright cannot start", report.ExitUsage
		if _, is := errors.AsType[*leftOut](err); is {
			end.Title = "Tree not published"
		}
	}
	return end
}

// worst is how errors of several trees are told: all of them, with the title and the code of the worst.
func worst(parts treeErrors, s settings.Settings) report.End {
	end := Ending(parts[0], s)
	for _, part := range parts[1:] {
		if other := Ending(part, s); other.Code > end.Code || end.Warning && !other.Warning {
			end = other
		}
	}
	end.Err = parts
	return end
}

// Fail reports a run that could not begin.
func Fail(err error, s settings.Settings, world World) *report.Report {
	told := newReport(s, world)
	told.Finish(Ending(err, s))
	return told
}

func newReport(s settings.Settings, world World) *report.Report {
	about := report.About{Version: world.Version, Commit: world.Commit, Stdout: world.Stdout}
	if world.Clock != nil {
		about.Now = world.Clock.Now
	}
	return report.New(s, world.Host, about)
}
