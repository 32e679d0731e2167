package command

import "runtime/debug"

// Build returns the version and the commit of the program: those that the linker set, else those that Go knows.
func Build(linkedVersion, linkedCommit string) (version, commit string) {
	if linkedVersion != "" {
		return linkedVersion, linkedCommit
	}
	version, commit = "unreleased", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				commit = setting.Value
			}
		}
	}
	return version, commit
}
