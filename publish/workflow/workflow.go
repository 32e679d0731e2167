// Package workflow is the CI hosts: where a run takes place, and how it speaks there. What enters are the variables that a
// host sets, annotations, lines, a summary and outputs; what leaves are the repository, the job, and the bytes that the host
// understands.
//
// A host is one file that has all that is its own, and one line in the list hosts.
//
// Text that comes from a document never becomes a command: every line is made inert before it is
// written, whichever host was recognized, because a run inside a container may be read by a host it knows nothing about.
package workflow

import "time"

// hosts are asked in this order: what sets another host's variables too comes before that one, and what runs the jobs of
// other hosts comes last.
var hosts = []known{
	gitea,
	gitHub,
	gitLab,
	bitbucket,
	azure,
	teamCity,
	buildkite,
	jenkins,
	codeBuild,
}

// Detect recognizes the host by the variables that it promises to set. Everything else is a terminal, or a host that is
// content with plain lines.
func Detect(environment Environment) Host {
	if environment.Now == nil {
		environment.Now = time.Now
	}
	if host := recognize(environment.Getenv); host != nil {
		return detectedHost{host.place(environment.Getenv), host.speaker(environment)}
	}
	return detectedHost{place{name: "terminal"}, newTerminal(environment)}
}

// NameOf returns the name of the CI host by its variables, as [Place.Name] has it; "" for none.
func NameOf(getenv func(name string) string) string {
	if host := recognize(getenv); host != nil {
		return host.place(getenv).name
	}
	return ""
}

func recognize(getenv func(name string) string) *known {
	for _, host := range hosts {
		if host.recognized(getenv) {
			return &host
		}
	}
	return nil
}

// detectedHost is a host that was recognized.
type detectedHost struct {
	Place
	Speaker
}
