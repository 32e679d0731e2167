package publish_test

import (
	"os"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) {
	code := conformance.Counted(m).Run()
	countSweeps()
	os.Exit(code)
}
