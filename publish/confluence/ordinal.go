package confluence

import "strconv"

// An ordinal is a place among siblings in any of the forms in which Confluence
// writes it: a number from 0 up, -1 or "none" where none is set, or nothing.
type ordinal int // one more than Confluence's number; 0: none

// UnmarshalJSON reads what is not a number as none.
func (o *ordinal) UnmarshalJSON(data []byte) error {
	n, err := strconv.Atoi(string(data))
	if err != nil || n < 0 {
		n = -1
	}
	*o = ordinal(n + 1)
	return nil
}
