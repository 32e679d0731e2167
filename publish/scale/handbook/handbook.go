// Package handbook generates documents as large handbooks have them, to measure and to test how the cost of a run grows.
// The same handbook is always the same files.
//
// A page is told by its number, from 0. Sections of 331 pages stand side by side; below a section lie 5 chapters, below a
// chapter 5 topics, below a topic 4 parts, below a part 2 pages: five levels. Each page has about 4.5 KB and three links to
// other pages, one of them to a heading; each fifth shows an image, each third has two labels.
package handbook

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// Handbook says what there is.
type Handbook struct {
	Pages   int
	Changed func(page int) bool // which pages say something more; nil: none
	Without func(page int) bool // which pages are gone, though others still link to them; nil: none
	Moved   bool                // the second section lies below the first one
}

// SectionPages is how many pages a whole section has.
const SectionPages = 331

// fan is how many pages lie below one, from the sections down.
var fan = []int{5, 5, 4, 2}

var levels = []string{"section", "chapter", "topic", "part", "page"}

// Files returns path and content of every file.
func (h Handbook) Files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for page := range h.Pages {
			if h.Without != nil && h.Without(page) {
				continue
			}
			if hasImage(page) && !yield(h.image(page), picture(page)) {
				return
			}
			if !yield(h.Path(page), h.document(page)) {
				return
			}
		}
	}
}

// IsLeaf reports whether nothing lies below a page.
func IsLeaf(page int) bool { return len(place(page)) == len(levels) }

// Title is the title of a page.
func Title(page int) string { return fmt.Sprintf("%s of page %d", subjects[page%len(subjects)], page) }

// Path is where the document of a page lies, below docs.
func (h Handbook) Path(page int) string {
	at := place(page)
	if len(at) == len(levels) {
		return h.folder(at[:len(at)-1]) + fmt.Sprintf("/page-%d.md", at[len(at)-1])
	}
	return h.folder(at) + "/index.md"
}

func (h Handbook) folder(at []int) string {
	names := []string{"docs"}
	if h.Moved && at[0] == 2 {
		names = append(names, "section-01")
	}
	for level, number := range at {
		width := ""
		if level == 0 {
			width = "02"
		}
		names = append(names, fmt.Sprintf("%s-%"+width+"d", levels[level], number))
	}
	return path.Join(names...)
}

// place returns the numbers, from 1, of section, chapter, topic, part and page.
func place(page int) []int {
	at := []int{page/SectionPages + 1}
	rest := page % SectionPages
	size := SectionPages
	for _, children := range fan {
		if rest == 0 {
			return at
		}
		size = (size - 1) / children
		at = append(at, (rest-1)/size+1)
		rest = (rest - 1) % size
	}
	return at
}

func hasImage(page int) bool { return page%5 == 0 }

func (h Handbook) image(page int) string {
	return fmt.Sprintf("%s/figure-%d.svg", path.Dir(h.Path(page)), page)
}

func picture(page int) []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><circle cx="%d" cy="100" r="%d"/></svg>`, 20+page%280, 10+page%80)
}

func (h Handbook) document(page int) []byte {
	random := rand.New(rand.NewPCG(11, uint64(page)))
	var out strings.Builder
	links := 0 // how long they are, which says nothing about the text: it stays as it is where pages move
	linkTo := func(other int) string {
		link := h.linkTo(page, other)
		links += len(link)
		return link
	}
	if page%3 == 0 {
		fmt.Fprintf(&out, "---\nlabels: [handbook, team-%d]\n---\n", page%7)
	}
	fmt.Fprintf(&out, "# %s\n\n", Title(page))
	fmt.Fprintf(&out, "%s Read [%s](%s) first.\n\n", sentences(random, 2), Title(other(random, page, h.Pages)), linkTo(other(random, page, h.Pages)))
	if h.Changed != nil && h.Changed(page) {
		out.WriteString("This has changed since it was published.\n\n")
	}
	if hasImage(page) {
		fmt.Fprintf(&out, "![How the parts work together](figure-%d.svg)\n\n", page)
	}
	for number, heading := range headings {
		fmt.Fprintf(&out, "## %s\n\n%s\n\n", heading, sentences(random, 4))
		switch number {
		case 0:
			fmt.Fprintf(&out, "- **%s**: %s\n- `%s`: %s\n  - %s\n\n", word(random), sentences(random, 1), word(random), sentences(random, 1), sentences(random, 1))
		case 1:
			fmt.Fprintf(&out, "How that is done, [%s](%s#%s) tells. %s\n\n", "another page", linkTo(other(random, page, h.Pages)), "what-to-look-out-for", sentences(random, 1))
		case 2:
			fmt.Fprintf(&out, "| name | default | meaning |\n|---|---|---|\n| `%s` | 1 | %s |\n| `%s` | 2 | %s |\n\n", word(random), sentences(random, 1), word(random), sentences(random, 1))
		case 3:
			fmt.Fprintf(&out, "```sh\n%s --%s %s\n%s --%s\n```\n\n", word(random), word(random), word(random), word(random), word(random))
		case 4:
			fmt.Fprintf(&out, "> %s\n\nMore stands in [%s](%s).\n\n", sentences(random, 1), "the page on it", linkTo(other(random, page, h.Pages)))
		}
	}
	for out.Len()-links < 4250 {
		fmt.Fprintf(&out, "%s\n\n", sentences(random, 3))
	}
	return []byte(out.String())
}

// other returns any other page.
func other(random *rand.Rand, page, pages int) int {
	if pages == 1 {
		return page
	}
	return (page + 1 + random.IntN(pages-1)) % pages
}

func (h Handbook) linkTo(from, to int) string {
	here, there := strings.Split(path.Dir(h.Path(from)), "/"), strings.Split(h.Path(to), "/")
	common := 0
	for common < len(here) && common < len(there)-1 && here[common] == there[common] {
		common++
	}
	up := slices.Repeat([]string{".."}, len(here)-common)
	return strings.Join(append(up, there[common:]...), "/")
}

func sentences(random *rand.Rand, n int) string {
	var out strings.Builder
	for range n {
		for i := range 9 + random.IntN(8) {
			w := word(random)
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			out.WriteString(w + " ")
		}
		out.WriteString("and *" + word(random) + "*. ")
	}
	return strings.TrimSpace(out.String())
}

func word(random *rand.Rand) string { return words[random.IntN(len(words))] }

var (
	subjects = []string{"Setup", "Operation", "Release", "Backup", "Review", "Monitoring", "Access", "Migration"}
	headings = []string{"What it is for", "How it works", "Settings", "Commands", "What to look out for", "When it fails"}
	words    = strings.Fields(`service cluster request answer record lease token queue worker region backup restore deploy release
		version build commit branch review owner team page space parent child title label folder file image heading link table
		number text line word order limit window period minute second daily weekly first last next open closed empty full new old
		small large read write move copy keep remove check watch start stop wait repeat before after during without between`)
)
