package confluence

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"time"
)

// brokenEncryption returns the failure of a connection that could not be
// encrypted, nil for every other. To try again does not help.
func brokenEncryption(err error, now time.Time) *Error {
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	var noRoots x509.SystemRootsError
	var verification *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	var op *net.OpError
	e := &Error{Kind: WrongAddress, Cause: err}
	switch {
	case errors.As(err, &hostname):
		e.note, e.detail = noteCertificateHost, strings.Join(certifiedNames(hostname.Certificate), ", ")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		e.note, e.detail = noteCertificateExpired, invalid.Cert.NotAfter.Format(time.DateOnly)
		if invalid.Cert.NotBefore.After(now) {
			e.note, e.detail = noteCertificateNotYet, invalid.Cert.NotBefore.Format(time.DateOnly)
		}
	case errors.As(err, &noRoots):
		e.note = noteNoAuthorities
	case errors.As(err, &authority), errors.As(err, &invalid), errors.As(err, &verification):
		e.note = noteCertificate
	case errors.As(err, &plain), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		e.note = notePlainServer
	case errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"), strings.HasPrefix(err.Error(), "tls: "):
		e.note = noteHandshake
	default:
		return nil
	}
	return e
}

// certifiedNames returns up to three of the names that a certificate is for.
func certifiedNames(c *x509.Certificate) []string {
	names := c.DNSNames
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) > 3 {
		names = append(names[:3:3], "…")
	}
	return names
}

var certificateExplanations = map[note]explanation{
	noteCertificate: {
		title: "The certificate of the host is not trusted",
		meaning: func(e *Error) string {
			return "the host shows a certificate that this machine does not trust (" + e.Cause.Error() + ")."
		},
		remedies: remedy(
			"Add the certificate authority of your organization, or of the proxy that opens encrypted connections, to the machine: SSL_CERT_FILE names a file with it in PEM form.",
		),
	},
	noteCertificateExpired: {
		title:    "The certificate of the host has expired",
		meaning:  func(e *Error) string { return "the host shows a certificate that expired on " + e.detail + "." },
		remedies: remedy("Ask whoever runs the host to renew its certificate.", "Check the clock of this machine, if the certificate is good elsewhere."),
	},
	noteCertificateNotYet: {
		title:    "The certificate of the host is not valid yet",
		meaning:  func(e *Error) string { return "the host shows a certificate that is valid from " + e.detail + " on." },
		remedies: remedy("Check the clock of this machine.", "Ask whoever runs the host to look at its certificate."),
	},
	noteCertificateHost: {
		title: "The certificate is for another host name",
		meaning: func(e *Error) string {
			if e.detail == "" {
				return "the host shows a certificate that is not for " + cmp.Or(e.Route.host(), "this name") + " (" + e.Cause.Error() + ")."
			}
			return "the host shows a certificate that is not for " + cmp.Or(e.Route.host(), "this name") + ", but for " + e.detail + "."
		},
		remedies: remedy("Set url to an address with a name that the certificate is for.", "Or ask whoever runs the host for a certificate with the name in url."),
	},
	noteNoAuthorities: {
		title: "This machine trusts no certificate at all",
		meaning: func(e *Error) string {
			return "this machine has no list of certificate authorities (" + e.Cause.Error() + ")."
		},
		remedies: remedy("Install the package ca-certificates, or let SSL_CERT_FILE name a file with the authorities in PEM form."),
	},
	notePlainServer: {
		meaning:  says("the host does not speak https at this address."),
		remedies: remedy("Check the scheme and the port in the setting url."),
	},
	noteHandshake: {
		title: "The connection could not be encrypted",
		meaning: func(e *Error) string {
			return "this machine and the host did not agree on how to encrypt the connection (" + e.Cause.Error() + ")."
		},
		remedies: remedy("Ask whoever runs the host whether it wants a certificate of the client, which Pagewright does not have, or an outdated form of encryption.", "Check the port in the setting url."),
	},
}
