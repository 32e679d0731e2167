package publish_test

import (
	"os"
	"runtime/debug"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // what hundreds of runs leave is collected less often, which saves a fifth of the processor time
	code := conformance.Counted(m).Run()
	countSweeps()
	os.Exit(code)
}
