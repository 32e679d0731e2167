package publish

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
)

// scopeTable is what a missing scope adds to the summary: each operation of a run with the scopes that each API root wants
// for it. It is "" for every other error.
func scopeTable(refusal *confluence.Error, operations []confluence.Operation) string {
	if refusal.Kind != confluence.Scope {
		return ""
	}
	for _, operation := range refusal.Missing {
		if !slices.Contains(operations, operation) {
			operations = append(slices.Clone(operations), operation)
		}
	}
	var b strings.Builder
	b.WriteString("### Scopes\n\nFor each operation a token needs all the scopes of one column; ✗ marks what this token may not do.\n\n")
	b.WriteString("| | operation | v2 | v1, classic | v1, granular |\n|---|---|---|---|---|\n")
	for _, operation := range operations {
		mark := ""
		if slices.Contains(refusal.Missing, operation) {
			mark = "✗"
		}
		one := []confluence.Operation{operation}
		classic, granular := confluence.LeastScopes(one, confluence.V1)
		_, newer := confluence.LeastScopes(one, confluence.V2)
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", mark, operation.Words(), asCell(newer), asCell(classic), asCell(granular))
	}
	return b.String() + "\n"
}

func asCell(scopes []string) string {
	if len(scopes) == 0 {
		return ""
	}
	return "`" + strings.Join(scopes, "`<br>`") + "`"
}
