package publish

import (
	"context"
	"time"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
)

// ahead is the record as it was read while the documents were.
type ahead struct {
	properties []space.Property
	err        error
	began      time.Time
}

// mostAhead is how old the record may be when it is used: reading many documents takes long, and other runs may write it
// meanwhile.
const mostAhead = 5 * time.Second

// readAhead begins to read the record. The function that it returns waits for that.
func (at *site) readAhead(ctx context.Context) (have func() *ahead) {
	read := &read.Reader{Client: at.client}
	result := &ahead{began: at.world.Clock.Now()}
	done := make(chan struct{})
	go func() {
		defer close(done)
		result.properties, result.err = read.Properties(ctx, at.parent.ID)
	}()
	return func() *ahead {
		<-done
		return result
	}
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
