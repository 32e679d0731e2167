package nav

import (
	"fmt"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// readPages reads the title of a folder and the order in it, listed or sorted: https://github.com/lukasgeiter/mkdocs-awesome-pages-plugin#readme.
func readPages(n *Nav, file string, content []byte) error {
	var read struct {
		Title   string `yaml:"title"`
		Nav     any    `yaml:"nav"`
		Arrange any    `yaml:"arrange"`
		Order   string `yaml:"order"`
		Type    string `yaml:"sort_type"`
		By      string `yaml:"order_by"`
	}
	if err := yaml.Unmarshal(content, &read); err != nil {
		return err
	}
	folder := path.Dir(file)
	if read.Title != "" {
		n.titles[folder] = read.Title
	}
	list := entriesOf(read.Nav)
	if len(list) == 0 {
		list = entriesOf(read.Arrange)
	}
	count := 0
	n.arrange(folder, list, &count)
	return n.readSorting(folder, read.Order, read.Type, read.By)
}

// behindRest is the position of what stands behind "...", the rest of the folder.
const behindRest = 1 << 20

func (n *Nav) arrange(folder string, list []entry, count *int) {
	for _, e := range list {
		*count++
		switch name := path.Join(folder, strings.TrimSuffix(e.target, "/")); {
		case len(e.section) > 0:
			n.arrange(folder, e.section, count)
		case strings.HasPrefix(e.target, "..."):
			n.positions[folder+"/"+rest] = float64(*count)
			*count += behindRest
		case e.target != "" && !isExternal(e.target):
			n.positions[name] = float64(*count)
			if e.title != "" {
				n.titles[name] = e.title
			}
		}
	}
}

// rest stands for what a folder holds and its file does not list.
const rest = "..."

// Rest returns where the documents of a folder stand that its file does not list.
func (n *Nav) Rest(folder string) (at float64, ok bool) {
	if n == nil {
		return 0, false
	}
	at, ok = n.positions[folder+"/"+rest]
	return at, ok
}

// Sorting returns how a folder is sorted; ok is false where nothing says so.
func (n *Nav) Sorting(folder string) (s Sorting, ok bool) {
	if n == nil {
		return s, false
	}
	s, ok = n.sortings[folder]
	return s, ok
}

// readSorting takes the values of order, sort_type and order_by, "" where they are not given.
func (n *Nav) readSorting(folder, order, kind, by string) error {
	for _, value := range []struct{ key, value, one, other string }{
		{"order", order, "asc", "desc"}, {"sort_type", kind, "natural", ""}, {"order_by", by, "filename", "title"},
	} {
		if value.value != "" && value.value != value.one && value.value != value.other {
			return fmt.Errorf("%s is %q, but must be %s", value.key, value.value, strings.TrimSuffix(value.one+" or "+value.other, " or "))
		}
	}
	if order != "" || kind != "" || by != "" {
		n.sortings[folder] = Sorting{Descending: order == "desc", Natural: kind == "natural", ByTitle: by == "title"}
	}
	return nil
}
