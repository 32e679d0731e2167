// Package confluence is a client for the three kinds of Confluence there are: a
// Cloud site, a Cloud site behind Atlassian's API gateway, and Data Center.
//
// What enters is a [Target] (any address of the Confluence, any credential);
// [Connect] turns it into a [Client] bound to one [Route]. What leaves are the
// operations a publisher needs, in Confluence's own words, and, for every
// failure, an *[Error] that says what it means and what to change.
//
// The rule it lives by: the route is decided before the first write, by requests
// that change nothing, and a write is never repeated before a read has shown
// what became of it.
//
// Where things go: an operation's path and scopes are a row in scopes.go; how a
// root does it is a method in v1_RESOURCE.go and v2_RESOURCE.go; what an odd
// answer means is a line in classify.go, or, if something else than Confluence
// gave it, in barriers.go; what people read about it is in messages.go and
// remedies.go, or, if it has a remedy of its own, an explanation beside what finds it.
package confluence
