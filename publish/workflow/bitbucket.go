package workflow

import "github.com/pagewright/pagewright/publish/forge"

// bitbucket is Bitbucket Pipelines: it shows plain lines, but names the repository.
type bitbucket struct{ *terminal }

func newBitbucket(environment Environment) *bitbucket {
	repository := Repository{
		Forge:  forge.Bitbucket,
		Commit: environment.Getenv("BITBUCKET_COMMIT"),
		Root:   environment.Getenv("BITBUCKET_CLONE_DIR"),
	}
	if name := environment.Getenv("BITBUCKET_REPO_FULL_NAME"); name != "" {
		repository.URL = "https://bitbucket.org/" + name
	}
	b := &bitbucket{newCI(environment, repository)}
	b.job = bitbucketJob(environment.Getenv)
	return b
}

func (b *bitbucket) Name() string { return "Bitbucket Pipelines" }
