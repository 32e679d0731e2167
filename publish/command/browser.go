package command

import (
	"context"
	"os/exec"
	"runtime"
)

// Browse shows an address in the browser of the person at this machine. The browser stays when the context ends.
func Browse(ctx context.Context, address string) error {
	program, args := opener(runtime.GOOS, address)
	command := exec.CommandContext(context.WithoutCancel(ctx), program, args...)
	if err := command.Start(); err != nil {
		return err
	}
	go func() { _ = command.Wait() }() // so that it leaves nothing behind
	return nil
}

func opener(system, address string) (program string, args []string) {
	switch system {
	case "darwin":
		return "open", []string{address}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	return "xdg-open", []string{address}
}
