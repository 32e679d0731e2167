package workflow

// bitbucket is Bitbucket Pipelines: it shows plain lines, but names the repository.
type bitbucket struct{ *terminal }

func newBitbucket(world World) *bitbucket {
	repository := Repository{
		Forge:  Bitbucket,
		Commit: world.Getenv("BITBUCKET_COMMIT"),
		Root:   world.Getenv("BITBUCKET_CLONE_DIR"),
	}
	if name := world.Getenv("BITBUCKET_REPO_FULL_NAME"); name != "" {
		repository.URL = "https://bitbucket.org/" + name
	}
	b := &bitbucket{newCI(world, repository)}
	b.job = bitbucketJob(world.Getenv)
	return b
}

func (b *bitbucket) Name() string { return "Bitbucket Pipelines" }
