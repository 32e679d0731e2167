package workflow_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/workflow"
)

// https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html.
var onTeamCity = recorded{
	environment: map[string]string{
		"BUILD_NUMBER":            "5",
		"BUILD_URL":               "https://teamcity.example.com/build/4127",
		"BUILD_VCS_NUMBER":        "1ee546f280c093f1e24ecc149db4a0a100c8d609",
		"TEAMCITY_BUILDCONF_NAME": "Build",
		"TEAMCITY_PROJECT_NAME":   "Docs",
		"TEAMCITY_VERSION":        "2025.07 (build 197242)",
	},
	name:       "TeamCity",
	repository: workflow.Repository{Commit: "1ee546f280c093f1e24ecc149db4a0a100c8d609"},
	job:        workflow.Job{Number: 5, URL: "https://teamcity.example.com/build/4127"},
	said: "##teamcity[blockOpened name='Pages']\n" +
		"created  A page with ***\n" +
		"##teamcity[blockClosed name='Pages']\n" +
		"##teamcity[message text='docs/a.md:3:5: error: Dead link: There is no b.md; |[see|] 100% of |'it|'.|nSay c.md |0x2013 or ***.' status='ERROR']\n" +
		"##teamcity[inspectionType id='dead-link' name='Dead link' description='Dead link' category='Pagewright']\n" +
		"##teamcity[inspection typeId='dead-link' message='There is no b.md; |[see|] 100% of |'it|'.|nSay c.md |0x2013 or ***.' file='docs/a.md' line='3' SEVERITY='ERROR']\n" +
		"##teamcity[message text='docs/a.md: warning: Empty page: It has no text.' status='WARNING']\n" +
		"##teamcity[inspectionType id='empty-page' name='Empty page' description='Empty page' category='Pagewright']\n" +
		"##teamcity[inspection typeId='empty-page' message='It has no text.' file='docs/a.md' SEVERITY='WARNING']\n" +
		"notice: Nothing else changed.\n" +
		"##teamcity[buildProblem description='No way in: The token is wrong.']\n" +
		"##teamcity[setParameter name='pagewright.parent-url' value='https://example.com/a?b=1;c=|[2|]&t=***']\n",
	command: regexp.MustCompile(`##teamcity\[\w*|##\w*\[`),
	obeys: []string{
		"##teamcity[message", "##teamcity[inspectionType", "##teamcity[inspection", "##teamcity[buildProblem",
		"##teamcity[blockOpened", "##teamcity[blockClosed", "##teamcity[setParameter",
	},
}

func TestTeamCityEscapes(t *testing.T) {
	t.Parallel()
	host := onTeamCity.play(t, nil)
	noError(t, host.Output("url", "it's |[a]|\nä – 📦"))
	check(t, host.out.String(), "##teamcity[setParameter name='pagewright.url' value='it|'s |||[a|]|||n|0x00E4 |0x2013 |0xD83D|0xDCE6']\n")
}

func TestTeamCityTellsATypeOnce(t *testing.T) {
	t.Parallel()
	host := onTeamCity.play(t, nil)
	for range 3 {
		host.Annotate(workflow.Annotation{Level: workflow.Warning, Title: "Dead link", File: "a.md", Line: 2, Message: "Gone."})
	}
	check(t, strings.Count(host.out.String(), "##teamcity[inspectionType "), 1)
	check(t, strings.Count(host.out.String(), "##teamcity[inspection "), 3)
}
