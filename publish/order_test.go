package publish_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

const fruit = "-- docs/a.md --\n# Apple\n-- docs/b.md --\n# Banana\n-- docs/c.md --\n# Cherry\n-- docs/gone.md --\n# Gone\n"

// refusesMoves answers 403 to every request that would put a page among its siblings.
func refusesMoves(request *http.Request, body string) bool {
	return strings.Contains(request.URL.Path, "/move/") || strings.Contains(body, `"position"`)
}

func TestRefusedMoveEndsNothingElse(t *testing.T) {
	t.Parallel()
	onFaces(t, fruit, func(b *bench) {
		b.published("4 created")
		b.settings.Orphans = "delete"
		b.write("-- docs/gone.md --\n-- docs/b.md --\n---\norder: 1\n---\n# Banana\n-- docs/c.md --\n# Cherry\n\nMore.\n-- docs/d.md --\n# Damson\n")
		b.inPlace = func(request *http.Request) http.HandlerFunc {
			if !refusesMoves(request, peek(b, request)) {
				return nil
			}
			return func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusForbidden, `{"message":"no"}`) }
		}
		told := b.run()
		if told.ExitCode() != 0 || told.Counts["created"] != 1 || told.Counts["updated"] != 1 || told.Counts["deleted"] != 1 {
			b.Errorf("exit code %d, %s\n%s", told.ExitCode(), counts(told), b.log.String())
		}
		b.logHas("it could not be put into its place among its siblings")
		b.bodyHas("Cherry", "More.")
		b.inPlace = nil
		b.run()
		if got, want := b.tree(), "Banana\nApple\nCherry\nDamson\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.unchanged()
	})
}

func TestRefusedMoveToAnotherParentIsOfOnePage(t *testing.T) {
	t.Parallel()
	onFaces(t, fruit+"-- docs/sub/index.md --\n# Sub\n", func(b *bench) {
		b.published("5 created")
		id := b.page("Apple").ID
		b.write("-- docs/a.md --\n-- docs/sub/a.md --\n# Apple\n-- docs/c.md --\n# Cherry\n\nMore.\n")
		b.inPlace = func(request *http.Request) http.HandlerFunc {
			isMove := strings.Contains(request.URL.Path, id+"/move/") || request.Method == http.MethodPut && strings.HasSuffix(request.URL.Path, "/content/"+id)
			if !isMove {
				return nil
			}
			return func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusForbidden, `{"message":"no"}`) }
		}
		b.published("1 updated, 3 unchanged, 1 failed")
		b.logHas("docs/sub/a.md: error")
		b.inPlace = nil
		b.published("1 moved, 4 unchanged")
		b.unchanged()
	})
}

// peek reads the body of a request, which goes on with it.
func peek(b *bench, request *http.Request) string {
	b.Helper()
	if request.Body == nil {
		return ""
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		b.Fatal(err)
	}
	request.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

func TestPagesThatPeopleMoveAmongTheirSiblings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ page, position, target string }{
		{"Cherry", "after", "Banana"}, {"Cherry", "after", "Apple"}, {"Banana", "before", "Cherry"}, {"Apple", "after", "Banana"},
	} {
		t.Run(fmt.Sprintf("%s %s %s", test.page, test.position, test.target), func(t *testing.T) {
			t.Parallel()
			onFaces(t, "-- docs/a.md --\n# Apple\n-- docs/b.md --\n# Banana\n-- docs/c.md --\n---\norder: 1\n---\n# Cherry\n", func(b *bench) {
				b.published("3 created")
				if err := b.server.Person("DOCS").Move(test.page, test.position, test.target); err != nil {
					b.Fatal(err)
				}
				b.run()
				if got, want := b.tree(), "Cherry\nApple\nBanana\n"; got != want {
					b.Errorf("tree:\n%swant:\n%s", got, want)
				}
				b.unchanged()
			})
		})
	}
}

func TestPagesThatComeInFrontOneByOneLeaveTheOthersAsTheyAre(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		var want string
		for n := range 25 {
			b.write(fmt.Sprintf("-- docs/%d.md --\n---\norder: -%d\n---\n# News %d\n", n, n+1, n))
			if b.run(); b.told.ExitCode() != 0 {
				b.Fatalf("exit code %d\n%s", b.told.ExitCode(), b.log.String())
			}
			_, _, kinds := b.cost()
			moves := 0
			for kind, times := range kinds {
				if strings.HasPrefix(kind, "PUT") {
					moves += times
				}
			}
			if most := max(1, 3-n); moves > most { // two pages without numbers get both
				b.Errorf("to put page %d in front took %v", n, kinds)
			}
			want = fmt.Sprintf("News %d\n", n) + want
			if got := b.tree(); got != want {
				b.Fatalf("tree:\n%swant:\n%s", got, want)
			}
		}
	})
}

// What people put between the pages stays beside the page in front of it.
func TestPageOfAPersonAmongOthersStaysWhereItIs(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/b.md --\n# Banana\n-- docs/f.md --\n# Fig\n-- docs/p.md --\n# Plum\n", func(b *bench) {
		b.published("3 created")
		person := b.server.Person("DOCS")
		home, err := b.server.Store().Page(b.space().HomepageID)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := person.Create(home.Title, "Hers", "<p>x</p>"); err != nil {
			b.Fatal(err)
		}
		if err := person.Move("Hers", "after", "Banana"); err != nil {
			b.Fatal(err)
		}
		b.write("-- docs/g.md --\n# Grape\n-- docs/q.md --\n# Quince\n")
		b.run()
		if got, want := b.tree(), "Banana\nHers\nFig\nGrape\nPlum\nQuince\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.write("-- docs/h.md --\n# Haw\n-- docs/i.md --\n# Imbe\n")
		b.run()
		if got, want := b.tree(), "Banana\nHers\nFig\nGrape\nHaw\nImbe\nPlum\nQuince\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		if b.page("Hers").Version().Number != 1 {
			b.Error("her page was written")
		}
		b.unchanged()
	})
}

func TestPositionsComeWithTheCreation(t *testing.T) {
	t.Parallel()
	for name, takesPositions := range map[string]bool{"taken": true, "refused": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/sub/index.md --\n# Sub\n-- docs/sub/z.md --\n# Zucchini\n")
			b.at(faces[2])
			b.write("-- docs/a.md --\n---\norder: 3\n---\n# Apple\n-- docs/b.md --\n---\norder: 2\n---\n# Banana\n-- docs/sub/c.md --\n---\norder: 1\n---\n# Zebra\n")
			b.inPlace = func(r *http.Request) http.HandlerFunc {
				if takesPositions || r.Method != http.MethodPost || !strings.Contains(peek(b, r), `"position"`) {
					return nil
				}
				return func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusBadRequest, `{"message":"no"}`) }
			}
			b.published("5 created")
			want := "Banana\nApple\nSub\n  Zebra\n  Zucchini\n"
			if got := b.tree(); got != want {
				b.Errorf("tree:\n%swant:\n%s", got, want)
			}
			for _, title := range []string{"Apple", "Banana", "Sub", "Zebra", "Zucchini"} {
				if version := b.page(title).Version().Number; takesPositions && version != 1 {
					b.Errorf("%s was written %d times", title, version)
				}
			}
			b.unchanged()
		})
	}
}
