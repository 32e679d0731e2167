package workflow

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"
)

// TeamCity: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html. The repository's address, the branch,
// the checkout's folder and the pull request are parameters without a variable.
var teamCity = known{
	recognized: has("TEAMCITY_VERSION"),
	place: func(getenv func(string) string) place {
		return place{
			name:       "TeamCity",
			repository: Repository{Commit: hash(getenv("BUILD_VCS_NUMBER"))},
			job:        Job{Number: number(getenv("BUILD_NUMBER")), URL: getenv("BUILD_URL")},
		}
	},
	speaker: func(environment Environment) Speaker {
		return &teamCityLog{terminal: newCI(environment, false), out: environment.Stdout, types: map[string]bool{}}
	},
}

// teamCityLog speaks service messages: https://www.jetbrains.com/help/teamcity/service-messages.html.
type teamCityLog struct {
	*terminal
	out io.Writer

	mu    sync.Mutex
	types map[string]bool // of inspections that were told
}

// Limits of inspections and build problems, in characters.
const (
	teamCityShort = 255
	teamCityLong  = 4000
)

// Annotate makes inspections of problems with a file, which have no column, and a build problem of an error without.
func (t *teamCityLog) Annotate(a Annotation) {
	switch {
	case a.Level == Notice:
		t.terminal.Annotate(a)
		return
	case a.Level == Error && a.File == "":
		t.say("buildProblem", property{"description", cutMessage(t.text(a.titled()), teamCityLong)})
		return
	}
	t.say("message", property{"text", t.text(a.String())}, property{"status", strings.ToUpper(a.Level.String())})
	if a.File != "" {
		t.inspect(a)
	}
}

func (t *teamCityLog) inspect(a Annotation) {
	name := cutMessage(t.oneLine(a.Title), teamCityShort)
	if name == "" {
		name = "Pagewright"
	}
	id := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
	t.mu.Lock()
	isNew := !t.types[id]
	t.types[id] = true
	t.mu.Unlock()
	if isNew {
		t.say("inspectionType", property{"id", id}, property{"name", name}, property{"description", name}, property{"category", "Pagewright"})
	}
	place := []property{{"typeId", id}, {"message", cutMessage(t.text(a.Message), teamCityLong)}, {"file", inert(onOneLine(t.redact(withoutControls(a.File))))}}
	if a.Line > 0 {
		place = append(place, property{"line", fmt.Sprint(a.Line)})
	}
	t.say("inspection", append(place, property{"SEVERITY", strings.ToUpper(a.Level.String())})...)
}

func (t *teamCityLog) Group(title string) (end func()) {
	title = inert(t.oneLine(title))
	t.say("blockOpened", property{"name", title})
	return sync.OnceFunc(func() { t.say("blockClosed", property{"name", title}) })
}

// Output sets a parameter for the steps that follow.
func (t *teamCityLog) Output(name, value string) error {
	t.say("setParameter", property{"name", "pagewright." + name}, property{"value", t.redact(withoutControls(value))})
	return nil
}

func (t *teamCityLog) text(text string) string { return inert(t.clean(text)) }

func (t *teamCityLog) say(message string, properties ...property) {
	var line strings.Builder
	line.WriteString("##teamcity[" + message)
	for _, p := range properties {
		fmt.Fprintf(&line, " %s='%s'", p.name, teamCityValue(p.value))
	}
	_, _ = io.WriteString(t.command(t.out), line.String()+"]\n")
}

// teamCityValue escapes as https://www.jetbrains.com/help/teamcity/service-messages.html#Escaped+Values says.
func teamCityValue(text string) string {
	var escaped strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			escaped.WriteString("|n")
		case r == '\r':
			escaped.WriteString("|r")
		case strings.ContainsRune("|'[]", r):
			escaped.WriteString("|" + string(r))
		case r <= unicode.MaxASCII:
			escaped.WriteRune(r)
		default:
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&escaped, "|0x%04X", unit)
			}
		}
	}
	return escaped.String()
}
