package gfm

import "fmt"

// inIncluded begins a message about something with the file that it is in, if that is not the document.
func inIncluded(file, message string) string {
	if file == "" {
		return message
	}
	return fmt.Sprintf("in %s, which is included here: %s", file, message)
}
