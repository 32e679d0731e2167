package settings

import (
	"slices"

	"github.com/pagewright/pagewright/render/nearest"
)

// otherWords are words that people and other tools use for a value.
var otherWords = map[string]string{
	"dry-run": "plan", "dryrun": "plan", "diff": "plan", "validate": "check", "lint": "check", "verify": "check", "deploy": "publish", "sync": "publish", "upload": "publish",
	"remove": "delete", "prune": "delete", "purge": "delete", "trash": "delete", "ignore": "keep", "skip": "keep", "leave": "keep",
	"fullwidth": "full-width", "mermaid": "mmdc", "docusaurus2": "docusaurus", "mkdocs-material": "mkdocs", "gfm": "github",
	"title": "same-title", "error": "fail", "warn": "warning", "warnings": "warning", "errors": "error",
}

// DidYouMean asks whether a wrong value was meant to be one of those that are allowed: it continues the sentence that refuses
// the value, and is "" where none is near.
func DidYouMean(value string, allowed []string) string {
	near := nearest.Name(value, allowed)
	if near == "" && slices.Contains(allowed, otherWords[value]) {
		near = otherWords[value]
	}
	if near == "" {
		return ""
	}
	return ": did you mean " + near + "?"
}
