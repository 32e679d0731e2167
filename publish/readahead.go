package publish

import (
	"context"
	"time"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
)

// mostAhead is how old the record may be when it is used: reading many documents takes long. What other runs write meanwhile
// keeps this one from taking the lease, and it reads again.
const mostAhead = time.Minute

// readAhead reads the records of all trees while something else is done, whose error it returns. Trees below one parent page
// share what is read.
func (all trees) readAhead(ctx context.Context, meanwhile func() error) error {
	below := map[string]*ahead{} // by parent page
	for _, d := range all.reached() {
		parent := d.at.parent.ID
		if below[parent] == nil {
			below[parent] = &ahead{began: d.at.world.Clock.Now()}
			also := meanwhile
			meanwhile = func() error { return d.at.readAhead(ctx, below[parent], also) }
		}
		d.at.ahead = below[parent]
	}
	return meanwhile()
}

// readAhead reads the properties of the parent page.
func (at *site) readAhead(ctx context.Context, into *ahead, meanwhile func() error) error {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		reader := &read.Reader{Client: at.client}
		into.properties, into.err = reader.Properties(reading, at.parent.ID)
	}()
	err := meanwhile()
	if err != nil {
		stop()
	}
	<-done
	return err
}

// properties returns the properties of the parent page, in which the record is: what was read ahead is used once.
func (at *site) properties(ctx context.Context, reader *read.Reader) ([]space.Property, error) {
	was := at.ahead
	at.ahead = nil
	if was != nil && at.world.Clock.Now().Sub(was.began) < mostAhead {
		return was.properties, was.err
	}
	return reader.Properties(ctx, at.parent.ID)
}
