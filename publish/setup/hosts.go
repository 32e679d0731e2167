package setup

import (
	"io/fs"
	"slices"

	"github.com/pagewright/pagewright/publish/forge"
)

// Host is a CI host, and where it looks for what it is to do.
type Host struct {
	Name string // as package workflow has it
	File string // that it reads, from the top of the repository

	kinds      []forge.Kind // services that have it
	signs      []string     // files by which it is recognized
	template   string
	adds       string // key of the template below which stands what a file that is there already lacks; "" for all of it
	credential string // where it keeps the credential
}

var hosts = []Host{
	{
		Name: "GitHub Actions", File: ".github/workflows/docs.yml", kinds: []forge.Kind{forge.GitHub}, signs: []string{".github/workflows"}, template: "github.yml", adds: "jobs",
		credential: "In the repository's settings, make an environment confluence for the branch that is published, with the secret CONFLUENCE_TOKEN and the variable CONFLUENCE_USER.",
	},
	{
		Name: "GitLab CI", File: ".gitlab-ci.yml", kinds: []forge.Kind{forge.GitLab}, signs: []string{".gitlab-ci.yml"}, template: "gitlab.yml",
		credential: "In the project's CI/CD settings, add the variables CONFLUENCE_USER and CONFLUENCE_TOKEN, the token masked and protected.",
	},
	{
		Name: "Bitbucket Pipelines", File: "bitbucket-pipelines.yml", kinds: []forge.Kind{forge.Bitbucket}, signs: []string{"bitbucket-pipelines.yml"}, template: "bitbucket.yml",
		credential: "In the deployment's settings, add the variables CONFLUENCE_USER and CONFLUENCE_TOKEN, the token secured.",
	},
	{
		Name: "Azure Pipelines", File: "azure-pipelines.yml", kinds: []forge.Kind{forge.AzureDevOps}, signs: []string{"azure-pipelines.yml"}, template: "azure.yml", adds: "steps",
		credential: "In the pipeline's variables, add CONFLUENCE_USER and CONFLUENCE_TOKEN, the token as a secret.",
	},
	{
		Name: "Forgejo Actions", File: ".forgejo/workflows/docs.yml", signs: []string{".forgejo/workflows"}, template: "gitea.yml", adds: "jobs",
		credential: "In the repository's settings for Actions, add the secret CONFLUENCE_TOKEN and the variable CONFLUENCE_USER.",
	},
	{
		Name: "Gitea Actions", File: ".gitea/workflows/docs.yml", kinds: []forge.Kind{forge.Gitea}, signs: []string{".gitea/workflows"}, template: "gitea.yml", adds: "jobs",
		credential: "In the repository's settings for Actions, add the secret CONFLUENCE_TOKEN and the variable CONFLUENCE_USER.",
	},
	{
		Name: "Jenkins", File: "Jenkinsfile", signs: []string{"Jenkinsfile"}, template: "Jenkinsfile",
		credential: "In Jenkins, add a credential confluence of the kind user name with password: the account's e-mail, and the token.",
	},
}

// hostNamed returns the CI host with a name, nil where there is none.
func hostNamed(name string) *Host {
	if at := slices.IndexFunc(hosts, func(h Host) bool { return h.Name == name }); at >= 0 {
		return &hosts[at]
	}
	return nil
}

// hostOf returns the CI host of a repository: the one whose file stands there and that belongs to the service at hand, else
// the service's own, else one whose file stands there; nil where there is none.
func hostOf(repository fs.FS, kind forge.Kind) *Host {
	isOfService := func(h Host) bool { return kind != "" && slices.Contains(h.kinds, kind) }
	hasFile := func(h Host) bool {
		return slices.ContainsFunc(h.signs, func(name string) bool { _, err := fs.Stat(repository, name); return err == nil })
	}
	for _, is := range []func(Host) bool{
		func(h Host) bool { return isOfService(h) && hasFile(h) },
		func(h Host) bool { return h.kinds == nil && hasFile(h) }, // it goes with any service
		isOfService,
		hasFile,
	} {
		if at := slices.IndexFunc(hosts, is); at >= 0 {
			return &hosts[at]
		}
	}
	return nil
}
