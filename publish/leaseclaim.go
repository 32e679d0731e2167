package publish

import (
	"crypto/rand"

	"github.com/pagewright/pagewright/publish/space"
)

// claim is what this run says of itself when it asks for the lease.
func (b *existing) claim() space.Claim {
	return space.Claim{
		Lease:      space.Lease{Holder: rand.Text()[:16], Commit: b.docs.commit(), Job: b.docs.job.URL},
		History:    b.docs.origin.IsAncestor,
		AllowOlder: b.settings.AllowOlder,
	}
}
