package confluence

// HostKind is what a host is to a client: which API roots it has and which
// credentials it takes.
type HostKind int

// The kinds of host.
const (
	DataCenter HostKind = iota
	CloudSite
	Gateway
)

func (k HostKind) String() string {
	switch k {
	case Gateway:
		return "Atlassian's API gateway"
	case CloudSite:
		return "a Confluence Cloud site"
	}
	return "Confluence Data Center"
}

// MarshalText names the kind for programs.
func (k HostKind) MarshalText() ([]byte, error) {
	return []byte([...]string{DataCenter: "data-center", CloudSite: "cloud-site", Gateway: "gateway"}[k]), nil
}
