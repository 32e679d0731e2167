package store

import "slices"

// User is a person or a service account.
type User struct {
	AccountID   string // Cloud
	Key         string // Data Center's userKey
	Name        string // Data Center's username
	DisplayName string
	Email       string
	Service     bool // a service account
	Admin       bool // sees and changes everything
	Groups      []string
}

// AddUser adds a user, or replaces the one with this account id.
func (s *Store) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[u.AccountID] == nil {
		s.userOrder = append(s.userOrder, u.AccountID)
	}
	s.users[u.AccountID] = &u
	s.revision++
}

// Users lists all users in order of addition.
func (s *Store) Users() []User {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]User, 0, len(s.userOrder))
	for _, id := range s.userOrder {
		list = append(list, *s.users[id])
	}
	return list
}

// User returns the user with this account id.
func (s *Store) User(accountID string) (User, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if u, ok := s.users[accountID]; ok {
		return *u, nil
	}
	return User{}, notFound("user", accountID)
}

// Watch makes a user watch a page, or stop to.
func (s *Store) Watch(pageID, accountID string, watch bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages[pageID] == nil {
		return notFound("page", pageID)
	}
	if watch {
		s.watch(pageID, accountID)
	} else {
		delete(s.watchers[pageID], accountID)
	}
	s.revision++
	return nil
}

// Watchers lists the account ids of those who watch a page, sorted.
func (s *Store) Watchers(pageID string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []string
	for id := range s.watchers[pageID] {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}

func (s *Store) watch(pageID, accountID string) {
	if accountID == "" {
		return
	}
	if s.watchers[pageID] == nil {
		s.watchers[pageID] = map[string]bool{}
	}
	s.watchers[pageID][accountID] = true
}
