package rest

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) {
	code := conformance.Counted(m).Run()
	if code == 0 && allTestsRan() {
		code = notHeld()
	}
	os.Exit(code)
}

func allTestsRan() bool {
	for _, name := range []string{"run", "skip", "list", "fuzz", "bench"} {
		if flag.Lookup("test."+name).Value.String() != "" {
			return false
		}
	}
	return true
}

// notHeld fails for every operation of the table that the tests never held to its document.
func notHeld() (code int) {
	apis := map[family]conformance.API{v1: conformance.V1, v2: conformance.V2, dc: conformance.DataCenter}
	for _, op := range allOperations() {
		if api := apis[op.on]; op.handle != nil && !op.outside && !conformance.Answered(api, op.name()) {
			fmt.Printf("FAIL: no test lets %s answer %s, so that nothing holds it to its document\n", api, op.name())
			code = 1
		}
	}
	return code
}
