package confluence

import "maps"

// stories are all there are; what is not told here is told by the kind of the
// failure, in messages.go and cures.go.
var stories = func() map[note]story {
	all := map[note]story{}
	for _, some := range []map[note]story{tokenStories, barrierStories, proxyStories, certificateStories, answerStories, limitStories, parentStories} {
		maps.Copy(all, some)
	}
	return all
}()
