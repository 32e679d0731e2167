package apply

// slots bounds how much is written at once. Who has one waits for nobody who wants one.
type slots chan struct{}

func newSlots(n int) slots { return make(slots, max(n, 1)) }

func (s slots) take() { s <- struct{}{} }

func (s slots) give() { <-s }
