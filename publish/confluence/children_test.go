package confluence_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
)

func TestChildPagesAreListedWithFolders(t *testing.T) {
	onEachFace(t, func(d desk) {
		top := d.create("", "Top")
		d.create(top.ID, "One")
		two := d.create(top.ID, "Two")
		d.create(two.ID, "Below")
		want := "One Two"
		if d.face.name != "Data Center" {
			d.folder(top.ID, "Folder")
			want += " Folder"
		}
		children, err := d.client.ChildPages(d.Context(), top.ID)
		if err != nil || titlesOf(children) != want {
			d.Fatalf("%+v %v", children, err)
		}
		for _, child := range children {
			if child.ID == "" || child.ParentID != top.ID || child.Status != "current" || child.IsFolder != (child.Title == "Folder") {
				d.Errorf("%+v", child)
			}
		}
		if none, err := d.client.ChildPages(d.Context(), children[0].ID); err != nil || len(none) != 0 {
			d.Errorf("%+v %v", none, err)
		}
		if _, err := d.client.ChildPages(d.Context(), "999999"); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("%v", err)
		}
	})
}
