package workflow

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/forge"
)

// Bitbucket Pipelines: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/.
var bitbucket = known{
	recognized: has("BITBUCKET_BUILD_NUMBER"),
	place: func(getenv func(string) string) place {
		p := place{
			name:        "Bitbucket Pipelines",
			repository:  Repository{Forge: forge.Bitbucket, Commit: getenv("BITBUCKET_COMMIT"), Root: getenv("BITBUCKET_CLONE_DIR")},
			job:         Job{Workflow: joined("pipeline", getenv("BITBUCKET_BRANCH")), Number: number(getenv("BITBUCKET_BUILD_NUMBER"))},
			pullRequest: getenv("BITBUCKET_PR_ID") != "",
		}
		if name := getenv("BITBUCKET_REPO_FULL_NAME"); name != "" {
			p.repository.URL = "https://bitbucket.org/" + name
			if p.job.Number > 0 {
				p.job.URL = p.repository.URL + "/pipelines/results/" + strconv.Itoa(p.job.Number)
			}
		}
		return p
	},
	speaker: func(environment Environment) Speaker {
		if environment.Transport == nil {
			environment.Transport = &http.Transport{Proxy: http.ProxyURL(insightsProxy)}
		}
		return &bitbucketLog{terminal: newColourCI(environment), environment: environment}
	},
}

// insightsProxy runs beside every pipeline and signs requests to Bitbucket's API:
// https://bitbucket.org/blog/provide-full-context-to-reviewers-by-including-pipeline-artifacts-within-the-pull-request.
var insightsProxy = &url.URL{Scheme: "http", Host: "localhost:29418"}

// bitbucketLog writes plain lines, and makes of a finished run a report of code insights, whose annotations stand beside
// the lines of a pull request: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/.
type bitbucketLog struct {
	*terminal
	environment Environment

	mu       sync.Mutex
	found    []Annotation
	headline string // of the summary; "" while there is none
}

// Limits of code insights: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/. In characters, an
// annotation's summary has 450 (https://github.com/reviewdog/reviewdog/pull/1344), and details have 2000 as in Data Center
// (https://developer.atlassian.com/server/bitbucket/rest/).
const (
	insightsInReport  = 1000
	insightsAtOnce    = 100
	insightsSummary   = 450
	insightsDetails   = 2000
	insightsPatience  = 30 * time.Second
	insightsReportURL = "http://api.bitbucket.org/2.0/repositories/%s/commit/%s/reports/pagewright"
)

// insightsReport is the body of a report.
type insightsReport struct {
	Title    string          `json:"title"`
	Details  string          `json:"details"`
	Type     string          `json:"report_type"`
	Reporter string          `json:"reporter"`
	Result   string          `json:"result"`
	Data     []insightsField `json:"data"`
}

type insightsField struct {
	Title string `json:"title"`
	Type  string `json:"type"`
	Value int    `json:"value"`
}

// insight is the body of an annotation, which has no column.
type insight struct {
	ID       string `json:"external_id"`
	Type     string `json:"annotation_type"`
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Details  string `json:"details,omitempty"`
	Path     string `json:"path,omitempty"`
	Line     int    `json:"line,omitempty"`
}

func (b *bitbucketLog) Annotate(a Annotation) {
	b.mu.Lock()
	b.found = append(b.found, a)
	b.mu.Unlock()
	b.terminal.Annotate(a)
}

func (b *bitbucketLog) Summary(markdown string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	first, _, _ := strings.Cut(strings.TrimSpace(markdown), "\n")
	b.headline = strings.TrimLeft(first, "# ")
	return nil
}

// Close sends the report of a run that came to its end. That it cannot be sent makes no run fail.
func (b *bitbucketLog) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	repository, commit := b.environment.Getenv("BITBUCKET_REPO_FULL_NAME"), b.environment.Getenv("BITBUCKET_COMMIT")
	if b.headline == "" || repository == "" || commit == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), insightsPatience)
	defer cancel()
	if err := b.send(ctx, fmt.Sprintf(insightsReportURL, repository, url.PathEscape(commit))); err != nil {
		b.Log("Bitbucket does not show these problems beside their lines: its report could not be sent: %s", onOneLine(err.Error()))
	}
	b.headline = ""
	return nil
}

// send replaces the report of an earlier run, if there is one: what that one found would stay.
func (b *bitbucketLog) send(ctx context.Context, report string) error {
	if _, err := b.request(ctx, http.MethodDelete, report, nil); err != nil {
		return err
	}
	if err := b.put(ctx, http.MethodPut, report, b.report()); err != nil {
		return err
	}
	for insights := range slices.Chunk(b.insights(), insightsAtOnce) {
		if err := b.put(ctx, http.MethodPost, report+"/annotations", insights); err != nil {
			return err
		}
	}
	return nil
}

func (b *bitbucketLog) put(ctx context.Context, method, address string, body any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	status, err := b.request(ctx, method, address, content)
	if err == nil && status/100 != 2 {
		return fmt.Errorf("%s %s: %d %s", method, address, status, http.StatusText(status))
	}
	return err
}

func (b *bitbucketLog) report() insightsReport {
	counts := map[Level]int{}
	for _, a := range b.found {
		counts[a.Level]++
	}
	result := "PASSED"
	if counts[Error] > 0 {
		result = "FAILED"
	}
	details := b.clean(b.headline)
	if more := len(b.found) - insightsInReport; more > 0 {
		details += fmt.Sprintf("\n%d more are in the log.", more)
	}
	return insightsReport{
		Title: "Pagewright", Details: cutMessage(details, insightsDetails), Type: "BUG", Reporter: "Pagewright", Result: result,
		Data: []insightsField{{"Errors", "NUMBER", counts[Error]}, {"Warnings", "NUMBER", counts[Warning]}},
	}
}

// insights are the annotations, the worst ones first.
func (b *bitbucketLog) insights() []insight {
	found := slices.Clone(b.found)
	slices.SortStableFunc(found, func(a, other Annotation) int { return int(other.Level) - int(a.Level) })
	var insights []insight
	for i, a := range found[:min(len(found), insightsInReport)] {
		text := cmp.Or(b.clean(a.titled()), a.Level.String()) // one without a summary is refused
		in := insight{
			ID:       fmt.Sprintf("pagewright-%d-%x", i+1, sha256.Sum256([]byte(b.redact(a.String()))))[:40],
			Type:     map[Level]string{Notice: "CODE_SMELL", Warning: "CODE_SMELL", Error: "BUG"}[a.Level],
			Severity: map[Level]string{Notice: "LOW", Warning: "MEDIUM", Error: "HIGH"}[a.Level],
			Summary:  cutMessage(text, insightsSummary),
			Path:     onOneLine(b.redact(withoutControls(a.File))),
			Line:     a.Line,
		}
		if in.Summary != text {
			in.Details = cutMessage(text, insightsDetails)
		}
		insights = append(insights, in)
	}
	return insights
}

func (b *bitbucketLog) request(ctx context.Context, method, address string, body []byte) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	if len(body) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := (&http.Client{Transport: b.environment.Transport}).Do(request)
	if err != nil {
		return 0, err
	}
	_ = answer.Body.Close()
	return answer.StatusCode, nil
}
