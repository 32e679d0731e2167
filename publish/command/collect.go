package command

import (
	"runtime"
	"runtime/debug"
)

// Percentages by which the heap grows until the garbage collector runs.
const (
	atFirst    = 1000 // it begins at about 40 MB instead of 4: most runs end before that
	afterwards = 60   // 10,000 documents take 190 MB instead of 250, and a twentieth more of processor time
)

// collectLate lets the garbage collector leave small runs alone, of whose processor time it would take a fifth. GOGC wins.
func collectLate(getenv func(variable string) string) {
	if getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(atFirst)
	first := &struct{ unused *int }{} // nobody holds it, so the first collection finalizes it
	runtime.SetFinalizer(first, func(any) { debug.SetGCPercent(afterwards) })
}
