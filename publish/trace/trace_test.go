package trace_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/trace"
)

type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func TestEachRequestIsALineWithoutSecrets(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, test := range []struct{ name, url, want string }{
		{"a list", "https://x.example.com/wiki/api/v2/pages?limit=250&body-format=storage&cursor=" + secret, "GET /wiki/api/v2/pages?limit=250&body-format=storage&cursor=… 200 in 35ms"},
		{"a signed download", "https://media.example.com/file/1?token=" + secret + "&client=" + secret, "GET /file/1?token=…&client=… 200 in 35ms"},
		{"a password in the address", "https://me:" + secret + "@x.example.com/a%20b", "GET /a%20b 200 in 35ms"},
		{"a query that is a value", "https://x.example.com/a?limit", "GET /a?limit 200 in 35ms"},
		{"no answer", "https://gone.example.com/", "GET / no answer in 35ms"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			now := clock.NewFake(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
			var lines []string
			traced := trace.Requests(transport(func(r *http.Request) (*http.Response, error) {
				now.Advance(35 * time.Millisecond)
				if r.URL.Host == "gone.example.com" {
					return nil, errors.New("no route to " + secret)
				}
				return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
			}), func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }, now)
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, test.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Authorization", "Bearer "+secret)
			if answer, err := traced.RoundTrip(request); err == nil {
				_ = answer.Body.Close()
			}
			if got := strings.Join(lines, "\n"); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}
