package setup

import (
	"os/exec"
	"strings"
	"testing"
)

func TestTheBranchThatIsPublished(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	const atOrigin = "update-ref refs/remotes/origin/"
	for name, test := range map[string]struct {
		commands []string
		want     string
	}{
		"origin's own":               {[]string{atOrigin + "trunk HEAD", atOrigin + "main HEAD", "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk"}, "trunk"},
		"origin's own with a slash":  {[]string{atOrigin + "release/2 HEAD", "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/release/2"}, "release/2"},
		"main here":                  {[]string{"branch main"}, "main"},
		"main at origin":             {[]string{atOrigin + "main HEAD"}, "main"},
		"master":                     {[]string{"branch master"}, "master"},
		"both":                       {[]string{"branch master", "branch main"}, "main"},
		"neither":                    {nil, "feature/origin"},
		"neither, and none is at it": {[]string{"checkout -q --detach"}, "main"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			commands := []string{"init -q -b feature/origin", "-c user.name=a -c user.email=a@example.com commit -q --allow-empty -m x"}
			for _, command := range append(commands, test.commands...) {
				if said, err := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir}, strings.Fields(command)...)...).CombinedOutput(); err != nil {
					t.Fatalf("%s: %v: %s", command, err, said)
				}
			}
			lay(t, dir, "-- docs/a.md --\n-- Jenkinsfile --\n")
			said := initialize(t, dir, nil)
			if branch, why := publishedBranch(t.Context(), dir); branch != test.want || !strings.Contains(said, "branch that is published: "+branch+" ("+why+")\n") {
				t.Errorf("branch %s (%s), want %s; said:\n%s", branch, why, test.want, said)
			}
		})
	}
}
