package confluence

import (
	"encoding/base64"
	"regexp"
	"slices"
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

var (
	authorizations = regexp.MustCompile(`(?i)^(authorization\s*:|bearer\s|basic\s|token\s)`)
	assignments    = regexp.MustCompile(`(?i)^(export\s+)?([a-z][a-z0-9]*_)*(token|secret|password|api_?key|pat)\s*[=:]\s*\S`)
	emailAndToken  = regexp.MustCompile(`^[^\s:@]+@[^\s:@]+\.[^\s:@]+:`)
)

// leastToken is shorter than any token that is given out, in bytes.
const leastToken = 12

// mistakenForToken says what was set where a token alone belongs, "" for what may be one. The password of a Data Center
// account may have blanks and colons.
func mistakenForToken(value, user string, kind HostKind) string {
	decoded, err := base64.StdEncoding.DecodeString(value)
	words := strings.Fields(value)
	isPassword := kind == DataCenter && user != "" && !(len(words) > 1 && slices.ContainsFunc(words, isCloudToken))
	switch {
	case authorizations.MatchString(value) && (!isPassword || len(value) >= len("Bearer ")+leastToken):
		return "the header of a request (Authorization, Bearer, Basic) with the token in it"
	case user != "" && strings.HasPrefix(value, user+":"), emailAndToken.MatchString(value):
		return "user and token together, with a colon between them"
	case err == nil && (emailAndToken.Match(decoded) || user != "" && strings.HasPrefix(string(decoded), user+":")):
		return "user and token together in Base64, as the header of a request has them"
	case isPassword:
		return ""
	case assignments.MatchString(value):
		return "a line that sets a token, with its name in front"
	case strings.HasPrefix(value, "https://"), strings.HasPrefix(value, "http://"):
		return "an address"
	case emailAddress.MatchString(value):
		return "an e-mail address"
	case strings.HasPrefix(value, "{") && strings.Contains(value, ":"):
		return "JSON with the token in it"
	case len(words) > 1:
		return "several words: a token has no blanks"
	}
	return ""
}

var emailAddress = regexp.MustCompile(`^[^\s:@]+@[^\s:@]+\.[A-Za-z]{2,}$`)

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
