package confluence

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// encrypted serves over TLS with a certificate of its own authority, which
// clients trust.
func encrypted(t *testing.T, certificate x509.Certificate, config *tls.Config) (url string, client http.RoundTripper) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate.SerialNumber, certificate.IsCA, certificate.BasicConstraintsValid = big.NewInt(1), true, true
	der, err := x509.CreateCertificate(rand.Reader, &certificate, &certificate, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	config.Certificates = []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}
	server.TLS, server.Config.ErrorLog = config, log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	pool := x509.NewCertPool()
	pool.AddCert(authority)
	return server.URL, &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
}

func TestCertificateThatDoesNotFitIsNamedWithItsRemedy(t *testing.T) {
	t.Parallel()
	now := time.Now()
	good := x509.Certificate{NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), DNSNames: []string{"localhost"}}
	expired, early, other, nameless := good, good, good, good
	expired.NotAfter = now.Add(-time.Minute)
	early.NotBefore = now.Add(time.Hour)
	other.DNSNames = []string{"wiki.example.com", "*.docs.example.com"}
	nameless.DNSNames = nil
	tests := []struct {
		name        string
		certificate x509.Certificate
		config      *tls.Config
		says        []string
	}{
		{"expired", expired, &tls.Config{}, []string{"expired on " + expired.NotAfter.UTC().Format(time.DateOnly), "renew its certificate"}},
		{"not valid yet", early, &tls.Config{}, []string{"valid from " + early.NotBefore.UTC().Format(time.DateOnly), "clock of this machine"}},
		{"another host name", other, &tls.Config{}, []string{"not for localhost, but for wiki.example.com, *.docs.example.com", "Set url to an address with a name"}},
		{"no host name", nameless, &tls.Config{}, []string{"not for localhost", "Set url to an address with a name"}},
		{"wants a client's", good, &tls.Config{ClientAuth: tls.RequireAnyClientCert}, []string{"certificate of the client"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			url, client := encrypted(t, tt.certificate, tt.config)
			var waits int
			o := Options{HTTP: client, Log: func(string, ...any) { waits++ }}
			_, err := Connect(t.Context(), Target{URL: strings.Replace(url, "127.0.0.1", "localhost", 1), Credential: apiToken, Space: "DOCS"}, o)
			if !IsKind(err, WrongAddress) || !asError(err).NoWayIn() || waits > 0 {
				t.Fatalf("after %d repeats: %v", waits, err)
			}
			for _, want := range tt.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("no %q in %v", want, err)
				}
			}
		})
	}
}
