package publish_test

import (
	"fmt"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// The commits of two trees in two spaces whose documents link to each other, also to headings.
const sweptTrees = `
-- docs/handbook/index.md --
# Handbook

[limits](../api/limits.md#rate)
-- docs/handbook/setup.md --
# Setup

## First step

[interface](../api/index.md)
-- docs/handbook/old.md --
# Old
-- docs/api/index.md --
# Interface

[first step](../handbook/setup.md#first-step)
-- docs/api/limits.md --
# Limits

## Rate

[handbook](../handbook/index.md)
`

const sweptTreesLater = `
-- docs/handbook/old.md --
-- docs/handbook/setup.md --
# Set up

## First step

[errors](../api/errors.md#all) and [interface](../api/index.md)
-- docs/api/limits.md --
# Bounds

## Rate

[handbook](../handbook/index.md)
-- docs/api/errors.md --
# Errors

## All

[first step](../handbook/setup.md#first-step)
`

// Two pages of different trees have swapped their titles.
const sweptTreesSwapped = `
-- docs/handbook/setup.md --
# Limits

## First step

[interface](../api/index.md)
-- docs/api/limits.md --
# Setup

## Rate

[handbook](../handbook/index.md)
`

func inTwoTrees(s *swept) {
	s.Helper()
	if _, err := s.server.Store().SpaceByKey("API"); err != nil {
		if _, err := s.server.Store().CreateSpace(store.NewSpace{Key: "API", Name: "Interfaces", AuthorID: s.server.Store().Users()[0].AccountID}); err != nil {
			s.Fatal(err)
		}
	}
	s.setTrees("API")
}

func inTwoTreesOfASpace(s *swept) {
	s.Helper()
	s.setTrees("DOCS")
}

func (s *swept) setTrees(spaceOfAPI string) {
	for _, tree := range []struct{ name, space string }{{"handbook", "DOCS"}, {"api", spaceOfAPI}} {
		of := s.settings
		of.Trees, of.Tree, of.Space, of.Docs = nil, tree.name, tree.space, []string{"docs/" + tree.name}
		s.settings.Trees = append(s.settings.Trees, of)
	}
}

var treeStories = []story{
	{name: "first publication", after: []string{sweptTrees}, set: inTwoTrees},
	{name: "update", before: []string{sweptTrees}, after: []string{sweptTrees, sweptTreesLater}, set: inTwoTrees},
	{name: "titles swapped", before: []string{sweptTrees}, after: []string{sweptTrees, sweptTreesSwapped}, set: inTwoTreesOfASpace},
}

func TestSweepOfKillsOfTwoTrees(t *testing.T) {
	t.Parallel()
	sweepStories(t, 2, treeStories, func(s *swept, n int) bool {
		if !s.dies(n, n%2 == 0) {
			return false
		}
		s.settles(fmt.Sprintf("killed at request %d", n))
		return true
	})
}

func TestSweepOfStopsOfTwoTrees(t *testing.T) {
	t.Parallel()
	sweepStories(t, 7, treeStories, (*swept).stopsAtSilence)
}

// Two machines publish the same two trees at once: they never hold what the other one waits for.
func TestSweepOfTwoRunsOfTwoTrees(t *testing.T) {
	t.Parallel()
	sweepStories(t, 4, treeStories, func(s *swept, n int) bool {
		other := s.other(s.commits...)
		met := false
		done := make(chan struct{})
		s.server.Before(func(r *sandbox.Request) {
			if r.N == n && !met {
				met = true
				go func() {
					defer close(done)
					if told := other.publish(s.Context(), s.server.Transport()); told.ExitCode() != 0 {
						s.Errorf("the other run, from request %d on, exits with %d:\n%s", n, told.ExitCode(), other.log.String())
					}
				}()
			}
		})
		if told := s.publish(s.Context(), s.server.Transport()); told.ExitCode() != 0 {
			s.Errorf("with another run from request %d on, the run exits with %d:\n%s", n, told.ExitCode(), s.log.String())
		}
		if !met {
			return false
		}
		<-done
		s.server.ClearHooks()
		s.unchanged(fmt.Sprintf("two runs, from request %d on", n))
		return true
	})
}
