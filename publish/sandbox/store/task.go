package store

import "slices"

// Task is a long-running task. The store does the work at once, so a task is always finished.
type Task struct {
	ID      string
	Name    string
	Elapsed int // milliseconds
}

// Task returns the task with this id.
func (s *Store) Task(id string) (Task, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t, ok := s.tasks[id]; ok {
		return *t, nil
	}
	return Task{}, notFound("task", id)
}

// Tasks lists all tasks, oldest first.
func (s *Store) Tasks() []Task {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]Task, 0, len(s.tasks))
	for _, t := range s.tasks {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b Task) int { return compareIDs(a.ID, b.ID) })
	return list
}

// FinishedTask keeps a task for work that was done.
func (s *Store) FinishedTask(name string) Task {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.finishedTask(name)
}

func (s *Store) finishedTask(name string) Task {
	task := Task{ID: s.nextID(), Name: name}
	s.tasks[task.ID] = &task
	return task
}
