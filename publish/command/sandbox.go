package command

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
)

const ofSandbox settings.Group = "The sandbox"

func (i *invocation) sandbox() *cobra.Command {
	command := &cobra.Command{
		Use:        "sandbox",
		Short:      "serve the embedded Confluence for any client",
		SuggestFor: []string{"server", "mock", "fake"},
		Example: `pagewright sandbox
      its addresses, users and tokens are printed, one a line
pagewright sandbox --listen 127.0.0.1:9000 --seed spaces.json
      with spaces and pages of your own
pagewright sandbox --unruly=42 --latency 50ms
      a slow one with faults, the same in every run`,
		Args: noArguments,
		RunE: i.runSandbox,
	}
	flags := command.Flags()
	flags.String("listen", "127.0.0.1:8090", "Address to listen on.")
	takeHosts(command)
	flags.String("seed", "", "JSON file with the spaces and pages to start with.")
	flags.Bool("faults", false, "Open the control endpoint below /_sandbox/, by which clients ask for faults and for the state.")
	flags.Bool("v1-content-gone", false, "Answer 410 to the v1 operations that Atlassian is switching off.")
	flags.Duration("search-lag", 0, "How long search does not see a write.")
	flags.String("unruly", "", "Mix all faults: lists that lag, answers that are lost or broken, writes done twice or late. The same seed gives the same mix; without one it is chosen and printed.")
	flags.Lookup("unruly").NoOptDefVal = "any"
	flags.Duration("latency", 0, "Time that every answer waits, and up to half as long again.")
	inGroup(command, ofSandbox, "listen", "allow-host", "seed", "faults", "v1-content-gone", "search-lag", "unruly", "latency")
	for flag, argument := range map[string]string{"listen": "ADDRESS", "seed": "FILE", "search-lag": "TIME", "unruly": "SEED", "latency": "TIME"} {
		takes(command, flag, argument)
	}
	return command
}

func (i *invocation) runSandbox(command *cobra.Command, _ []string) error {
	options := sandbox.Options{}
	var err error
	if options.AllowHosts, err = allowedHosts(command); err != nil {
		return err
	}
	if options.Listen, err = address(command); err != nil {
		return err
	}
	flags := command.Flags()
	options.Faults, _ = flags.GetBool("faults")
	options.V1ContentGone, _ = flags.GetBool("v1-content-gone")
	options.SearchLag, _ = flags.GetDuration("search-lag")
	options.Latency, _ = flags.GetDuration("latency")
	if options.Unruly, err = unrulySeed(flagText(command, "unruly")); err != nil {
		return err
	}
	if name := flagText(command, "seed"); name != "" {
		file, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("%w: seed: %w", settings.ErrUsage, err)
		}
		defer func() { _ = file.Close() }()
		options.Seed = file
	}
	server, err := sandbox.Start(options)
	if err != nil {
		return err
	}
	server.Announce(i.process.Stdout)
	if exposure := server.Exposure(); exposure != "" {
		fmt.Fprintln(i.process.Stderr, exposure)
	}
	<-command.Context().Done()
	return server.Close()
}

func unrulySeed(text string) (uint64, error) {
	switch text {
	case "":
		return 0, nil
	case "any":
		return 1 + rand.Uint64N(1_000_000), nil
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil || seed == 0 {
		return 0, fmt.Errorf("%w: the seed of --unruly is a whole number from 1, not %q", settings.ErrUsage, text)
	}
	return seed, nil
}
