package main

import (
	"errors"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func TestMain(m *testing.M) {
	testscript.Main(conformance.Counted(m), map[string]func(){"pagewright": main})
}

// TestCommandLine runs the sessions in testdata/script. Each has an embedded Confluence of its own: SITE, GATEWAY and DATACENTER are its
// addresses, USER_x and TOKEN_x its credentials.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	check := conformance.Check(t)
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(env *testscript.Env) error { return startConfluence(env, check) },
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

func startConfluence(env *testscript.Env, check func(http.Handler) http.Handler) error {
	server, err := sandbox.Start(sandbox.Options{Middleware: check})
	if err != nil {
		return err
	}
	env.Defer(func() { _ = server.Close() })
	env.Setenv("SITE", server.Site())
	env.Setenv("GATEWAY", server.Gateway())
	env.Setenv("DATACENTER", server.DataCenter())
	for _, credential := range server.Credentials() {
		name := strings.ToUpper(strings.ReplaceAll(credential.Name, "-", "_"))
		env.Setenv("USER_"+name, credential.User)
		env.Setenv("TOKEN_"+name, credential.Token)
	}
	return nil
}

// exits runs a program and wants its exit code: exits CODE PROGRAM [ARGUMENT...].
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
