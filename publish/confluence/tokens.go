package confluence

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// placeholders are what stands in a setting when nothing has put a value there.
var placeholders = []*regexp.Regexp{
	regexp.MustCompile(`\$\{\{.*\}\}`),                                                     // GitHub Actions, Azure
	regexp.MustCompile(`^\$\{[^{}]+\}$`),                                                   // shells, .env files, GitLab
	regexp.MustCompile(`^\$\(\(?[\w.-]+\)?\)$`),                                            // Azure, Jenkins, Kubernetes
	regexp.MustCompile(`^\$[A-Z_][A-Z0-9_]*$`),                                             // shells, GitLab, Bitbucket
	regexp.MustCompile(`(?i)^\$(\w+_)?(token|secret|password|pass|apikey|api_key|pat)$`),   // the same in lower case; a password may begin with $
	regexp.MustCompile(`(?i)^\$env[:.]\w+$`),                                               // PowerShell
	regexp.MustCompile(`^%[A-Za-z_]\w*%$`),                                                 // Windows
	regexp.MustCompile(`^\{\{.*\}\}$`),                                                     // Jinja, Helm, Go
	regexp.MustCompile(`^#\{[^{}]+\}#?$|^__[A-Za-z]\w*__$|^@[A-Za-z][\w.]*@$`),             // tools that fill templates in
	regexp.MustCompile(`^<[^<>.]+>$|^\[[^\[\]]*(?i:token|secret|password|key)[^\[\]]*\]$`), // documentation
	regexp.MustCompile(`(?i)^(your|insert|enter|replace|change|put)[-_ ]?(\w+[-_ ])*(token|secret|password|key|me|here|this)$`),
	regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_(TOKEN|SECRET|PASSWORD|PAT|KEY)$`), // the name of a variable
	regexp.MustCompile(`(?i)^(secrets|env|vars|variables)\.\w+$`),
	regexp.MustCompile(`^(op|vault|secrets?|keyring|ssm|file)://`), // references that a secret manager resolves
	regexp.MustCompile(`^(undefined|null|None|nil)$`),
	hiddenByLogs,
}

// hiddenByLogs is what logs and settings pages show in place of a secret.
var hiddenByLogs = regexp.MustCompile(`^([*•●·]{3,}|[xX]{4,}|[.…_-]{3,}|\[MASKED\]|\[REDACTED\]|\[secure\])$`)

func isPlaceholder(value string) bool {
	for _, p := range placeholders {
		if p.MatchString(value) {
			return true
		}
	}
	return false
}

// isShortened reports whether a secret was copied from where only its beginning
// is shown.
func isShortened(value string) bool {
	return strings.HasSuffix(value, "...") || strings.HasSuffix(value, "…")
}

// foreignTokens are tokens of other products, by how they begin.
var foreignTokens = []struct{ prefix, product string }{
	{"ghp_", "GitHub"}, {"gho_", "GitHub"}, {"ghu_", "GitHub"}, {"ghs_", "GitHub"}, {"ghr_", "GitHub"}, {"github_pat_", "GitHub"},
	{"glpat-", "GitLab"}, {"gldt-", "GitLab"}, {"glcbt-", "GitLab"}, {"ATBB", "Bitbucket"},
}

func productOf(token string) string {
	for _, f := range foreignTokens {
		if strings.HasPrefix(token, f.prefix) {
			return f.product
		}
	}
	return ""
}

// isCloudToken recognises an API token of an Atlassian account or service account.
func isCloudToken(token string) bool {
	return strings.HasPrefix(token, "ATATT") || strings.HasPrefix(token, "ATSTT")
}

// isServerToken recognises a personal access token of Data Center: the Base64 form of
// a number, a colon and random bytes. With a number alone it only may be one.
func isServerToken(token string) (is, maybe bool) {
	decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(token, "="))
	digits := len(decoded) - len(strings.TrimLeft(string(decoded), "0123456789"))
	is = err == nil && digits >= 6 && len(decoded) > digits+8 && decoded[digits] == ':'
	if len(token) < 8 {
		return is, false
	}
	number, err := base64.RawStdEncoding.DecodeString(token[:8])
	return is, err == nil && !strings.ContainsFunc(string(number), func(r rune) bool { return r < '0' || r > '9' })
}
