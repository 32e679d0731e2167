package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
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

// codeQuality leaves out problems without a file, which GitLab cannot place.
func codeQuality(problems []Annotation, clean func(string) string) []byte {
	issues := []codeQualityIssue{}
	seen := map[string]int{}
	for _, a := range problems {
		if a.File == "" {
			continue
		}
		name := a.Title
		if name == "" {
			name = "pagewright"
		}
		path := strings.TrimPrefix(a.File, "./")
		description := clean(a.Message)
		// Without the line: a problem that moves with the text around it is still the same one. Its double gets a number.
		identity := strings.Join([]string{path, name, description}, "\x00")
		seen[identity]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", identity, seen[identity]))
		issues = append(issues, codeQualityIssue{
			Description: description,
			CheckName:   clean(name),
			Fingerprint: hex.EncodeToString(sum[:16]),
			Severity:    map[Level]string{Notice: "info", Warning: "minor", Error: "major"}[a.Level],
			Location:    codeQualityLocation{Path: path, Lines: codeQualityLines{Begin: max(a.Line, 1)}},
		})
	}
	report, err := json.MarshalIndent(issues, "", "  ")
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return append(report, '\n')
}
