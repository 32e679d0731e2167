package browser

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// person is somebody as a page shows them.
type person struct {
	Name     string
	Initials string
	Hue      int
}

// user finds a user by any of the ids that Cloud and Data Center have for them.
func (h *Handler) user(id string) (store.User, bool) {
	if user, err := h.store.User(id); err == nil {
		return user, true
	}
	users := h.store.Users()
	i := slices.IndexFunc(users, func(u store.User) bool { return id != "" && (u.Key == id || u.Name == id) })
	if i < 0 {
		return store.User{}, false
	}
	return users[i], true
}

func (h *Handler) person(id string) person {
	user, _ := h.user(id)
	name := cmp.Or(user.DisplayName, user.Name, "Anonymous")
	return person{Name: name, Initials: initials(name), Hue: hue(name)}
}

func initials(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return letter(name)
	}
	return letter(words[0]) + letter(words[len(words)-1])
}
