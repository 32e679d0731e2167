package command

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
)

func takeHosts(command *cobra.Command) {
	command.Flags().StringSlice("allow-host", nil, "Answer to this name in addresses, such as preview.example.com, besides localhost and the addresses listened on; repeated, or with commas.")
	takes(command, "allow-host", "NAME")
}

func allowedHosts(command *cobra.Command) ([]string, error) {
	names, _ := command.Flags().GetStringSlice("allow-host")
	if err := sandbox.CheckHosts(names); err != nil {
		return nil, fmt.Errorf("%w: --allow-host: %w", settings.ErrUsage, err)
	}
	return names, nil
}

// address is where to listen; "" leaves it open.
func address(command *cobra.Command) (string, error) {
	listen := flagText(command, "listen")
	if _, port, err := net.SplitHostPort(listen); listen != "" && (err != nil || port == "") {
		return "", fmt.Errorf("%w: --listen: %q is not an address with a port, such as 127.0.0.1:8090", settings.ErrUsage, listen)
	}
	return listen, nil
}
