package sandbox

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

// Credential is something a client can authenticate with.
type Credential = rest.Credential

// Credentials lists one credential of every kind:
//
//   - unscoped: a personal API token, on site and gateway; admin and reader: such tokens of other users
//   - classic-scoped, granular-scoped, mixed: personal API tokens with scopes, for the gateway only
//   - service-account: an API token of a service account, with granular scopes
//   - client-credentials: a service account's OAuth client; its access tokens come from /oauth/token
//   - oauth: an OAuth (3LO) access token with classic scopes
//   - revoked: an API token that is not valid any more
//   - dc-password, dc-pat, dc-revoked: Data Center's
func (s *Server) Credentials() []Credential { return s.credentials.List() }

// AddCredential adds a credential, or replaces the one with its name.
func (s *Server) AddCredential(c Credential) { s.credentials.Add(c) }

// The users of every sandbox.
const (
	adminID   = "557058:0a1b2c3d-1111-4222-8333-444455556666"
	writerID  = "712020:1b2c3d4e-2222-4333-8444-555566667777"
	readerID  = "712020:2c3d4e5f-3333-4444-8555-666677778888"
	serviceID = "712020:3d4e5f60-4444-4555-8666-777788889999"

	writerEmail  = "robin@example.com"
	serviceEmail = "publisher@serviceaccount.atlassian.com"
)

// passwords are those of the Cloud accounts themselves; the API takes none of them.
var passwords = map[string]string{writerEmail: "robins-password"}

// ClassicScopes are those that a publisher needs on v1.
func ClassicScopes() []string {
	return []string{
		"read:confluence-content.all", "read:confluence-content.summary", "write:confluence-content", "read:confluence-space.summary",
		"write:confluence-file", "read:confluence-props", "write:confluence-props", "search:confluence", "read:confluence-user",
		"readonly:content.attachment:confluence",
	}
}

// GranularScopes are those that a publisher needs on v2, and on v1 for what v2 does not have.
func GranularScopes() []string {
	return []string{
		"read:space:confluence", "read:page:confluence", "write:page:confluence", "delete:page:confluence", "read:attachment:confluence",
		"write:attachment:confluence", "delete:attachment:confluence", "read:content-details:confluence", "read:label:confluence",
		"write:label:confluence", "read:hierarchical-content:confluence", "read:content.metadata:confluence", "read:folder:confluence",
		"write:folder:confluence", "read:comment:confluence", "read:user:confluence",
	}
}

// mixedScopes are the set of a publisher that uploads with classic scopes and writes pages with granular ones.
func mixedScopes() []string {
	return []string{
		"read:space:confluence", "read:page:confluence", "write:page:confluence", "delete:page:confluence", "read:attachment:confluence",
		"delete:attachment:confluence", "read:content-details:confluence", "read:label:confluence", "read:hierarchical-content:confluence",
		"read:content.metadata:confluence", "write:confluence-file", "write:confluence-content", "search:confluence",
		"readonly:content.attachment:confluence",
	}
}

func seededCredentials() []Credential {
	return slices.Concat(
		[]Credential{
			{Name: "unscoped", User: writerEmail, Token: "ATATT3xFf-unscoped", AccountID: writerID},
			{Name: "classic-scoped", User: writerEmail, Token: "ATATT3xFf-classic", Scopes: ClassicScopes(), AccountID: writerID},
			{Name: "granular-scoped", User: writerEmail, Token: "ATATT3xFf-granular", Scopes: GranularScopes(), AccountID: writerID},
			{Name: "mixed", User: writerEmail, Token: "ATATT3xFf-mixed", Scopes: mixedScopes(), AccountID: writerID},
			{Name: "service-account", User: serviceEmail, Token: "ATSTT3xFf-service", Scopes: GranularScopes(), AccountID: serviceID},
			{Name: "client-credentials", ClientID: "sandbox-client", ClientSecret: "ATOAsandbox-secret", Scopes: GranularScopes(), AccountID: serviceID},
			{Name: "oauth", Token: "eyJ-sandbox-access-token", Bearer: true, Scopes: ClassicScopes(), AccountID: writerID},
			{Name: "revoked", User: writerEmail, Token: "ATATT3xFf-revoked", Revoked: true, AccountID: writerID},
		},
		[]Credential{
			{Name: "dc-password", User: "robin", Token: "robins-dc-password", DataCenter: true, AccountID: writerID},
			{Name: "dc-pat", Token: "NjAzMDQ0sandboxPAT", Bearer: true, DataCenter: true, AccountID: writerID},
			{Name: "dc-revoked", Token: "NjAzMDQ0revokedPAT", Bearer: true, DataCenter: true, Revoked: true, AccountID: writerID},
		},
		[]Credential{
			{Name: "admin", User: "ada@example.com", Token: "ATATT3xFf-admin", AccountID: adminID},
			{Name: "reader", User: "rhea@example.com", Token: "ATATT3xFf-reader", AccountID: readerID},
		},
	)
}
