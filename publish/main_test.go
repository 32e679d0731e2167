package publish_test

import (
	"os"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) { os.Exit(conformance.Counted(m).Run()) }
