package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/workflow"
)

// codeQualityIssue has the fields that GitLab reads: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
type codeQualityIssue struct {
	Description string              `json:"description"`
	CheckName   string              `json:"check_name"`
	Fingerprint string              `json:"fingerprint"`
	Severity    string              `json:"severity"`
	Location    codeQualityLocation `json:"location"`
}

type codeQualityLocation struct {
	Path  string           `json:"path"`
	Lines codeQualityLines `json:"lines"`
}

type codeQualityLines struct {
	Begin int `json:"begin"`
}

// asCodeQuality leaves out problems without a file, which GitLab cannot place.
func (r *Report) asCodeQuality() ([]byte, error) {
	issues := []codeQualityIssue{}
	seen := map[string]int{}
	for _, a := range r.told {
		if a.File == "" {
			continue
		}
		path := strings.TrimPrefix(a.File, "./")
		description := strings.TrimSpace(a.Message)
		// Without the line: a problem that moves with the text around it is still the same one. Its double gets a number.
		identity := strings.Join([]string{path, a.rule, description}, "\x00")
		seen[identity]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", r.host.Redactor().Text(identity), seen[identity]))
		issues = append(issues, codeQualityIssue{
			Description: description,
			CheckName:   a.rule,
			Fingerprint: hex.EncodeToString(sum[:16]),
			Severity:    map[workflow.Level]string{workflow.Notice: "info", workflow.Warning: "minor", workflow.Error: "major"}[a.Level],
			Location:    codeQualityLocation{Path: path, Lines: codeQualityLines{Begin: max(a.Line, 1)}},
		})
	}
	content, err := json.MarshalIndent(issues, "", "  ")
	return append(content, '\n'), err
}
