package publish

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
)

// withSpaceOfURL takes the space from the address in url, where that names one, for every tree.
func withSpaceOfURL(s settings.Settings) (settings.Settings, error) {
	if len(s.Trees) == 0 {
		return spaceOfURL(s)
	}
	var wrong treeErrors
	s.Trees = slices.Clone(s.Trees)
	for i, tree := range s.Trees {
		var err error
		if s.Trees[i], err = spaceOfURL(tree); err != nil {
			wrong = append(wrong, inTree(tree, err))
		}
	}
	return s, wrong.join()
}

// spaceOfURL takes the space from the address in url, where that names one. The setting space may be an address too.
func spaceOfURL(s settings.Settings) (settings.Settings, error) {
	var isKey bool
	if s.Space, isKey = confluence.SpaceKeyIn(s.Space); !isKey {
		return s, fmt.Errorf("%w: space is an address that names no space: set it to the key of the space, as in …/spaces/KEY/…", settings.ErrUsage)
	}
	key, _ := confluence.SpaceAndPageIn(s.URL)
	switch {
	case key == "" || strings.EqualFold(key, s.Space):
	case s.Space == "":
		s.Space = key
	default:
		return s, fmt.Errorf("%w: url is an address of the space %s, and space is %s: correct one of them, or cut url off behind the site's name", settings.ErrUsage, key, s.Space)
	}
	return s, nil
}

// takeParentOfURL makes the page that the address in url names the parent where nothing else is: neither the setting parent nor
// what was published below the home page before. It reports whether that changed the parent.
func (at *site) takeParentOfURL(ctx context.Context, onHome *space.Record) (changed bool, err error) {
	_, page := confluence.SpaceAndPageIn(at.settings.URL)
	if page == "" || at.parentRef != "" || onHome.Exists || at.world.Preview {
		return false, nil
	}
	parent, err := at.client.ParentPage(ctx, at.space, page)
	if confluence.IsKind(err, confluence.NotFound) {
		err = fmt.Errorf("%w: url: %w", settings.ErrUsage, err)
	}
	if err != nil || parent.ID == at.parent.ID {
		return false, err
	}
	at.parent, at.parentRef = parent, parent.ID
	return true, nil
}
