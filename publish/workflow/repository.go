package workflow

import "github.com/pagewright/pagewright/publish/forge"

// Repository is what a CI host says of the checkout that it made. Fields that it does not name are empty.
type Repository struct {
	Forge  forge.Kind
	URL    string // what people open, such as https://github.com/owner/repository
	Commit string // full hash
	Root   string // folder of the checkout on this machine
}
