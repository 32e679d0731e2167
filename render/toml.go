package render

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"

	"github.com/pagewright/pagewright/render/safeyaml"
)

// readTOML reads front matter as Hugo and Zola have it, which begins at line 2
// of its document. Ok is false if it is just text between two lines "+++". Where
// it is not valid TOML, or long, each line at its top is read by itself: what
// other tools' keys say is not our business.
func readTOML(source string) (r matterReader, ok bool) {
	r.matter.Lines = map[string]int{}
	entries := tomlEntries(source)
	if len(entries) == 0 {
		return r, strings.TrimSpace(source) == ""
	}
	if len(source) <= maxWholeYAML {
		all, err := parseTOML(source)
		if err == nil {
			r.tables(all, entries)
			return r, true
		}
		r.tomlError(err)
	}
	for _, e := range entries {
		if !isRead(e.key) {
			r.foreign(e.key, e.line+1)
			continue
		}
		one, err := map[string]any(nil), errLong
		if len(e.text) <= maxWholeYAML {
			one, err = parseTOML(e.text)
		}
		switch {
		case err == nil:
			r.tables(one, []yamlEntry{e})
		case slices.Contains(ownNames, e.key) || isHoldWord(e.key):
			r.report(e.line+1, Error, fmt.Sprintf("%s cannot be read (%v): texts need quotes, lists brackets", e.key, tomlMessage(err)))
		}
	}
	return r, true
}

var errLong = fmt.Errorf("it is longer than %d KB", maxWholeYAML>>10)

func parseTOML(source string) (map[string]any, error) {
	if safeyaml.IsDeep(source) {
		return nil, errors.New("it is nested too deeply")
	}
	all := map[string]any{}
	_, err := toml.Decode(source, &all)
	return all, err
}

// tables reads the keys at the top, in the order of their lines.
func (r *matterReader) tables(all map[string]any, entries []yamlEntry) {
	lines := map[string]int{}
	for _, e := range slices.Backward(entries) {
		lines[e.key] = e.line + 1
	}
	keys := slices.SortedFunc(maps.Keys(all), func(a, b string) int { return lines[a] - lines[b] })
	for _, key := range keys {
		if !isRead(key) {
			r.foreign(key, lines[key])
		} else if node, err := yaml.ValueToNode(all[key]); err == nil {
			r.take(key, node, lines[key])
		}
	}
}

func (r *matterReader) tomlError(err error) {
	line := 1
	if failure, is := errors.AsType[toml.ParseError](err); is {
		line = failure.Position.Line
	}
	r.report(line+1, Warning, fmt.Sprintf("the front matter is not valid TOML: %s. The keys that Pagewright reads are read one by one", tomlMessage(err)))
}

func tomlMessage(err error) string {
	if failure, is := errors.AsType[toml.ParseError](err); is {
		return failure.Message
	}
	return err.Error()
}

// tomlEntries cuts TOML at the keys above its first table, whether it is valid
// or not.
func tomlEntries(source string) []yamlEntry {
	var entries []yamlEntry
	number, open := 0, 0
	for full := range strings.Lines(source) {
		number++
		line := strings.TrimSpace(full)
		if open == 0 && strings.HasPrefix(line, "[") {
			break
		}
		key, _, found := strings.Cut(line, "=")
		if n := len(entries); open > 0 && n > 0 {
			if len(entries[n-1].text) <= maxWholeYAML {
				entries[n-1].text += full
			}
		} else if key = strings.Trim(strings.TrimSpace(key), `"'`); found && key != "" && !strings.HasPrefix(key, "#") {
			entries = append(entries, yamlEntry{key: key, text: full, line: number})
		} else {
			continue
		}
		open = max(0, open+strings.Count(line, "[")-strings.Count(line, "]"))
	}
	return entries
}
